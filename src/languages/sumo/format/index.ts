import { type Diagnostic, hasErrors, type Outcome } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import { concat, print } from '../../kit/layout.ts'
import type { Token } from '../lexer.ts'
import { longestQuery, type Parsed, read } from '../parser.ts'
import { notesDoc } from './document.ts'
import { commentsAmong, piecesOf } from './pieces.ts'
import { searchDoc } from './search.ts'

/** Columns of a line, where it can be broken. */
const width = 100

/**
 * A search in the one canonical layout: the scope, then a stage a line; words of the language in their documented letter
 * case, everything else as written, comments where they were. What does not parse is not touched: then there are only
 * diagnostics. Formatting what is formatted changes nothing. O(length of the text).
 */
export function formatSearch(source: Source): Outcome<string> {
  const before = read(source.text)
  if (hasErrors(before.diagnostics)) return { value: undefined, diagnostics: before.diagnostics }
  const { runs, rest } = piecesOf(source.text, before)
  const doc = concat(searchDoc(runs), notesDoc(rest))
  const wide = `${print(doc, width)}\n`
  // white space counts in the length of a search
  const text = wide.length > longestQuery ? `${print(doc, Number.POSITIVE_INFINITY)}\n` : wide
  const trouble = text.length > longestQuery ? tooLong(source) : isSame(before, read(text)) ? undefined : unsafe(source)
  if (trouble !== undefined) return { value: undefined, diagnostics: [trouble] }
  return { value: text, diagnostics: before.diagnostics }
}

/** Whether two texts are made of the same tokens and comments, but for letter case where it means nothing. */
function isSame(a: Parsed, b: Parsed): boolean {
  const [left, right] = [words(a), words(b)]
  return left.length === right.length && left.every((word, i) => word === right[i])
}

const words = ({ tokens, comments }: Parsed): string[] => [
  ...tokens.map(wordOf),
  ...commentsAmong(comments, tokens).map(c => c.text.trimEnd()),
]

const wordOf = ({ kind, text, colour }: Token): string =>
  `${kind} ${colour === 'keyword' || colour === 'operator' || colour === 'function' ? text.toLowerCase() : text}`

const whole = (source: Source): Diagnostic['span'] => ({ start: 0, end: source.text.length })

const tooLong = (source: Source): Diagnostic => ({
  code: 'sumo/format-too-long',
  severity: 'error',
  message: `laid out, this search would be longer than the ${longestQuery.toLocaleString('en-US')} characters that Sumo takes`,
  because: 'white space counts, too',
  help: 'move long lists of values into a lookup table, or split the query in two',
  span: whole(source),
})

const unsafe = (source: Source): Diagnostic => ({
  code: 'sumo/format-unsafe',
  severity: 'error',
  message: 'laid out, this search would be read in another way, so it is left as it is',
  because: 'where a regular expression in slashes ends can depend on what else stands on its line',
  help: 'write slashes inside of it as `\\/`',
  span: whole(source),
})
