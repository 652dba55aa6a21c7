import { parseExpr } from '../expression.ts'
import {
  acceptSign,
  acceptWord,
  expected,
  isSign,
  nameOf,
  type Parser,
  parseName,
  peek,
  spanFrom,
  startsName,
  take,
} from '../parsing.ts'
import type { Expr, Name, Stage } from '../syntax.ts'
import { writeName } from '../text.ts'
import { fixedText, replace, sayForeign, spanOf } from './say.ts'

/** What other products call the time of an event. */
const sumoName = (name: string): string =>
  /^(?:_time|timegenerated|timestamp_utc)$/i.test(name) ? '_messageTime' : name

/** Names with or without commas between them. */
function parseLooseNames(p: Parser): Name[] {
  const names: Name[] = []
  while (startsName(peek(p)) || names.length === 0) {
    const name = parseName(p)
    if (name === undefined) break
    names.push({ ...name, name: sumoName(name.name) })
    acceptSign(p, ',')
  }
  return names
}

const list = (names: readonly Name[]): string => names.map(n => writeName(n.name)).join(', ')

/** `drop a, b` of other languages: `fields - a, b`. */
export function parseDrop(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  const names = parseLooseNames(p)
  const span = spanFrom(p, word.start)
  sayForeign(p, {
    code: 'sumo/foreign-operator',
    message: `\`${word.text}\` is not an operator of a log search; \`fields -\` removes fields`,
    help: `write \`| fields - ${list(names)}\``,
    span: spanOf(word),
    fix: [replace(span, `fields - ${list(names)}`)],
  })
  return [{ kind: 'fields', names, remove: true, span }]
}

/** Splunk's `table a, b`, and `keep` of others, is `fields a, b`. */
export function parseTable(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  const names = parseLooseNames(p)
  const span = spanFrom(p, word.start)
  sayForeign(p, {
    code: word.text.toLowerCase() === 'table' ? 'sumo/table' : 'sumo/foreign-operator',
    message: `\`${word.text}\` is not an operator of a log search`,
    help: `write \`| fields ${list(names)}\``,
    span: spanOf(word),
    fix: [replace(span, `fields ${list(names)}`)],
  })
  return [{ kind: 'fields', names, remove: false, span }]
}

/** KQL's `project a, b = e`: `e as b | fields a, b`. */
export function parseProject(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  if (acceptSign(p, '-') !== undefined) take(p, 'keyword')
  const said = p.report.diagnostics.length
  const made: { readonly name: Name; readonly expr: Expr }[] = []
  const names: Name[] = []
  do {
    const name = parseName(p)
    if (name === undefined) break
    names.push({ ...name, name: sumoName(name.name) })
    if (acceptSign(p, '=') !== undefined) made.push({ name, expr: parseExpr(p) })
  } while (acceptSign(p, ',') !== undefined)
  const span = spanFrom(p, word.start)
  const stages = made.slice(0, 50).map(m => `${fixedText(p, m.expr.span, said)} as ${writeName(m.name.name)}`)
  const certain = made.length <= 50 && stages.every(s => !s.includes('…')) && !p.report.isLost()
  if (certain) p.report.takeSince(said)
  const text = [...stages, `fields ${list(names)}`].join('\n| ')
  sayForeign(p, {
    code: 'sumo/project',
    message: '`project` is KQL; a log search names expressions with `as` and keeps fields with `fields`',
    help: `write \`| ${text.replaceAll('\n', ' ')}\``,
    span: { start: word.start, end: Math.max(word.end, word.start) },
    ...(certain ? { fix: [replace(span, text)] } : {}),
  })
  const assigns = made.map((m): Stage => ({ kind: 'assign', expr: m.expr, as: m.name, span: m.expr.span }))
  return [...assigns, { kind: 'fields', names, remove: false, span }]
}

/** KQL's `project-away a, b` is `fields - a, b`. */
export function parseProjectAway(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  take(p)
  take(p, 'keyword')
  const end = p.cursor.end()
  const names = parseLooseNames(p)
  const span = spanFrom(p, word.start)
  sayForeign(p, {
    code: 'sumo/project-away',
    message: '`project-away` is KQL; a log search removes fields with `fields -`',
    help: `write \`| fields - ${list(names)}\``,
    span: { start: word.start, end },
    fix: [replace(span, `fields - ${list(names)}`)],
  })
  return [{ kind: 'fields', names, remove: true, span }]
}

/** Splunk's `rename a as b` and KQL's `project-rename b = a`: `a as b | fields - a`; `as` alone copies (S/as-operator). */
export function parseRename(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  if (isSign(peek(p), '-')) {
    take(p)
    take(p, 'keyword')
  }
  const head = { start: word.start, end: p.cursor.end() }
  const pairs: { readonly from: Name; readonly to: Name }[] = []
  for (;;) {
    const first = parseRenamed(p)
    if (first === undefined) break
    const assigned = acceptSign(p, '=') !== undefined
    if (!assigned && acceptWord(p, 'as') === undefined) {
      expected(p, '`as` and the new name')
      break
    }
    const second = parseRenamed(p)
    if (second === undefined) break
    pairs.push(assigned ? { from: second, to: first } : { from: first, to: second })
    if (acceptSign(p, ',') === undefined && !startsName(peek(p))) break
  }
  const span = spanFrom(p, word.start)
  if (pairs.length === 0) return [{ kind: 'error-stage', span }]
  const removed = pairs.map(pair => pair.from)
  const text = [
    ...pairs.map(pair => `${writeName(pair.from.name)} as ${writeName(pair.to.name)}`),
    `fields - ${list(removed)}`,
  ].join(' | ')
  sayForeign(p, {
    code: 'sumo/rename',
    message: `\`${p.text.slice(head.start, head.end)}\` is not an operator of a log search`,
    because: '`as` copies a field; the old one stays until it is removed',
    help: `write \`| ${text}\``,
    span: head,
    ...(p.report.isLost() ? {} : { fix: [replace(span, text)] }),
  })
  const copies = pairs.map((pair): Stage => {
    const expr: Expr = { kind: 'field', name: pair.from.name, span: pair.from.span }
    return { kind: 'assign', expr, as: pair.to, span: pair.from.span }
  })
  return [...copies, { kind: 'fields', names: removed, remove: true, span }]
}

/** A name that Splunk also writes in double quotes. */
function parseRenamed(p: Parser): Name | undefined {
  const token = peek(p)
  if (token.kind !== 'string') return parseName(p)
  take(p)
  return { name: nameOf({ ...token, kind: 'escaped-name', text: `%${token.text}` }).name, span: spanOf(token) }
}
