import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sumoPlatform } from '../src/platforms/sumo/index.ts'
import { assay, type Events, expert, sameRows } from './against-expert.ts'
import type { EventFiles } from './event-files.ts'
import { inTurn, median, option, peakMemory, printPeak, ratioOf, tableRow } from './measure.ts'
import { messageEvents } from './message-events.ts'
import { type BenchSearch, searches } from './searches.ts'

// Ten typical searches over messages in files: what Assay makes of each against the SQL that an expert would write for the
// same answer in the same DuckDB, and against jq where a person would use it. Target: median ratio at most 1.25, none over 2.
//
//   npm run bench searches [-- --events=10000000] [--format=ndjson] [--only=join,top] [--runs=3] [--sql] [--no-jq]

const COUNT = Number(option('events') ?? 1_000_000)
const FORMAT = option('format') === 'ndjson' ? 'ndjson' : 'parquet'
const ONLY = option('only')?.split(',')
const RUNS = Number(option('runs') ?? 5)
const COLUMNS = [
  { name: '_raw', type: 'string' },
  { name: '_messageTime', type: 'int' },
  { name: '_sourceCategory', type: 'string' },
  { name: '_sourceHost', type: 'string' },
] as const
const SCHEMA = sumoPlatform.schema({ keys: ['level', 'service', 'user', 'ms', 'message'], fields: [] })

/** Seconds that jq takes over the same lines, with what is piped behind it; undefined where there is no jq. */
function jqSeconds({ jq }: BenchSearch, files: EventFiles): number | undefined {
  if (jq === undefined || option('no-jq') !== undefined || spawnSync('jq', ['--version']).status !== 0) return undefined
  const start = performance.now()
  const run = spawnSync('sh', ['-c', `jq -r "$0" '${files.ndjson}' | ${jq.pipe} > /dev/null`, jq.program])
  if (run.status !== 0 || run.stderr.length > 0) throw new Error(`jq failed: ${run.stderr}`)
  return (performance.now() - start) / 1000
}

const eventsOf = async (): Promise<Events> => ({ files: await messageEvents(COUNT), format: FORMAT, columns: COLUMNS })
const ours = ({ name, sumo: text }: BenchSearch, events: Events) => assay({ name, text }, SCHEMA, events)

const wanted = searches.filter(({ name }) => ONLY === undefined || ONLY.includes(name))
if (process.argv[2] === 'peak') {
  for (const search of wanted) await (await ours(search, await eventsOf())).run()
  printPeak()
} else {
  const print = tableRow([12, 8, 8, 5, 12, 7, 7, 7])
  console.log(`${COUNT.toLocaleString('en')} messages, ${FORMAT}`)
  print(['search', 'assay s', 'expert s', 'ratio', 'events/s', 'peak MB', 'rows', 'jq s'])
  const ratios: number[] = []
  for (const search of wanted) {
    const events = await eventsOf()
    const { run, sql } = await ours(search, events)
    if (option('sql') !== undefined) console.log(sql)
    const theirs = await expert(search.sql, events)
    const [answer, expected] = [await run(), await theirs()]
    if (!sameRows(answer, expected))
      throw new Error(`${search.name}: the answers differ: ${String(answer[0])} against ${String(expected[0])}`)
    const times = await inTurn(RUNS, run, theirs)
    const seconds = median(times.a)
    ratios.push(ratioOf(times.a, times.b))
    const own = ['peak', `--events=${COUNT}`, `--format=${FORMAT}`, `--only=${search.name}`]
    print([
      search.name,
      seconds.toFixed(3),
      median(times.b).toFixed(3),
      (ratios.at(-1) ?? 0).toFixed(2),
      Math.round(COUNT / seconds).toLocaleString('en'),
      String(peakMemory(fileURLToPath(import.meta.url), own)),
      String(answer.length),
      jqSeconds(search, events.files)?.toFixed(2) ?? '-',
    ])
  }
  console.log(`median ratio ${median(ratios).toFixed(2)}, greatest ${Math.max(...ratios).toFixed(2)}`)
}
