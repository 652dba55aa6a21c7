import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { createDuckdbEngine } from '../src/engines/duckdb/index.ts'
import { sumo } from '../src/languages/sumo/index.ts'
import { sumoPlatform } from '../src/platforms/sumo/index.ts'
import { inTurn, median, peakMemory, printPeak, ratioOf, tableRow } from './measure.ts'
import { type MessageFiles, messageEvents } from './message-events.ts'
import { type BenchSearch, searches } from './searches.ts'

// Ten typical searches over messages in files: what Assay makes of each against the SQL that an expert would write for the
// same answer in the same DuckDB, and against jq where a person would use it. Target: median ratio at most 1.25, none over 2.
//
//   npm run bench searches [-- --events=10000000] [--format=ndjson] [--only=join,top] [--runs=3] [--sql] [--no-jq]

const option = (name: string): string | undefined =>
  process.argv.find(arg => arg.startsWith(`--${name}`))?.replace(/^--\w+=?/, '')
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

type Rows = readonly (readonly unknown[])[]

/** Our way: the text of the search through parser, lowering and engine. Gives the rows, and how to run it again. */
async function assay({ name, sumo: text }: BenchSearch, files: MessageFiles): Promise<() => Promise<Rows>> {
  const source = { name, text }
  const search = sumo.parse(source)
  const lowered = search.value && sumo.lower(search.value, source, SCHEMA)
  if (!lowered?.value) throw new Error(JSON.stringify([...search.diagnostics, ...(lowered?.diagnostics ?? [])]))
  const engine = await createDuckdbEngine({ tempFolder: tmpdir() })
  const query = engine.compile(lowered.value)
  if ('unsupported' in query) throw new Error(JSON.stringify(query.unsupported))
  if (option('sql') !== undefined) console.log(query.text)
  const data = await engine.load({ is: 'files', format: FORMAT, paths: [files[FORMAT]], columns: COLUMNS })
  return async () => (await query.run(data)).rows.map(row => row.values)
}

/** The expert's way, in a DuckDB of its own with the same defaults. */
async function expert({ sql }: BenchSearch, files: MessageFiles): Promise<() => Promise<Rows>> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const types = `{${COLUMNS.map(c => `"${c.name}": '${c.type === 'int' ? 'BIGINT' : 'VARCHAR'}'`).join(', ')}}`
  const from =
    FORMAT === 'parquet' ? `read_parquet('${files.parquet}')` : `read_ndjson('${files.ndjson}', columns = ${types})`
  const statement = sql.replaceAll('$EVENTS', from)
  return async () => (await connection.runAndReadAll(statement)).getRows()
}

/** Seconds that jq takes over the same lines, with what is piped behind it; undefined where there is no jq. */
function jqSeconds({ jq }: BenchSearch, files: MessageFiles): number | undefined {
  if (jq === undefined || option('no-jq') !== undefined || spawnSync('jq', ['--version']).status !== 0) return undefined
  const start = performance.now()
  const run = spawnSync('sh', ['-c', `jq -r "$0" '${files.ndjson}' | ${jq.pipe} > /dev/null`, jq.program])
  if (run.status !== 0 || run.stderr.length > 0) throw new Error(`jq failed: ${run.stderr}`)
  return (performance.now() - start) / 1000
}

const same = (a: Rows, b: Rows): boolean => text(a) === text(b)
const text = (rows: Rows): string =>
  rows
    .map(row => row.map(String).join('\u0001'))
    .sort()
    .join('\u0002')

const wanted = searches.filter(({ name }) => ONLY === undefined || ONLY.includes(name))
if (process.argv[2] === 'peak') {
  for (const search of wanted) await (await assay(search, await messageEvents(COUNT)))()
  printPeak()
} else {
  const print = tableRow([12, 8, 8, 5, 12, 7, 7, 7])
  console.log(`${COUNT.toLocaleString('en')} messages, ${FORMAT}`)
  print(['search', 'assay s', 'expert s', 'ratio', 'events/s', 'peak MB', 'rows', 'jq s'])
  const ratios: number[] = []
  for (const search of wanted) {
    const files = await messageEvents(COUNT)
    const ours = await assay(search, files)
    const theirs = await expert(search, files)
    const [answer, expected] = [await ours(), await theirs()]
    if (!same(answer, expected))
      throw new Error(`${search.name}: the answers differ: ${String(answer[0])} against ${String(expected[0])}`)
    const times = await inTurn(RUNS, ours, theirs)
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
      jqSeconds(search, files)?.toFixed(2) ?? '-',
    ])
  }
  console.log(`median ratio ${median(ratios).toFixed(2)}, greatest ${Math.max(...ratios).toFixed(2)}`)
}
