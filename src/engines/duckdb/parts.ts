import type { DuckDBConnection } from '@duckdb/node-api'
import type { Column, Value } from '../../event/value.ts'
import { columnsOf, typeOf } from '../../plan/columns.ts'
import { fingerprint } from '../../plan/fingerprint.ts'
import type { Plan } from '../../plan/plan.ts'
import { isStateful, type Made, type Stateful, type StatefulPlan, statefulOf } from '../../plan/stateful/index.ts'
import { isPlan, visit } from '../../plan/walk.ts'
import { emit } from '../sql/emit.ts'
import type { Part, Parts } from '../sql/part.ts'
import { identifiers } from '../sql/relation.ts'
import type { Source } from '../sql/source.ts'
import type { Database } from './database.ts'
import { duckdb } from './dialect.ts'
import { columnType, identifier } from './literal.ts'
import { appendRows, namesInTable } from './table.ts'
import { readerOf } from './values.ts'

// What an operator that remembers rows means is written in JavaScript (src/plan/stateful). Such a part of a plan is run
// first: the rows below it go into a temporary table; what the operator asks of them streams through its machine, which
// knows rows by their positions; and the rest of the plan reads the rows that it puts side by side.

/** What a database keeps for the parts of one run. */
export interface Workplace {
  readonly database: Database
  readonly connection: DuckDBConnection
  readonly source: Source
  /** Whether the ids of the rows of the data are kept with every row. */
  readonly lineage: boolean
  readonly signal: AbortSignal | undefined
  /** The parts that lie ready, by what they mean. */
  readonly ready: Map<string, Part>
}

/** Runs the stateful parts of a plan that do not lie ready yet, innermost first. Their tables go with the connection. */
export async function runParts(plan: Plan, at: Workplace): Promise<Parts> {
  for (const part of statefulParts(plan)) {
    const key = fingerprint(part)
    if (!at.ready.has(key)) at.ready.set(key, await runPart(part, at))
  }
  return readyIn(at.ready)
}

/** The parts of a plan that must be run before it, each after those inside of it. */
function statefulParts(plan: Plan): StatefulPlan[] {
  const found: StatefulPlan[] = []
  visit(plan, node => {
    if (isPlan(node) && isStateful(node)) found.unshift(node)
  })
  return found
}

/** Looks a part up among those that lie ready. */
const readyIn =
  (ready: ReadonlyMap<string, Part>): Parts =>
  plan =>
    isStateful(plan) ? ready.get(fingerprint(plan)) : undefined

async function runPart(plan: StatefulPlan, at: Workplace): Promise<Part> {
  const { connection, database } = at
  const stateful = statefulOf(plan)
  const layout = layoutOf(stateful, at.ready.size)
  const { sql, references } = emit(layout.feed, at.source, stored, at.lineage, readyIn(at.ready))
  database.offer(connection, references)
  await connection.run(
    `CREATE TEMP TABLE ${layout.input} (${layout.definitions.join(', ')}${at.lineage ? `, ${IDS} BIGINT[]` : ''})`,
  )
  const { rowsChanged } = await connection.run(`INSERT INTO ${layout.input} ${sql}`)
  await database.holds(rowsChanged)
  const made = await runMachine(stateful, layout, at)
  await connection.run(
    `CREATE TEMP TABLE ${layout.output} (${layout.results.map(c => `${c.sql} ${columnType(c.type)}`).join(', ')})`,
  )
  await appendRows(layout.output, layout.results, [rowsOf(made)], connection, database)
  return partOf(stateful, layout, at.lineage)
}

function* rowsOf(made: Iterable<Made>): Generator<readonly Value[]> {
  for (const { rows, added } of made) yield [...rows.map(BigInt), ...added]
}

/** Columns of temporary tables are of the database's own types, not of those that results are handed over in. */
const stored = { ...duckdb, toResult: (column: { readonly sql: string }) => column.sql }

const IDS = '__ids'

interface Stored extends Column {
  readonly sql: string
}

/** The tables of a part: its input, and what the machine makes of it. */
interface Layout {
  readonly input: string
  readonly output: string
  /** The plan whose rows go into the input: the columns of the operator's input, then its answers. */
  readonly feed: Plan
  readonly columns: readonly Stored[]
  readonly answers: readonly Stored[]
  readonly definitions: readonly string[]
  /** Positions of rows of the input, then added columns. */
  readonly results: readonly Stored[]
}

