// The order of keys, as the specification lists them (sigma-rules-specification.md, "File Structure";
// sigma-correlation-rules-specification.md and sigma-filters-specification.md for the others).

const document = [
  'action',
  'title',
  'id',
  'name',
  'related',
  'taxonomy',
  'status',
  'description',
  'license',
  'references',
  'author',
  'date',
  'modified',
  'logsource',
  'detection',
  'correlation',
  'filter',
  'fields',
  'falsepositives',
  'level',
  'tags',
  'scope',
]

/** By map, the keys that come first, in their order. Others follow as the author has them. */
export const firstKeys = {
  document,
  related: ['id', 'type'],
  logsource: ['category', 'product', 'service', 'definition'],
  correlation: ['type', 'rules', 'aliases', 'group-by', 'timespan', 'condition', 'generate'],
  limits: ['field', 'percentile', 'gt', 'gte', 'lt', 'lte', 'eq', 'neq'],
  filter: ['rules'],
} as const

/** Keys that come after the selections. */
export const lastKeys: readonly string[] = ['timeframe', 'condition']

/** Keys whose value is a text, whatever it looks like. */
export const textKeys: ReadonlySet<string> = new Set(
  'action title id name taxonomy status description license author date modified level'.split(' '),
)

/** Keys whose value is a list, also of one. */
export const listKeys: ReadonlySet<string> = new Set('references fields falsepositives tags scope'.split(' '))
