import { type Column, printType, sameType } from '../../event/value.ts'
import { check } from '../../plan/check.ts'
import type { Plan } from '../../plan/plan.ts'
import { innermost, namesOf, settle } from '../../plan/settle.ts'
import { visit } from '../../plan/walk.ts'
import {
  type Data,
  type Dataset,
  type Engine,
  EngineError,
  type Query,
  type Result,
  type RunOptions,
  type Tables,
  type Unsupported,
} from '../engine.ts'
import { askEarly } from '../sql/ask-early.ts'
import { emit } from '../sql/emit.ts'
import { onlyRead } from '../sql/only-read.ts'
import type { Part } from '../sql/part.ts'
import type { Source } from '../sql/source.ts'
import { type Database, openDatabase } from './database.ts'
import { duckdb } from './dialect.ts'
import { loadFiles } from './files.ts'
import { identifier } from './literal.ts'
import type { DuckdbOptions } from './options.ts'
import { partsForPeople, runParts } from './parts.ts'
import { engineError } from './problem.ts'
import { readRows } from './result.ts'
import { loadTable } from './table.ts'

export type { DuckdbOptions } from './options.ts'

/** What the engine is called. */
export const duckdbNames = { id: 'duckdb', title: 'DuckDB (embedded)' } as const

/**
 * The DuckDB engine: embedded, a plan as one SQL statement. Opening it costs nothing until data is loaded. Its
 * databases reach nothing but their own folder and, for `files`, those files.
 */
export function createDuckdbEngine(options: DuckdbOptions = {}): Engine {
  const open = new Map<Database, Beside>()
  const shared = new Map<string, Promise<Database>>()
  let tables = 0
  const opened = async (files: readonly string[]): Promise<Database> => {
    const database = await openDatabase(options, files)
    open.set(database, new Map())
    return database
  }
  /** What a database may read is fixed when it is opened, so files get one of their own. */
  const loadInOwn = async (data: Data & { is: 'files' }, beside: Tables): Promise<Loaded> => {
    const database = await opened([...data.paths, ...pathsOf(beside)])
    const close = async (): Promise<void> => {
      if (open.delete(database)) await database.close()
    }
    try {
      return await dataset(data, await loadFiles(data, database), beside, database, close)
    } catch (error) {
      await close()
      throw error
    }
  }
  /** Rows share a database with all rows that lie beside tables in the same files. */
  const loadShared = async (data: Data & { is: 'rows' }, beside: Tables): Promise<Loaded> => {
    const paths = pathsOf(beside)
    const key = paths.join('\n')
    const opening = shared.get(key) ?? opened(paths)
    shared.set(key, opening)
    const database = await opening
    const name = `events_${++tables}`
    const close = async (): Promise<void> => {
      if (open.has(database)) await drop(name, database)
    }
    try {
      return await dataset(data, await loadTable(data, name, database), beside, database, close)
    } catch (error) {
      await close()
      throw error
    }
  }
  /** A table beside the data, which is read once for each database. */
  const loadBeside = async (table: Data, name: string, database: Database): Promise<Source> => {
    const known = open.get(database)
    const ready =
      known?.get(table) ??
      (table.is === 'files' ? loadFiles(table, database) : loadTable(table, `table_${++tables}`, database))
    known?.set(table, ready)
    return ready.catch(error => {
      throw engineError(error, `reading the table ${name}`)
    })
  }
  const dataset = async (
    data: Data,
    source: Source,
    beside: Tables,
    database: Database,
    close: () => Promise<void>,
  ): Promise<Loaded> => {
    const sources = new Map<string, Source>()
    for (const [name, table] of beside) sources.set(name, await loadBeside(table, name, database))
    return {
      columns: data.columns,
      tables: new Map([...beside].map(([name, table]) => [name, table.columns])),
      source: { ...source, table: name => sources.get(name) },
      database,
      close,
    }
  }
  return {
    ...duckdbNames,
    compile,
    load: async (data, beside = new Map()) => {
      try {
        return await (data.is === 'files' ? loadInOwn(data, beside) : loadShared(data, beside))
      } catch (error) {
        throw engineError(error, data.is === 'files' ? `reading ${data.paths.join(', ')}` : 'loading the events')
      }
    },
    close: async () => {
      await Promise.all([...open.keys()].map(database => database.close()))
      open.clear()
      shared.clear()
    },
  }
}

