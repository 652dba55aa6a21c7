import { type Diagnostic, inOrder } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import type { Search } from '../syntax.ts'
import { lateFilter, parsedTooEarly } from './filters.ts'
import { lookupBeforeGroups } from './lookups.ts'
import { sortForLimit, uselessSort } from './order.ts'
import { greedyRegex } from './regexes.ts'
import { metadataInWhere, missingKeyword, missingMetadata, rawInWhere } from './scope.ts'

/** Finds one way in which a search reads or does more than it need. */
export type Cost = (search: Search, source: Source) => readonly Diagnostic[]

const costs: readonly Cost[] = [
  missingMetadata,
  metadataInWhere,
  missingKeyword,
  rawInWhere,
  lateFilter,
  parsedTooEarly,
  uselessSort,
  sortForLimit,
  lookupBeforeGroups,
  greedyRegex,
]

/**
 * What makes a search slower in Sumo, or dearer, than one with the same result; every note is on the vendor's page
 * docs/search/get-started-with-search/build-search/best-practices-search.md, or a stage does nothing for the result.
 * O(length of the search).
 */
export const costsOf: Cost = (search, source) => inOrder(costs.flatMap(cost => cost(search, source)))
