import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { createDuckdbEngine } from '../src/engines/duckdb/index.ts'
import { sumo } from '../src/languages/sumo/index.ts'
import { sumoPlatform } from '../src/platforms/sumo/index.ts'
import { inTurn, median, peakMemory, printPeak, ratioOf, tableRow } from './measure.ts'
import { type EventFiles, processEvents } from './process-events.ts'

// The T1591.002 query over process events in files: what Assay makes of it against the SQL an expert would write by hand
// for the same answer, in the same DuckDB. Target: ratio at most 1.15, memory flat as the events grow.

const SIZES = [1_000_000, 3_000_000, 10_000_000]
const RUNS = 5
const QUERY = readFileSync(join('bench', 't1591.sumo'), 'utf8')
const EXPERT = readFileSync(join('bench', 't1591.sql'), 'utf8')
const COLUMNS = [
  { name: 'EventCode', type: 'int' },
  { name: '_messageTime', type: 'int' },
  { name: '_sourceCategory', type: 'string' },
  { name: '_sourceHost', type: 'string' },
  { name: 'User', type: 'string' },
  { name: 'Image', type: 'string' },
  { name: 'CommandLine', type: 'string' },
  { name: 'ParentImage', type: 'string' },
  { name: 'ProcessGuid', type: 'string' },
  { name: 'ProcessId', type: 'int' },
] as const
type Format = 'parquet' | 'ndjson'
const FORMATS: readonly Format[] = ['parquet', 'ndjson']

/** Our way: the query's text through parser, lowering and engine. Gives the rows, and how to run it again. */
async function assay(files: EventFiles, format: Format) {
  const source = { name: 't1591.sumo', text: QUERY }
  const search = sumo.parse(source)
  const lowered = search.value && sumo.lower(search.value, source, sumoPlatform.tableSchema(COLUMNS))
  if (!lowered?.value) throw new Error(JSON.stringify([...search.diagnostics, ...(lowered?.diagnostics ?? [])]))
  const engine = await createDuckdbEngine({ tempFolder: tmpdir() })
  const query = engine.compile(lowered.value)
  if ('unsupported' in query) throw new Error(JSON.stringify(query.unsupported))
  const data = await engine.load({ is: 'files', format, paths: [files[format]], columns: COLUMNS })
  return async () => (await query.run(data)).rows.map(row => row.values)
}

/** The expert's way, in a DuckDB of its own with the same defaults. */
async function expert(files: EventFiles, format: Format) {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const types = `{${COLUMNS.map(c => `"${c.name}": '${c.type === 'int' ? 'BIGINT' : 'VARCHAR'}'`).join(', ')}}`
  const from =
    format === 'parquet' ? `read_parquet('${files.parquet}')` : `read_ndjson('${files.ndjson}', columns = ${types})`
  const sql = EXPERT.replace('$EVENTS', from)
  return async () => (await connection.runAndReadAll(sql)).getRows()
}

const same = (a: readonly (readonly unknown[])[], b: readonly (readonly unknown[])[]): boolean => text(a) === text(b)
const text = (rows: readonly (readonly unknown[])[]): string =>
  rows
    .map(row => row.map(String).join('\u0001'))
    .sort()
    .join('\u0002')

const [mode, size, format] = process.argv.slice(2)
if (mode === 'peak') {
  await (await assay(await processEvents(Number(size)), format === 'parquet' ? 'parquet' : 'ndjson'))()
  printPeak()
} else {
  const print = tableRow([10, 7, 7, 8, 5, 12, 7, 6])
  print(['events', 'format', 'assay s', 'expert s', 'ratio', 'events/s', 'peak MB', 'rows'])
  for (const count of SIZES) {
    const files = await processEvents(count)
    for (const format of FORMATS) {
      const ours = await assay(files, format)
      const theirs = await expert(files, format)
      const answer = await ours()
      if (!same(answer, await theirs())) throw new Error(`the answers differ over ${count} events in ${format}`)
      const times = await inTurn(RUNS, ours, theirs)
      const seconds = median(times.a)
      const peak = peakMemory(fileURLToPath(import.meta.url), ['peak', String(count), format])
      print([
        count.toLocaleString('en'),
        format,
        seconds.toFixed(3),
        median(times.b).toFixed(3),
        ratioOf(times.a, times.b).toFixed(2),
        Math.round(count / seconds).toLocaleString('en'),
        String(peak),
        String(answer.length),
      ])
    }
  }
}
