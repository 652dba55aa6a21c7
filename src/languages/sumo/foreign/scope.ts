import { nameOf, type Parser, peek, say, spanFrom, take } from '../parsing.ts'
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

/** `field != value`, `field < value`: the scope only knows `field=value`. The field stands next. */
export function refuseScopeComparison(p: Parser): Scope {
  const nameToken = take(p, 'field')
  const field = nameOf(nameToken)
  const sign = take(p, 'operator')
  const attached = /^([<>]=?)(.+)$/.exec(sign.text)
  const token = attached === null ? peek(p) : sign
  const isValue = attached !== null || token.kind === 'word' || token.kind === 'string'
  if (attached === null && isValue) take(p, 'string')
  const span = spanFrom(p, nameToken.start)
  const value = attached?.[2] ?? token.text
  const not = sign.text === '!='
  const written = p.text.slice(nameToken.start, nameToken.end)
  say(p, {
    code: 'sumo/scope-comparison',
    severity: 'error',
    message: `the search scope only knows \`field=value\`, not \`${not ? '!=' : sign.text.slice(0, sign.text[1] === '=' ? 2 : 1)}\``,
    because: 'before the first `|` messages are found by words and by `field=value`; comparing comes after it',
    help: not ? `write \`NOT ${written}=${value}\`` : `compare after a pipe: \`| where ${written} ${sign.text} …\``,
    span,
    ...(not && isValue ? { fix: [{ span, text: `NOT ${written}=${value}` }] } : {}),
  })
  const text = token.kind === 'string' ? unquote(token.text) : value
  const scope: Scope = {
    kind: 'scope-field',
    field,
    value: { text, quoted: token.kind === 'string', span: { start: token.start, end: token.end } },
    span,
  }
  return not && isValue ? { kind: 'scope-not', arg: scope, span } : { kind: 'scope-error', span }
}
