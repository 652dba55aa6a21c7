import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { type CorpusRow, type CorpusTotals, judgeLine, tally } from '../../src/app/corpus.ts'

// How many real public queries parse, lower, or are refused and why. The counts may only improve; UPDATE=1 writes them anew.

const root = join(import.meta.dirname, '..', '..')
const ledger = join(root, 'conformance', 'corpora', 'sumo.ledger.yaml')
const corpus = join(root, '..', 'shared', 'corpora', 'sumo', 'queries.jsonl.gz')
const here = existsSync(corpus)
if (!here)
  process.stderr.write('\n*** ../shared/corpora is missing: the ledger of public searches is NOT checked ***\n\n')

interface Counts {
  readonly searches: number
  readonly lower: number
  readonly parse: number
}

interface Ledger extends Counts {
  readonly 'without parameters': Counts
  /** Of these, without what asks for a table that nobody has bound, or for a service that only Sumo has. */
  readonly 'nor what only Sumo has': Counts
  readonly reasons: Readonly<Record<string, number>>
  /** Of every fourth search: what the suite checks each time, since all of them take most of a minute. */
  readonly 'every fourth': Counts
}

const rows = here ? gunzipSync(readFileSync(corpus)).toString('utf8').trim().split('\n') : []

const judge = (lines: readonly string[]): CorpusRow[] =>
  lines.flatMap((line, i) => judgeLine(line, i + 1, 'sumo', [{ name: 'dialect', value: 'search' }]) ?? [])

function count(searches: readonly CorpusRow[]): CorpusTotals {
  const sums = tally()
  for (const search of searches) sums.add(search)
  return sums.totals()
}

const isParametrised = ({ classes }: CorpusRow): boolean => classes['params'] === 'true'
const needsSumo = ({ reasons }: CorpusRow): boolean =>
  reasons.some(code => code === 'sumo/needs-table' || code === 'sumo/cloud-only')

const asCounts = ({ rows: searches, byStatus: { lowers, parses } }: CorpusTotals): Counts => ({
  searches,
  lower: lowers,
  parse: lowers + parses,
})

const everyFourth = (): Counts => asCounts(count(judge(rows.filter((_, i) => i % 4 === 0))))

function asLedger(searches: readonly CorpusRow[]): Ledger {
  const plain = searches.filter(search => !isParametrised(search))
  const all = count(searches)
  return {
    ...asCounts(all),
    'without parameters': asCounts(count(plain)),
    'nor what only Sumo has': asCounts(count(plain.filter(search => !needsSumo(search)))),
    reasons: all.byReason,
    'every fourth': everyFourth(),
  }
}

test.skipIf(!here)(
  'public Sumo searches: no fewer parse or lower than the ledger says',
  () => {
    if (process.env['UPDATE'] === '1')
      writeFileSync(
        ledger,
        `# Public log searches: how many parse and lower, and why the others do not (codes of errors; a search counts for each of its codes).\n# Written by UPDATE=1 npx vitest run test/app/ledger.test.ts; the counts may only improve.\n${stringify(asLedger(judge(rows)))}`,
      )
    const { 'every fourth': before }: Ledger = parse(readFileSync(ledger, 'utf8'))
    const now = everyFourth()
    expect(now.searches).toBe(before.searches)
    expect(now.parse).toBeGreaterThanOrEqual(before.parse)
    expect(now.lower).toBeGreaterThanOrEqual(before.lower)
  },
  300_000,
)
