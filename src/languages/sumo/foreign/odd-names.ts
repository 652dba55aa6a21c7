import type { Span } from '../../../base/span.ts'
import { isSign, nameOf, type Parser, peek, spanFrom, take } from '../parsing.ts'
import type { Expr } from '../syntax.ts'
import { quote, writeName } from '../text.ts'
import { replace, sayForeign, shorten } from './say.ts'

// Names as other languages mark them: `$x`, `${x}`, `$x$`, `@x`, `#x`, `{x}`, `[x]`, `` `x` ``, and the `$.a.b` of JSON paths.

/** What other languages call the message and its time. */
const builtIn: Readonly<Record<string, string>> = {
  '@message': '_raw',
  '@rawstring': '_raw',
  '@timestamp': '_messageTime',
  '@logstream': '_sourceName',
  '@host': '_sourceHost',
}

/** Such a name as an operand, if one stands next. */
export function oddName(p: Parser): Expr | undefined {
  const token = peek(p)
  if (isSign(token, '[')) return bracketed(p, ']')
  if (token.kind !== 'unknown') return undefined
  if (token.text === '`') return backticks(p)
  if (token.text === '{') return bracketed(p, '}')
  if (!/^[$@#]$/.test(token.text)) return undefined
  if (token.text === '$' && peek(p, 1).text === '{') return bracketed(p, '}')
  const next = peek(p, 1)
  if (next.start !== token.end) return undefined
  if (next.kind === 'word') return marked(p)
  return token.text === '$' && next.text === '.' && peek(p, 2).kind === 'word' ? jsonPath(p) : undefined
}

/** `$x`, `$x$`, `@x`, `#x`. */
function marked(p: Parser): Expr {
  const mark = take(p, 'error')
  const word = take(p, 'field')
  if (word.text.startsWith('.')) return sayPath(p, mark.start, word.text.slice(1))
  const token = mark.text === '$' && peek(p).text === '$' && peek(p).start === word.end
  if (token) take(p, 'error')
  const span = spanFrom(p, mark.start)
  const sumo = builtIn[`${mark.text}${word.text}`.toLowerCase()]
  const name = sumo ?? word.text
  const written = token ? `{{${word.text}}}` : writeName(name)
  sayForeign(p, {
    code: 'sumo/marked-name',
    message: token
      ? `\`${p.text.slice(span.start, span.end)}\` is a token of Splunk’s dashboards; a parameter stands in double braces`
      : `no \`${mark.text}\` stands before the name of a field`,
    because: token
      ? 'a parameter of a log search is `{{name}}`'
      : sumo === undefined
        ? 'a field is its bare name, or `%"…"` when that holds other characters than letters, digits, `_` and `.`'
        : `what is called \`${mark.text}${word.text}\` elsewhere is \`${sumo}\` here`,
    help: `write \`${written}\`${token || mark.text !== '$' || sumo !== undefined ? '' : `, or for a parameter \`{{${word.text}}}\``}`,
    span,
    fix: [replace(span, written)],
  })
  return token ? { kind: 'parameter', name: word.text, span } : { kind: 'field', name, span }
}

/** `$.a.b` outside of `json`. */
function jsonPath(p: Parser): Expr {
  const { start } = take(p, 'error')
  take(p, 'error')
  return sayPath(p, start, take(p, 'field').text)
}

function sayPath(p: Parser, start: number, path: string): Expr {
  const span = spanFrom(p, start)
  const name = path.slice(path.lastIndexOf('.') + 1)
  sayForeign(p, {
    code: 'sumo/json-path',
    message: 'a path into JSON stands in a stage of its own, not inside an expression',
    because: 'only `json` reads paths; an expression reads fields',
    help: `put \`| json "${path}" as ${name} nodrop\` before this stage, and write \`${name}\``,
    span,
  })
  return { kind: 'field', name, span }
}

/** `[x]`, `{x}`, `${x}`; what stands in the braces is a parameter, in the brackets a field. */
function bracketed(p: Parser, close: ']' | '}'): Expr | undefined {
  const start = peek(p).start
  const dollar = peek(p).text === '$' ? 1 : 0
  const [name, end] = [peek(p, dollar + 1), peek(p, dollar + 2)]
  const isName = name.kind === 'word' || name.kind === 'escaped-name' || name.kind === 'single-quoted'
  if (!isName || end.text !== close || (close === ']' && /^subquery$/i.test(name.text))) return undefined
  for (let i = 0; i < dollar + 3; i++) take(p, 'error')
  const span = spanFrom(p, start)
  const text = name.kind === 'single-quoted' ? name.text.slice(1, -1) : nameOf(name).name
  const parameter = close === '}'
  const written = parameter ? `{{${text}}}` : writeName(text)
  sayForeign(p, {
    code: parameter ? 'sumo/single-braces' : 'sumo/marked-name',
    message: parameter ? 'a parameter stands in double braces' : 'a field stands without brackets',
    because: parameter ? 'single braces mean nothing in a log search' : 'square brackets hold a subquery',
    help: `write \`${written}\`${parameter ? `, or for a field \`${writeName(text)}\`` : ''}`,
    span,
    fix: [replace(span, written)],
  })
  return parameter ? { kind: 'parameter', name: text, span } : { kind: 'field', name: text, span }
}

/** A name, or behind a comparison a text, between backticks. */
function backticks(p: Parser): Expr | undefined {
  const before = p.cursor.last()
  const open = peek(p)
  const close = p.text.indexOf('`', open.end)
  if (close <= open.end || p.text.slice(open.end, close).includes('\n')) return undefined
  while (peek(p).start <= close && peek(p).kind !== 'end') take(p, 'error')
  if (p.cursor.end() !== close + 1) return { kind: 'error', span: spanFrom(p, open.start) }
  const span: Span = { start: open.start, end: close + 1 }
  const text = p.text.slice(open.end, close)
  const compares =
    before !== undefined && (/^(?:[=!<>]=?|==|<>)$/.test(before.text) || /^(?:matches|contains)$/i.test(before.text))
  const [name, value] = [writeName(text), shorten(quote(text))]
  sayForeign(p, {
    code: 'sumo/backticks',
    message: 'backticks quote nothing in a log search',
    because: 'a text stands in double quotes; a field stands bare, or as `%"…"` when its name holds other characters',
    help: compares
      ? `write \`${value}\` for a text, \`${name}\` for a field`
      : `write \`${name}\` for a field, \`${value}\` for a text`,
    span,
    fix: [replace(span, compares ? quote(text) : name)],
  })
  return compares ? { kind: 'string', text, span } : { kind: 'field', name: text, span }
}

/** A name in single or curly quotes, which is said and read as it was meant; it stands next. */
export function singleQuotedName(p: Parser): Expr | undefined {
  const token = peek(p)
  const text = token.text.slice(1, -1)
  if (token.text.length < 3 || !/['\u2019\u201d]$/.test(token.text)) return undefined
  take(p, 'error')
  const span = { start: token.start, end: token.end }
  sayForeign(p, {
    code: 'sumo/quoted-field',
    message: `\`${token.text}\` is no name of a field`,
    because: 'a field stands bare, or as `%"…"` when its name holds other characters',
    help: `write \`${writeName(text)}\``,
    span,
    fix: [replace(span, writeName(text))],
  })
  return { kind: 'field', name: text, span }
}
