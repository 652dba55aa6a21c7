import { type Diagnostic, hasErrors, type Outcome } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import { concat, print } from '../../kit/layout.ts'
import { notesDoc } from '../../sumo/format/document.ts'
import { commentsAmong } from '../../sumo/format/pieces.ts'
import type { Token } from '../lexer.ts'
import { type Parsed, read } from '../parser.ts'
import { isRuleFile, parseRules } from '../rules/parse.ts'
import { queryDoc } from './document.ts'
import { formatJson } from './json.ts'
import { piecesOf } from './pieces.ts'

/** Columns of a line, where it can be broken. */
const width = 100

/**
 * An expression, or the JSON of rules, in the one canonical layout. Words of the language get their usual letter case, all else
 * stays as written, comments where they were. The JSON of rules gets a key a line; its texts are left alone. What does not
 * parse is not touched: then there are only diagnostics. Formatting what is formatted changes nothing. O(length of the text).
 */
export function formatCloudSiem(source: Source): Outcome<string> {
  return isRuleFile(source.text) ? formatRules(source) : formatExpression(source)
}

function formatRules(source: Source): Outcome<string> {
  const { value, diagnostics } = parseRules(source)
  return value === undefined || hasErrors(diagnostics)
    ? { value: undefined, diagnostics }
    : { value: formatJson(source.text), diagnostics }
}

function formatExpression(source: Source): Outcome<string> {
  const before = read(source.text)
  const { diagnostics } = before
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const { items, rest } = piecesOf(source.text, before)
  const text = `${print(concat(queryDoc(items), notesDoc(rest)), width)}\n`
  return isSame(before, read(text)) ? { value: text, diagnostics } : { value: undefined, diagnostics: [unsafe(source)] }
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

const unsafe = (source: Source): Diagnostic => ({
  code: 'sumo-cse/format-unsafe',
  severity: 'error',
  message: 'laid out, this expression would be read in another way, so it is left as it is',
  because: 'where a regular expression in slashes ends can depend on what else stands on its line',
  help: 'write slashes inside of it as `\\/`',
  span: { start: 0, end: source.text.length },
})
