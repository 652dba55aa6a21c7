import type { Origin } from '../../event/event.ts'
import { printTime } from '../../plan/time.ts'

/** What is shown of a rule with each of its matches; the Detection Rule License asks for the author (https://github.com/SigmaHQ/Detection-Rule-License). */
export interface RuleFacts {
  readonly id: string | undefined
  readonly title: string
  readonly level: string | undefined
  readonly status: string | undefined
  readonly author: string | undefined
  readonly license: string | undefined
  readonly references: readonly string[]
  readonly tags: readonly string[]
  /** Where the rule stands. */
  readonly source: Origin
}

/** An event that a rule matches, or events that a correlation found together. */
export interface Hit {
  /** Microseconds since 1970 UTC; of a correlation, when its last event happened. */
  readonly time: bigint | undefined
  /** Where the event was read; of a correlation, its last one. */
  readonly origin: Origin | undefined
  /** The fields that decided, each with its value in the event as JSON text. */
  readonly fields: readonly NamedJson[]
  readonly together?: Together
}

export interface NamedJson {
  readonly name: string
  readonly json: string
}

/** What a correlation found together. */
export interface Together {
  readonly group: readonly NamedJson[]
  /** From the first to the last event. */
  readonly start: bigint | undefined
  readonly end: bigint | undefined
  readonly events: readonly Origin[]
}

const timeText = (time: bigint | undefined): string | null =>
  time === undefined ? null : (printTime(time) ?? time.toString())

/** A match as an object of JSON, a line without its end. */
export function hitLine(rule: RuleFacts, hit: Hit): string {
  const { time, origin, fields, together } = hit
  const facts = {
    id: rule.id ?? null,
    title: rule.title,
    level: rule.level ?? null,
    status: rule.status ?? null,
    author: rule.author ?? null,
    license: rule.license ?? null,
    references: rule.references,
    tags: rule.tags,
    rule: `${rule.source.file}:${rule.source.line}`,
    time: timeText(time),
    file: origin?.file ?? null,
    line: origin?.line ?? null,
  }
  const parts = Object.entries(facts).map(([key, value]) => `"${key}":${JSON.stringify(value)}`)
  parts.push(`"fields":${objectText(fields)}`)
  if (together !== undefined) {
    const { group, start, end, events } = together
    const window = JSON.stringify({ start: timeText(start), end: timeText(end) })
    parts.push(`"group":${objectText(group)}`, `"window":${window}`, `"events":${JSON.stringify(events)}`)
  }
  return `{${parts.join(',')}}`
}

const objectText = (named: readonly NamedJson[]): string =>
  `{${named.map(({ name, json }) => `${JSON.stringify(name)}:${json}`).join(',')}}`

/** The columns of matches as rows of CSV. */
export const hitColumns = [
  'id',
  'title',
  'level',
  'status',
  'author',
  'license',
  'references',
  'tags',
  'rule',
  'time',
  'file',
  'line',
  'fields',
  'group',
  'start',
  'end',
  'events',
] as const

/** A match as the texts of a row, one per column of `hitColumns`. */
export function hitCells(rule: RuleFacts, { time, origin, fields, together }: Hit): string[] {
  const cells: Readonly<Record<(typeof hitColumns)[number], string | undefined | null>> = {
    id: rule.id,
    title: rule.title,
    level: rule.level,
    status: rule.status,
    author: rule.author,
    license: rule.license,
    references: rule.references.join(' '),
    tags: rule.tags.join(' '),
    rule: `${rule.source.file}:${rule.source.line}`,
    time: timeText(time),
    file: origin?.file,
    line: origin === undefined ? undefined : String(origin.line),
    fields: objectText(fields),
    group: together === undefined ? undefined : objectText(together.group),
    start: timeText(together?.start),
    end: timeText(together?.end),
    events: together?.events.map(e => `${e.file}:${e.line}`).join(' '),
  }
  return hitColumns.map(name => cells[name] ?? '')
}