/** The tables that a database holds beside data. */
type Beside = Map<Data, Promise<Source>>

const pathsOf = (tables: Tables): string[] =>
  [...new Set([...tables.values()].flatMap(table => (table.is === 'files' ? table.paths : [])))].sort()

interface Loaded extends Dataset {
  readonly source: Source
  readonly database: Database
  readonly tables: ReadonlyMap<string, readonly Column[]>
}

async function drop(table: string, database: Database): Promise<void> {
  const connection = await database.connect()
  await connection.run(`DROP TABLE IF EXISTS ${table}`)
  connection.closeSync()
}

function compile(asWritten: Plan): Query | Unsupported {
  const { value: columns, diagnostics } = check(asWritten)
  if (columns === undefined) return { unsupported: diagnostics }
  const plan = onlyRead(askEarly(asWritten))
  return {
    columns,
    get text() {
      return textOf(plan)
    },
    run: (data, runOptions) => run(plan, loaded(data), runOptions),
  }
}

/** The statement for people; of a plan with a pivot the one that finds the names of its columns, which the rest depends on. */
function textOf(plan: Plan): string {
  const pivot = innermost(plan)
  const write = (part: Plan): string => {
    const before = partsForPeople(part, shown)
    return before.text + emit(part, shown, { ...duckdb, toResult: column => column.sql }, false, before.parts).sql
  }
  return pivot === undefined ? write(plan) : `-- names of columns\n${write(namesOf(pivot))}`
}

/** The data as it is written for people. */
const shownAs = (from: string): Source => ({ from: () => from, column: ({ name }) => identifier(name), id: 'rowid' })
const shown: Source = { ...shownAs('events'), table: name => shownAs(identifier(name)) }

function loaded(data: Dataset): Loaded {
  if (!('database' in data)) throw new EngineError('the DuckDB engine was handed data that another engine has loaded')
  return data as Loaded
}

async function run(plan: Plan, data: Loaded, { lineage = false, signal }: RunOptions = {}): Promise<Result> {
  signal?.throwIfAborted()
  expectSameTypes(plan, data)
  const connection = await data.database.connect()
  const interrupt = (): void => connection.interrupt()
  signal?.addEventListener('abort', interrupt)
  const { database, source } = data
  const ready = new Map<string, Part>()
  const answer = async (settled: Plan, ids: boolean): Promise<Result> => {
    const parts = await runParts(settled, { database, connection, source, lineage, signal, ready })
    const { sql, columns, references, behind } = emit(settled, source, duckdb, ids, parts)
    database.offer(connection, references)
    return { columns, rows: await readRows(await connection.stream(sql), columns, behind) }
  }
  try {
    const settled = await settle(plan, async names =>
      (await answer(names, false)).rows.map(row => String(row.values[0])),
    )
    return await answer(settled, lineage)
  } catch (error) {
    signal?.throwIfAborted()
    throw engineError(error, 'the query')
  } finally {
    signal?.removeEventListener('abort', interrupt)
    connection.closeSync()
  }
}

/** A column may be missing from the data or a table, but what is there must be what the plan takes it for. */
function expectSameTypes(plan: Plan, data: Loaded): void {
  visit(plan, node => {
    if (node.op !== 'scan' && node.op !== 'table') return
    const there = (node.op === 'scan' ? data.columns : data.tables.get(node.name)) ?? []
    const where = node.op === 'scan' ? 'the data' : `the table \`${node.name}\``
    for (const { name, type } of node.columns) {
      const found = there.find(c => c.name === name)
      if (found !== undefined && !sameType(found.type, type))
        throw new EngineError(
          `the column \`${name}\` is ${printType(found.type)} in ${where}, and the plan reads it as ${printType(type)}`,
        )
    }
  })
}
