/** What a filter of `hasThreatMatch` may ask of an indicator (docs/cse/rules/cse-rules-syntax.md). */
export const indicatorAttributes = [
  'actors',
  'confidence',
  'id',
  'indicator',
  'killChain',
  'source',
  'threatType',
  'type',
  'validFrom',
  'validUntil',
] as const
