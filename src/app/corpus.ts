import { hasErrors } from '../base/diagnostic.ts'
import type { Schema } from '../plan/schema.ts'
import { understand } from '../proof/understand.ts'
import { nothingKnown } from './check.ts'
import { untilNow } from './query-time.ts'
import { languageFor, platformFor } from './registry.ts'

/** What became of one query of a corpus. */
export interface CorpusRow {
  readonly id: string
  readonly status: CorpusStatus
  /** Codes of the errors, each once; none for a query that lowers. */
  readonly reasons: readonly string[]
  /** How a row is classed, where the corpus says (`kind`, `dialect`, `params`). */
  readonly classes: Readonly<Record<string, string>>
  /** What the errors say, each once. */
  readonly messages: readonly string[]
}

/** `lowers`: a plan was made. `parses`: the text was understood, its meaning was refused. `refused`: the text was not. */
export const statuses = ['lowers', 'parses', 'refused', 'unreadable'] as const
export type CorpusStatus = (typeof statuses)[number]

/** Counts over a corpus. */
export interface CorpusTotals {
  readonly rows: number
  readonly byStatus: Readonly<Record<CorpusStatus, number>>
  /** Queries per code of an error; a query counts once for each of its codes. */
  readonly byReason: Readonly<Record<string, number>>
  /** The messages that occur most, as `byReason`. */
  readonly byMessage: Readonly<Record<string, number>>
  /** For each way in which the corpus classes its rows, statuses per class. */
  readonly byClass: Readonly<Record<string, Readonly<Record<string, Readonly<Record<CorpusStatus, number>>>>>>
}

const classNames = ['kind', 'dialect', 'params']

/** Rows that are wanted: those whose member of this name is this text (`dialect`, `search`). */
export interface Only {
  readonly name: string
  readonly value: string
}

/**
 * Judges one line of a corpus: a JSON object with `id` and `query`. Lines that are none are `unreadable`, never skipped;
 * undefined is a row that was not asked for.
 */
export function judgeLine(
  line: string,
  number: number,
  languageId: string,
  only: readonly Only[] = [],
  tables?: Schema['tables'],
): CorpusRow | undefined {
  const row = parseRow(line)
  if (typeof row === 'string')
    return { id: `line ${number}`, status: 'unreadable', reasons: ['corpus/unreadable'], classes: {}, messages: [row] }
  if (only.some(({ name, value }) => String(row[name]) !== value)) return undefined
  const language = languageFor(languageId, undefined)
  const unbound = platformFor(language).schema(nothingKnown)
  const schema = tables === undefined ? unbound : { ...unbound, tables }
  const id = row['id'] === undefined ? `line ${number}` : String(row['id'])
  const understood = understand({ name: id, text: String(row['query']) }, language, schema, untilNow(0n))
  const errors = understood.diagnostics.filter(d => d.severity === 'error')
  const status: CorpusStatus =
    understood.plan !== undefined && !hasErrors(errors) ? 'lowers' : understood.parsed ? 'parses' : 'refused'
  const classes = Object.fromEntries(
    classNames.flatMap(name => (row[name] === undefined ? [] : [[name, String(row[name])] as const])),
  )
  return {
    id,
    status,
    reasons: [...new Set(errors.map(d => d.code))],
    classes,
    messages: [...new Set(errors.map(d => d.message))],
  }
}

function parseRow(line: string): Record<string, unknown> | string {
  try {
    const row: unknown = JSON.parse(line)
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return 'the line is not a JSON object'
    const record = { ...row } as Record<string, unknown>
    return typeof record['query'] === 'string' ? record : 'the object has no text `query`'
  } catch {
    return 'the line is not JSON'
  }
}

/** Messages that totals hold. */
const shownMessages = 30

const mostFirst = (counts: ReadonlyMap<string, number>): [string, number][] =>
  [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))

/** Adds up rows as they come. */
export function tally(): { add(row: CorpusRow): void; totals(): CorpusTotals } {
  const none = (): Record<CorpusStatus, number> => ({ lowers: 0, parses: 0, refused: 0, unreadable: 0 })
  let rows = 0
  const byStatus = none()
  const byReason = new Map<string, number>()
  const byMessage = new Map<string, number>()
  const byClass = new Map<string, Map<string, Record<CorpusStatus, number>>>()
  return {
    add(row) {
      rows++
      byStatus[row.status]++
      for (const reason of row.reasons) byReason.set(reason, (byReason.get(reason) ?? 0) + 1)
      for (const message of row.messages) byMessage.set(message, (byMessage.get(message) ?? 0) + 1)
      for (const [name, value] of Object.entries(row.classes)) {
        const values = byClass.get(name) ?? new Map<string, Record<CorpusStatus, number>>()
        const counts = values.get(value) ?? none()
        counts[row.status]++
        byClass.set(name, values.set(value, counts))
      }
    },
    totals: () => ({
      rows,
      byStatus,
      byReason: Object.fromEntries(mostFirst(byReason)),
      byMessage: Object.fromEntries(mostFirst(byMessage).slice(0, shownMessages)),
      byClass: Object.fromEntries([...byClass].map(([name, values]) => [name, Object.fromEntries(values)])),
    }),
  }
}
