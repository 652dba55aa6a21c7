import type { Source } from '../../base/source.ts'
import { languages } from '../../languages/index.ts'
import type { QueryEntry } from './model.ts'

/** How a query works, step by step, as its language says it; none where a language does not. */
export function stagesOf(source: Source, languageId: string): QueryEntry['stages'] {
  const language = languages.find(l => l.id === languageId)
  const { value: tree } = language?.parse(source) ?? { value: undefined }
  if (tree === undefined) return []
  return (language?.steps?.(tree, source) ?? []).map(({ span: { start, end }, says }) => ({
    start,
    end,
    text: source.text.slice(start, end),
    says,
  }))
}
