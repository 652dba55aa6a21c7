import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { type CorpusTotals, judgeLine, tally } from '../../src/app/corpus.ts'

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
  readonly reasons: Readonly<Record<string, number>>
  /** Of every fourth search: what the suite checks each time, since all of them take most of a minute. */
  readonly 'every fourth': Counts
}

const rows = here ? gunzipSync(readFileSync(corpus)).toString('utf8').trim().split('\n') : []

function count(lines: readonly string[]): CorpusTotals {
  const sums = tally()
  for (const [i, line] of lines.entries()) {
    const row = judgeLine(line, i + 1, 'sumo', [{ name: 'dialect', value: 'search' }])
    if (row !== undefined) sums.add(row)
  }
  return sums.totals()
}

const asCounts = ({ rows: searches, byStatus: { lowers, parses } }: CorpusTotals): Counts => ({
  searches,
  lower: lowers,
  parse: lowers + parses,
})

const everyFourth = (): Counts => asCounts(count(rows.filter((_, i) => i % 4 === 0)))

function asLedger(totals: CorpusTotals): Ledger {
  const { byReason, byClass } = totals
  const withParameters = byClass['params']?.['true'] ?? { lowers: 0, parses: 0, refused: 0, unreadable: 0 }
  const all = asCounts(totals)
  const others = Object.values(withParameters).reduce((a, b) => a + b, 0)
  return {
    ...all,
    'without parameters': {
      searches: all.searches - others,
      lower: all.lower - withParameters.lowers,
      parse: all.parse - withParameters.lowers - withParameters.parses,
    },
    reasons: byReason,
    'every fourth': everyFourth(),
  }
}

test.skipIf(!here)(
  'public Sumo searches: no fewer parse or lower than the ledger says',
  () => {
    if (process.env['UPDATE'] === '1')
      writeFileSync(
        ledger,
        `# Public log searches: how many parse and lower, and why the others do not (codes of errors; a search counts for each of its codes).\n# Written by UPDATE=1 npx vitest run test/app/ledger.test.ts; the counts may only improve.\n${stringify(asLedger(count(rows)))}`,
      )
    const { 'every fourth': before }: Ledger = parse(readFileSync(ledger, 'utf8'))
    const now = everyFourth()
    expect(now.searches).toBe(before.searches)
    expect(now.parse).toBeGreaterThanOrEqual(before.parse)
    expect(now.lower).toBeGreaterThanOrEqual(before.lower)
  },
  300_000,
)
