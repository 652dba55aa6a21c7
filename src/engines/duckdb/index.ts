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
  type Unsupported,
} from '../engine.ts'
import { emit, unsupportedIn } from '../sql/emit.ts'
import type { Source } from '../sql/source.ts'
import { type Database, openDatabase } from './database.ts'
import { duckdb } from './dialect.ts'
import { loadFiles } from './files.ts'
import { identifier } from './literal.ts'
import type { DuckdbOptions } from './options.ts'
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
  const open = new Set<Database>()
  let shared: Promise<Database> | undefined
  let tables = 0
  const opened = async (files: readonly string[]): Promise<Database> => {
    const database = await openDatabase(options, files)
    open.add(database)
    return database
  }
  /** What a database may read is fixed when it is opened, so files get one of their own. */
  const loadInOwn = async (data: Data & { is: 'files' }): Promise<Loaded> => {
    const database = await opened(data.paths)
    const close = async (): Promise<void> => {
      if (open.delete(database)) await database.close()
    }
    try {
      return dataset(data, await loadFiles(data, database), database, close)
    } catch (error) {
      await close()
      throw error
    }
  }
  const loadShared = async (data: Data & { is: 'rows' }): Promise<Loaded> => {
    shared ??= opened([])
    const database = await shared
    const table = `events_${++tables}`
    const close = async (): Promise<void> => {
      if (open.has(database)) await drop(table, database)
    }
    try {
      return dataset(data, await loadTable(data, table, database), database, close)
    } catch (error) {
      await close()
      throw error
    }
  }
  return {
    ...duckdbNames,
    compile,
    load: async data => {
      try {
        return await (data.is === 'files' ? loadInOwn(data) : loadShared(data))
      } catch (error) {
        throw engineError(error, data.is === 'files' ? `reading ${data.paths.join(', ')}` : 'loading the events')
      }
    },
    close: async () => {
      await Promise.all([...open].map(database => database.close()))
      open.clear()
      shared = undefined
    },
  }
}

interface Loaded extends Dataset {
  readonly source: Source
  readonly database: Database
}

const dataset = (data: Data, source: Source, database: Database, close: () => Promise<void>): Loaded => ({
  columns: data.columns,
  source,
  database,
  close,
})

async function drop(table: string, database: Database): Promise<void> {
  const connection = await database.connect()
  await connection.run(`DROP TABLE IF EXISTS ${table}`)
  connection.closeSync()
}

function compile(plan: Plan): Query | Unsupported {
  const { value: columns, diagnostics } = check(plan)
  if (columns === undefined) return { unsupported: diagnostics }
  const unsupported = unsupportedIn(plan)
  if (unsupported.length > 0) return { unsupported }
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
  const write = (part: Plan): string => emit(part, shown, { ...duckdb, toResult: column => column.sql }).sql
  return pivot === undefined ? write(plan) : `-- names of columns\n${write(namesOf(pivot))}`
}

/** The data as it is written for people. */
const shown: Source = { from: () => 'events', column: ({ name }) => identifier(name), id: 'rowid' }

function loaded(data: Dataset): Loaded {
  if (!('database' in data)) throw new EngineError('the DuckDB engine was handed data that another engine has loaded')
  return data as Loaded
}

async function run(plan: Plan, data: Loaded, { lineage = false, signal }: RunOptions = {}): Promise<Result> {
  signal?.throwIfAborted()
  expectSameTypes(plan, data.columns)
  const connection = await data.database.connect()
  const interrupt = (): void => connection.interrupt()
  signal?.addEventListener('abort', interrupt)
  const answer = async (settled: Plan, ids: boolean): Promise<Result> => {
    const { sql, columns, references, behind } = emit(settled, data.source, duckdb, ids)
    data.database.offer(connection, references)
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

/** A column may be missing from the data, but what is there must be what the plan takes it for. */
function expectSameTypes(plan: Plan, columns: readonly Column[]): void {
  visit(plan, node => {
    if (node.op !== 'scan') return
    for (const { name, type } of node.columns) {
      const found = columns.find(c => c.name === name)
      if (found !== undefined && !sameType(found.type, type))
        throw new EngineError(
          `the column \`${name}\` is ${printType(found.type)} in the data, and the plan reads it as ${printType(type)}`,
        )
    }
  })
}
