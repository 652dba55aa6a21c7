import type { Hit, NamedJson, RuleFacts } from '../app/rules/hit.ts'
import { amount, plural } from '../base/amount.ts'
import { printable } from '../base/printable.ts'
import { clipMiddle, widthOf } from '../base/width.ts'
import { printTime } from '../plan/time.ts'
import { flow } from './flow.ts'
import type { Io } from './io.ts'
import { factLines } from './rule-facts.ts'

/** What is shown of one rule: some of its matches, and how many there are. */
export interface RulePage {
  readonly rule: RuleFacts
  readonly hits: readonly Hit[]
  readonly total: number
}

/** Columns of a line where the terminal does not say. */
const standardWidth = 120

/** A rule with its matches, for people: what it is, who wrote it, and of each match when, where and which values decided. */
export function rulePage({ rule, hits, total }: RulePage, io: Io): string {
  const { strong, dim } = io.paint.out
  const width = io.width ?? standardWidth
  const level = (rule.level ?? 'no level').toUpperCase()
  const title = flow(
    [
      { text: level, paint: painter(rule.level, io) },
      '  ',
      { text: rule.title, paint: strong },
      `  ${plural(total, 'match', 'matches')}`,
    ],
    {
      width,
      hang: 4,
    },
  )
  const rest = total - hits.length
  return [
    ...title,
    ...factLines(rule, io),
    ...hits.flatMap(hit => hitLines(hit, width, io)),
    ...(rest > 0 ? [dim(`  … and ${amount(rest)} more; --format ndjson has all`)] : []),
    '',
  ].join('\n')
}

function painter(level: string | undefined, { paint: { out } }: Io): (text: string) => string {
  if (level === 'critical' || level === 'high') return text => out.error(level === 'critical' ? out.strong(text) : text)
  if (level === 'medium') return out.warning
  return level === 'low' ? out.note : out.dim
}

/** Places that are shown of the events of a correlation. */
const shownPlaces = 5

function hitLines({ time, origin, fields, together }: Hit, width: number, io: Io): string[] {
  const { dim } = io.paint.out
  const when =
    time === undefined
      ? 'no time'
      : (printTime(time) ?? String(time)).replace('T', ' ').replace(/(\.\d{3})\d*Z$/, '$1Z')
  const where = origin === undefined ? '' : `${origin.file}:${origin.line}`
  const head = `  ${when}  ${dim(printable(where))}`
  if (together === undefined) return [head, ...valueLines(fields, width)]
  const { group, start, end, events } = together
  const spans = start === undefined || end === undefined ? '' : `within ${Number(end - start) / 1e6} s`
  const places = events.slice(0, shownPlaces).map(e => `${e.file}:${e.line}`)
  const more = events.length > places.length ? [`and ${amount(events.length - places.length)} more`] : []
  return [
    `${head}  ${plural(events.length, 'event')} ${spans}`.trimEnd(),
    ...valueLines([...group, ...fields], width),
    ...flow([{ text: [...places, ...more].join(', '), paint: dim }], { width, indent: 4 }),
  ]
}

function valueLines(named: readonly NamedJson[], width: number): string[] {
  const longest = Math.min(28, Math.max(0, ...named.map(({ name }) => widthOf(name))))
  return named.map(({ name, json }) => {
    const label = printable(name).padEnd(longest)
    return `    ${label}  ${clipMiddle(printable(plainJson(json)), Math.max(16, width - widthOf(label) - 6))}`
  })
}

/** JSON for people: text without its quotes, everything else as it is. */
export function plainJson(json: string): string {
  if (!json.startsWith('"')) return json
  const text: unknown = JSON.parse(json)
  return String(text)
}
