import type { Source } from '../../base/source.ts'
import type { QueryEntry } from './model.ts'

/** How a query works, stage by stage, as its language says it; none where a language does not. */
export function stagesOf(_source: Source, _language: string): QueryEntry['stages'] {
  return []
}
