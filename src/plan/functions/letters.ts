import { lowerCase, upperCase } from './case.ts'
import type { PlanFunction } from './function.ts'
import { takes, text } from './signature.ts'

export const lower: PlanFunction = {
  doc: 'The text with every code point in simple lower case; a code point whose lower case is longer stays.',
  ...takes(['string'], 'string'),
  nulls: 'strict',
  evaluate: ([s]) => lowerCase(text(s)),
  examples: [
    { args: ['NMAP Ärger'], types: ['string'], gives: 'nmap ärger' },
    { args: ['ΟΔΟΣ'], types: ['string'], gives: 'οδοσ' },
    { args: [null], types: ['string'], gives: null },
  ],
}

export const upper: PlanFunction = {
  doc: 'The text with every code point in simple upper case; a code point whose upper case is longer stays.',
  ...takes(['string'], 'string'),
  nulls: 'strict',
  evaluate: ([s]) => upperCase(text(s)),
  examples: [
    { args: ['nmap ärger'], types: ['string'], gives: 'NMAP ÄRGER' },
    { args: ['straße'], types: ['string'], gives: 'STRAßE' },
  ],
}
