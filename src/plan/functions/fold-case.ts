import { foldCase } from './case.ts'
import type { PlanFunction } from './function.ts'
import { takes, text } from './signature.ts'

const fold_case: PlanFunction = {
  doc: 'The text as the fold `casefold` of patterns sees it: two texts are equal without regard to letter case exactly if this is equal of both.',
  ...takes(['string'], 'string'),
  nulls: 'strict',
  evaluate: ([s]) => foldCase(text(s), 'casefold'),
  examples: [
    { args: ['Straße ſ ΣΑΣς K'], types: ['string'], gives: 'straße s σασσ k' },
    { args: ['İI'], types: ['string'], gives: 'İi' },
    { args: ['NMAP'], types: ['string'], gives: 'nmap' },
  ],
}

export const caseFolding = { fold_case }
