import { isSign, isWord, nameOf, type Parser, peek, take } from '../parsing.ts'
import type { Name, RawString, TextSpan } from '../syntax.ts'
import { singleQuotes } from './operand.ts'
import { insert, sayForeign, spanOf } from './say.ts'

// What stands before the pattern of a parse stage in other languages, and around it.

/** `json msg "a"`, `parse field msg "a*"`: the field that is read, without `field=`. It is taken. */
export function bareField(p: Parser): Name | undefined {
  const named = isWord(peek(p), 'field') && !isSign(peek(p, 1), '=')
  const [word, pattern] = named ? [peek(p, 1), peek(p, 2)] : [peek(p), peek(p, 1)]
  const isName =
    (word.kind === 'word' || word.kind === 'escaped-name') && !/^(?:nodrop|keys|as|auto|regex|xml)$/i.test(word.text)
  if (!isName || (pattern.kind !== 'string' && pattern.kind !== 'single-quoted')) return undefined
  const { end } = named ? take(p, 'keyword') : { end: word.start }
  const name = nameOf(take(p, 'field'))
  sayForeign(p, {
    code: 'sumo/field-option',
    message: `the field that is read is named with \`field=\``,
    because: 'without it a parse stage reads the whole message',
    help: `write \`field=${word.text}\``,
    span: { start: named ? end - 'field'.length : word.start, end: word.end },
    fix: [named ? { span: { start: end, end: word.start }, text: '=' } : insert(word.start, 'field=')],
  })
  return name
}

/** A pattern or path in single quotes, which is said and read as it was meant. */
export function singleQuoted(p: Parser): TextSpan | undefined {
  const token = peek(p)
  if (token.kind !== 'single-quoted') return undefined
  const expr = singleQuotes(p)
  return { text: expr.kind === 'string' ? expr.text : '', span: spanOf(token) }
}

/** A regular expression in single quotes. */
export function singleQuotedRegex(p: Parser): RawString | undefined {
  const { start } = peek(p)
  const quoted = singleQuoted(p)
  return quoted === undefined ? undefined : { body: quoted.text, bodyStart: start + 1, span: quoted.span }
}
