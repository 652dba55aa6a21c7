import type { Source } from '../../base/source.ts'
import { parseSigma } from '../../languages/sigma/index.ts'
import type { RuleFacts } from './hit.ts'
import { rulesLanguage } from './language.ts'
import { factsOf } from './read-rules.ts'

/** What the rules of a file say of themselves, by where each ends; none where the file is in another language. */
export const rulesIn = (
  source: Source,
  language: string,
): readonly { readonly facts: RuleFacts; readonly end: number }[] =>
  language === rulesLanguage
    ? (parseSigma(source).value?.documents ?? []).map(d => ({ facts: factsOf(d, source), end: d.span.end }))
    : []
