import { languages } from '../../languages/index.ts'
import type { Language } from '../../languages/language.ts'
import type { DetectionPackage } from '../../library/package.ts'
import type { DetectionData } from '../../library/shape.ts'
import type { ParameterEntry } from './model.ts'

type Default = DetectionData['parameters'][number]['default']

/** The thresholds and lists of a package's queries, with their places in the text where a page may change them. */
export const parameterEntries = ({ about, claims }: DetectionPackage): ParameterEntry[] =>
  about.parameters.map(({ name, query, meaning, default: value }) => {
    const written = claims.queries.find(q => q.id === query)
    const language = languages.find(l => l.id === written?.language)
    return {
      name,
      query,
      meaning,
      default: Array.isArray(value) ? value.join(', ') : String(value),
      place: written && language && placeOf(name, value, written.source.text, language),
    }
  })

interface Word {
  readonly kind: string
  readonly text: string
  readonly start: number
  readonly end: number
}

/**
 * Where a parameter's default stands: behind the comment that names it; a number without such a comment where it is compared
 * with, if that is in one place only. Undefined where it stands in another form (in a regex, or spread over the text).
 */
function placeOf(name: string, value: Default, text: string, language: Language): ParameterEntry['place'] {
  const words = language
    .tokens(text)
    .map((token): Word => ({ ...token, text: text.slice(token.start, token.end) }))
    .filter(word => word.text.trim() !== '')
  const named = words.findIndex(word => word.kind === 'comment' && new RegExp(`\\b${escaped(name)}\\b`).test(word.text))
  if (typeof value === 'number') {
    const found = words.flatMap((word, i) =>
      i > named && word.kind === 'number' && Number(word.text) === value && compares(words[i - 1]) ? [word] : [],
    )
    const [first] = found
    if (first === undefined || (named < 0 && found.length > 1)) return undefined
    return { start: first.start, end: first.end, kind: 'number' }
  }
  if (named < 0 || typeof value === 'boolean') return undefined
  const wanted = (Array.isArray(value) ? value : [value]).map(String)
  const strings = words.slice(named + 1).filter(word => word.kind === 'string')
  const at = strings.findIndex((_, i) => wanted.every((one, n) => bare(strings[i + n]?.text) === one))
  const [first, last] = [strings[at], strings[at + wanted.length - 1]]
  if (first === undefined || last === undefined) return undefined
  return { start: first.start, end: last.end, kind: Array.isArray(value) ? 'list' : 'string' }
}

const compares = (word: Word | undefined): boolean => /^(?:[<>]=?|==?|!=|gte?|lte?|:)$/.test(word?.text ?? '')

const bare = (text: string | undefined): string | undefined => text?.replace(/^(["'])(.*)\1$/s, '$2')

const escaped = (name: string): string => name.replace(/[^\w]/g, '\\$&')
