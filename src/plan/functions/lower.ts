import type { PlanFunction } from './function.ts'

export const lower: PlanFunction = {
  doc: 'The text with every code point in simple lower case; a code point whose lower case is longer stays.',
  signature: '(string) → string',
  result: ([a]) => (a === 'string' ? 'string' : undefined),
  nulls: 'strict',
  evaluate: ([s]) => String(s).toLowerCase(),
  examples: [{ args: ['NMAP Ärger'], types: ['string'], gives: 'nmap ärger' }],
}
