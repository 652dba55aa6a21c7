import { isSign, isWord, nameOf, type Parser, peek, take } from '../parsing.ts'
import type { Name, RawString, TextSpan } from '../syntax.ts'
import { singleQuotes } from './operand.ts'
import { insert, remove, replace, sayForeign, shorten, spanOf } from './say.ts'

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

/** A regular expression between slashes, which is said and read as it was meant. */
export function slashedRegex(p: Parser): RawString | undefined {
  if (!isSign(peek(p), '/') && peek(p).kind !== 'regex') return undefined
  const back = p.cursor.mode
  p.cursor.switchTo('pattern')
  const token = take(p, 'regex')
  p.cursor.switchTo(back)
  const [, body, flags = ''] = /^\/([\s\S]*)\/([a-z]*)$/.exec(token.text) ?? []
  if (body === undefined) return { body: token.text.slice(1), bodyStart: token.start + 1, span: spanOf(token) }
  const raw = `${flags === '' ? '' : `(?${flags.replace(/[^ims]/g, '')})`}${body.replace(/\\\//g, '/')}`
  const written = `"${raw.replace(/\\"|"/g, '\\"')}"`
  sayForeign(p, {
    code: 'sumo/slashed-regex',
    message: 'the regular expression of `parse regex` stands in double quotes',
    because: 'slashes hold one only after `matches` and in `replace`',
    help: `write \`${shorten(written)}\``,
    span: spanOf(token),
    fix: [replace(spanOf(token), written)],
  })
  return { body: written.slice(1, -1), bodyStart: token.start + 1, span: spanOf(token) }
}

/** A regular expression in single quotes. */
export function singleQuotedRegex(p: Parser): RawString | undefined {
  const { start } = peek(p)
  const quoted = singleQuoted(p)
  return quoted === undefined ? undefined : { body: quoted.text, bodyStart: start + 1, span: quoted.span }
}

/** `parse regex "…" as x`: the names stand inside the regular expression. Said, and taken. */
export function namesBehindRegex(p: Parser): void {
  const as = peek(p)
  if (!isWord(as, 'as') || peek(p, 1).kind !== 'word') return
  const before = p.cursor.end()
  take(p, 'error')
  const first = take(p, 'error')
  while (isSign(peek(p), ',') && peek(p, 1).kind === 'word') {
    take(p)
    take(p, 'error')
  }
  const end = p.cursor.end()
  sayForeign(p, {
    code: 'sumo/regex-names',
    message: 'no `as` stands behind a regular expression',
    because:
      'its groups name the fields (docs/search/search-query-language/parse-operators/parse-variable-patterns-using-regex.md)',
    help: `put the name into the group, \`(?<${first.text}>…)\`, and remove \`as\``,
    span: { start: as.start, end },
    ...(/\(\?<[A-Za-z]/.test(p.text.slice(Math.max(0, before - 500), before)) ? { fix: [remove(before, end)] } : {}),
  })
}
