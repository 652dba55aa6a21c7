import type { Span } from '../../../base/span.ts'
import { acceptSign, isSign, nameOf, type Parser, peek, say, spanFrom, take } from '../parsing.ts'
import type { Name, Scope, ScopeValue } from '../syntax.ts'
import { unquote } from '../text.ts'

/** Splunk's default fields and what a Sumo search calls them. */
const splunk: Readonly<Record<string, string>> = {
  index: '_index',
  sourcetype: '_sourceCategory',
  host: '_sourceHost',
  source: '_sourceName',
}

/** Names of Splunk in the scope: they are read as fields that an extraction rule would have to make. */
export function checkScopeField(p: Parser, field: Name, value: ScopeValue): void {
  const sumo = Object.hasOwn(splunk, field.name.toLowerCase()) ? splunk[field.name.toLowerCase()] : undefined
  if (sumo === undefined || value.text.includes('{{')) return
  if (field.name.toLowerCase() !== 'index' && field.name.toLowerCase() !== 'sourcetype') return
  say(p, {
    code: `sumo/splunk-${field.name.toLowerCase()}`,
    severity: 'warning',
    message: `\`${field.name}=\` is Splunk; a Sumo search has no such field unless an extraction rule made it`,
    because: 'a scope that no message fits finds nothing, and says nothing',
    help: `write \`${sumo}=…\` with the name that it has in Sumo, or \`_sourceCategory=*…*\``,
    span: field.span,
    fix: [{ span: field.span, text: sumo }],
  })
}

/** Whether a word of the scope is a comparison (`status>400`, `status>` before `=400`, `status` before `> 400`). */
export const comparesInScope = (word: string, next: string): boolean =>
  /^[A-Za-z_][\w.]*[<>]/.test(word) ||
  (/^[A-Za-z_][\w.]*$/.test(word) && /^[<>]/.test(next) && !/^<[A-Za-z]/.test(next))

/** `field != value`, `field < value`: the scope only knows `field=value`. The field stands next. */
export function refuseScopeComparison(p: Parser): Scope {
  const token = peek(p)
  if (isSign(peek(p, 1), '!=')) return parseUnequal(p)
  take(p, 'field')
  const start = token.start
  if (!/[<>]/.test(token.text)) take(p, 'operator')
  if (acceptSign(p, '=') !== undefined || /[<>]=?$/.test(p.text.slice(start, p.cursor.end())))
    if (peek(p).kind === 'word' || peek(p).kind === 'string') take(p, 'string')
  const span = spanFrom(p, start)
  const written = p.text.slice(span.start, span.end)
  say(p, {
    code: 'sumo/scope-comparison',
    severity: 'error',
    message: `the search scope only knows \`field=value\`, not \`${/[<>]=?/.exec(written)?.[0] ?? '<'}\``,
    because: 'before the first `|` messages are found by words and by `field=value`; comparing comes after it',
    help: `compare after a pipe: \`| where ${written}\``,
    span,
  })
  return { kind: 'scope-error', span }
}

/** `field==value`: one sign too many, which is taken. */
export function refuseDoubleEquals(p: Parser): void {
  const sign = take(p, 'operator')
  const span = { start: sign.start, end: sign.end }
  say(p, {
    code: 'sumo/scope-comparison',
    severity: 'error',
    message: 'the search scope writes `field=value` with one `=`',
    help: 'remove one of them',
    span,
    fix: [{ span, text: '' }],
  })
}

function parseUnequal(p: Parser): Scope {
  const nameToken = take(p, 'field')
  const field = nameOf(nameToken)
  take(p, 'operator')
  const token = peek(p)
  const isValue = token.kind === 'word' || token.kind === 'string'
  if (isValue) take(p, 'string')
  const span = spanFrom(p, nameToken.start)
  const text = `NOT ${p.text.slice(nameToken.start, nameToken.end)}=${isValue ? token.text : '…'}`
  say(p, {
    code: 'sumo/scope-comparison',
    severity: 'error',
    message: 'the search scope only knows `field=value`, not `!=`',
    because: 'before the first `|` messages are found by words and by `field=value`; comparing comes after it',
    help: `write \`${text}\``,
    span,
    ...(isValue ? { fix: [{ span, text }] } : {}),
  })
  if (!isValue) return { kind: 'scope-error', span }
  const quoted = token.kind === 'string'
  const value: ScopeValue = {
    text: quoted ? unquote(token.text) : token.text,
    quoted,
    span: { start: token.start, end: token.end },
  }
  return { kind: 'scope-not', arg: { kind: 'scope-field', field, value, span }, span }
}

/** `&&` or `||` of other languages where `and` or `or` may stand; taken as what it means, undefined where none stands. */
export function foreignJunction(p: Parser, word: 'and' | 'or'): boolean {
  const sign = word === 'and' ? '&&' : '||'
  const [first, second] = [peek(p), peek(p, 1)]
  const found =
    word === 'and' ? first.text === '&&' : isSign(first, '|') && isSign(second, '|') && first.end === second.start
  if (!found) return false
  const { start } = take(p, 'operator')
  if (word === 'or') take(p, 'operator')
  const span = spanFrom(p, start)
  say(p, {
    code: 'sumo/scope-operator',
    severity: 'error',
    message: `the search scope joins words with \`${word}\`, not with \`${sign}\``,
    because: 'signs join conditions only after a pipe; before it they are characters to search for',
    help: `write \`${word}\``,
    span,
    fix: [{ span, text: apart(p.text, span, word) }],
  })
  return true
}

/** The word with a blank on each side where the text has none. */
function apart(text: string, { start, end }: Span, word: string): string {
  const [before, after] = [text.charAt(start - 1), text.charAt(end)].map(c => (/\s/.test(c) ? '' : ' '))
  return `${before}${word}${after}`
}