function layoutOf({ input, asks, width, added }: Stateful, number: number): Layout {
  const columns = columnsOf(input)
  const taken = new Set(columns.map(c => c.name))
  const named = asks.map((value, i) => ({ name: freshName(`answer ${i + 1}`, taken), value }))
  const all: readonly Column[] = [...columns, ...named.map(({ name, value }) => ({ name, type: typeOf(value) }))]
  const names = namesInTable(all)
  const held = all.map((c, i): Stored => ({ ...c, sql: names[i] ?? '' }))
  const positions = Array.from(
    { length: width ?? 1 },
    (_, i): Stored => ({ name: '', type: 'int', sql: `__p${i + 1}` }),
  )
  return {
    input: `part_${number + 1}`,
    output: `part_${number + 1}_made`,
    feed: { op: 'extend', input, columns: named },
    columns: held.slice(0, columns.length),
    answers: held.slice(columns.length),
    definitions: held.map(c => `${c.sql} ${columnType(c.type)}`),
    results: [...positions, ...added.map((c, i): Stored => ({ ...c, sql: `__a${i + 1}` }))],
  }
}

function freshName(name: string, taken: Set<string>): string {
  let free = name
  for (let n = 2; taken.has(free); n++) free = `${name}~${n}`
  taken.add(free)
  return free
}

/** Streams the answers of all rows through the operator's machine. */
async function runMachine(
  { time, start }: Stateful,
  layout: Layout,
  { connection, signal }: Workplace,
): Promise<Iterable<Made>> {
  const machine = start()
  const items = layout.answers.map(({ sql, type }) => duckdb.toResult({ sql, type, nullable: true, plain: true }))
  const by = layout.columns.find(c => c.name === time)
  const order = by === undefined ? '' : ` ORDER BY ${by.sql} NULLS LAST, rowid`
  const result = await connection.stream(`SELECT ${['rowid', ...items].join(', ')} FROM ${layout.input}${order}`)
  const readers = layout.answers.map(({ type }) => readerOf(type))
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    signal?.throwIfAborted()
    const positions = chunk.getColumnVector(0)
    const vectors = readers.map((_, i) => chunk.getColumnVector(i + 1))
    for (let row = 0; row < chunk.rowCount; row++)
      machine.push(
        Number(positions.getItem(row)),
        readers.map((read, i): Value => read(vectors[i]?.getItem(row) ?? null)),
      )
  }
  return machine.finish()
}

/** How the rows that the machine made are read: rows of the input side by side, found by their positions. */
function partOf({ width, added }: Stateful, { input, output, columns, results }: Layout, lineage: boolean): Part {
  const positions = results.slice(0, results.length - added.length)
  const rows = positions.map((_, i) => `r${i + 1}`)
  const beside = rows.flatMap((r, i) =>
    columns.map(c => ({
      name: width === undefined ? c.name : `${i + 1}.${c.name}`,
      type: c.type,
      of: `${r}.${c.sql}`,
    })),
  )
  const all = [...beside, ...added.map((c, i) => ({ ...c, of: `m.__a${i + 1}` }))]
  const names = identifiers(
    all.map(c => c.name),
    identifier,
  )
  const ids = rows.map(r => `${r}.${IDS}`).reduce((a, b) => duckdb.joinLists(a, b))
  const items = [
    ...all.map((c, i) => `${c.of} AS ${names[i]}`),
    `m.rowid AS ${PLACE}`,
    ...(lineage ? [`${ids} AS ${IDS}`] : []),
  ]
  const joins = rows.map((r, i) => `JOIN ${input} AS ${r} ON ${r}.rowid = m.${positions[i]?.sql}`)
  return {
    from: `(SELECT ${items.join(', ')} FROM ${output} AS m ${joins.join(' ')})`,
    columns: all.map(({ name, type }, i) => ({ name, type, sql: names[i] ?? '' })),
    place: PLACE,
    behind: lineage ? IDS : undefined,
  }
}

const PLACE = '__place'

/** The statements of the parts of a plan, for people, and the parts as if they lay ready. */
export function partsForPeople(plan: Plan, source: Source): { readonly text: string; readonly parts: Parts } {
  const ready = new Map<string, Part>()
  const texts: string[] = []
  for (const part of statefulParts(plan)) {
    const key = fingerprint(part)
    if (ready.has(key)) continue
    const stateful = statefulOf(part)
    const layout = layoutOf(stateful, ready.size)
    const { sql } = emit(layout.feed, source, stored, false, readyIn(ready))
    texts.push(
      `-- ${layout.input}: what \`${part.op}\` reads; it is run by its definition, which makes ${layout.output}\n${sql};\n`,
    )
    ready.set(key, partOf(stateful, layout, false))
  }
  return { text: texts.join('\n'), parts: readyIn(ready) }
}
