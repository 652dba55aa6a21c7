import type { DetectionCard } from '../../app/catalogue/model.ts'
import { shortSource } from './words.ts'

/** Between the values of a facet that a detection has several of; no name has it. */
export const facetSeparator = '|'

/** The facets by which the home page's script filters the list, as attributes of a detection's entry. */
export const facetsOf = (card: DetectionCard): Readonly<Record<string, string>> => ({
  'data-id': card.id,
  'data-tactic': card.tactic.id,
  'data-platform': card.platforms.join(facetSeparator),
  'data-source': card.dataSources.map(shortSource).join(facetSeparator),
  'data-severity': card.severity,
  'data-confidence': card.confidence.level,
  'data-standing': card.standing,
})
