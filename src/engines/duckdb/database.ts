import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api'
import type { ReferenceFunction } from '../sql/expr.ts'
import { quote } from './literal.ts'
import { DEFAULT_MEMORY_LIMIT, type DuckdbOptions } from './options.ts'
import { offer } from './reference.ts'

export type Library = typeof import('@duckdb/node-api')

/** A database of our own that reaches nothing but its own folder and the files it was opened for. */
export interface Database {
  readonly library: Library
  connect(): Promise<DuckDBConnection>
  /** Makes functions of the definition callable in SQL; each is offered once. */
  offer(connection: DuckDBConnection, functions: readonly ReferenceFunction[]): void
  /** Tells how many rows a table of this database holds. */
  holds(rows: number): Promise<void>
  close(): Promise<void>
}

/** All rows of a statement's result. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<DuckDBValue[][]> {
  return (await connection.runAndReadAll(sql)).getRows()
}

/** Opens an empty database, on disk where there is a folder for it, that may read these files, and locks it so that no statement can open it further. */
export async function openDatabase(options: DuckdbOptions, files: readonly string[]): Promise<Database> {
  // Loading the library takes a quarter of a second, which commands that run nothing should not pay.
  const library = await import('@duckdb/node-api')
  const folder = options.tempFolder === undefined ? undefined : await mkdtemp(join(options.tempFolder, 'assay-'))
  const place = folder === undefined ? ':memory:' : join(folder, 'events.duckdb')
  const instance = await library.DuckDBInstance.create(place, {
    memory_limit: `${options.memoryLimit ?? DEFAULT_MEMORY_LIMIT}B`,
    temp_directory: folder === undefined ? '' : join(folder, 'spill'),
    ...(options.spillLimit === undefined ? {} : { max_temp_directory_size: `${options.spillLimit}B` }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    // A plan may sort by a constant.
    order_by_non_integer_literal: 'true',
  })
  // The size of files is known to DuckDB alone.
  const allThreads = await lock(instance, files, files.length === 0)
  let small = files.length === 0
  const offered = new Set<string>()
  return {
    library,
    connect: () => instance.connect(),
    offer: (connection, functions) => {
      for (const fn of functions) {
        if (!offered.has(fn.name)) offer(fn, connection, library)
        offered.add(fn.name)
      }
    },
    holds: async rows => {
      if (!small || rows <= ONE_THREAD) return
      small = false
      const connection = await instance.connect()
      await connection.run(`SET threads = ${allThreads}`)
      connection.closeSync()
    },
    close: async () => {
      instance.closeSync()
      if (folder !== undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Optimisations that give wrong rows in the version we use. With the first, the first rows of each group, when numbered by
 * row id, come out as none or end the database with a fatal error (`QUALIFY row_number() OVER (PARTITION BY … ORDER BY
 * rowid) <= 2`); the second filters what a LIMIT takes its rows from by what a join above it finds.
 */
const WRONG_OPTIMIZERS = 'top_n_window_elimination,join_filter_pushdown'

/**
 * Rows that DuckDB reads with one thread whatever their number (a row group). Others could only wait, and they do so busily:
 * a query over few rows takes half as much of the processor again with two threads.
 */
const ONE_THREAD = 122_880

/**
 * In this order: once external access is off, the list of files can no longer grow; once locked, nothing can. Says how many
 * threads there are; `alone` leaves one of them for now, and their number is then what may still change.
 */
async function lock(instance: DuckDBInstance, files: readonly string[], alone: boolean): Promise<number> {
  const connection = await instance.connect()
  const [[threads] = []] = await rowsOf(connection, "SELECT current_setting('threads')")
  if (alone) {
    await connection.run('SET threads = 1')
    await connection.run("SET allowed_configs = ['threads']")
  }
  await connection.run(`SET GLOBAL disabled_optimizers = '${WRONG_OPTIMIZERS}'`)
  await connection.run(`SET allowed_paths = [${files.map(quote).join(', ')}]`)
  await connection.run('SET enable_external_access = false')
  await connection.run('SET lock_configuration = true')
  connection.closeSync()
  return Number(threads)
}
