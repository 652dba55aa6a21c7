import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sumoPlatform } from '../src/platforms/sumo/index.ts'
import { assay, type Events, expert, sameRows } from './against-expert.ts'
import { inTurn, median, peakMemory, printPeak, ratioOf, tableRow } from './measure.ts'
import { processEvents } from './process-events.ts'

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
const FORMATS = ['parquet', 'ndjson'] as const

const eventsOf = async (count: number, format: Events['format']): Promise<Events> => ({
  files: await processEvents(count),
  format,
  columns: COLUMNS,
})
const ours = (events: Events) => assay({ name: 't1591.sumo', text: QUERY }, sumoPlatform.tableSchema(COLUMNS), events)

const [mode, size, format] = process.argv.slice(2)
if (mode === 'peak') {
  await (await ours(await eventsOf(Number(size), format === 'parquet' ? 'parquet' : 'ndjson'))).run()
  printPeak()
} else {
  const print = tableRow([10, 7, 7, 8, 5, 12, 7, 6])
  print(['events', 'format', 'assay s', 'expert s', 'ratio', 'events/s', 'peak MB', 'rows'])
  for (const count of SIZES)
    for (const format of FORMATS) {
      const events = await eventsOf(count, format)
      const { run } = await ours(events)
      const theirs = await expert(EXPERT, events)
      const answer = await run()
      if (!sameRows(answer, await theirs())) throw new Error(`the answers differ over ${count} events in ${format}`)
      const times = await inTurn(RUNS, run, theirs)
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
