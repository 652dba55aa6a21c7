import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { type CorpusRow, judgeLine, tally } from '../../src/app/corpus.ts'

// Real published rules, which are measured with and not part of this repository. The counts may only improve; UPDATE=1
// writes them anew.

const root = join(import.meta.dirname, '../..')
const ledger = join(root, 'conformance/corpora/sumo-cse.ledger.yaml')
const file = join(root, '../shared/corpora/sumo/queries.jsonl.gz')
if (!existsSync(file))
  process.stderr.write(`\n*** ${file} is missing: the corpus test of Cloud SIEM is SKIPPED ***\n\n`)

interface Ledger {
  readonly expressions: number
  readonly parse: number
  readonly lower: number
  /** Where a file of threat indicators is bound. */
  readonly 'lower with indicators': number
  readonly reasons: Readonly<Record<string, number>>
}

const indicators = new Map([['sumo://threat-intel', { columns: [{ name: 'indicator', type: 'string' as const }] }]])

function measured(): Ledger {
  const lines = gunzipSync(readFileSync(file))
    .toString()
    .trim()
    .split('\n')
    .filter(line => line.includes('"cse"'))
  const judged = (line: string, tables?: typeof indicators): CorpusRow[] =>
    [judgeLine(line, 1, 'sumo-cse', [{ name: 'dialect', value: 'cse' }], tables)].flatMap(row => row ?? [])
  const sums = tally()
  let withIndicators = 0
  for (const line of lines)
    for (const row of judged(line)) {
      sums.add(row)
      const lowers = row.status === 'lowers' || judged(line, indicators)[0]?.status === 'lowers'
      withIndicators += lowers ? 1 : 0
    }
  const { rows, byStatus, byReason } = sums.totals()
  return {
    expressions: rows,
    parse: byStatus.lowers + byStatus.parses,
    lower: byStatus.lowers,
    'lower with indicators': withIndicators,
    reasons: byReason,
  }
}

test.skipIf(!existsSync(file))(
  'of published rule expressions 99 % parse and 97 % lower, and no fewer than the ledger says',
  () => {
    const now = measured()
    if (process.env['UPDATE'] === '1')
      writeFileSync(
        ledger,
        `# Public rule expressions of Cloud SIEM: how many parse and lower, and why the others do not (codes of errors).\n# Written by UPDATE=1 npx vitest run test/sumo-cse/corpus.test.ts; the counts may only improve.\n${stringify(now)}`,
      )
    const before: Ledger = parse(readFileSync(ledger, 'utf8'))
    expect(now.parse / now.expressions).toBeGreaterThanOrEqual(0.99)
    expect(now.lower / now.expressions).toBeGreaterThanOrEqual(0.97)
    for (const count of ['parse', 'lower', 'lower with indicators'] as const)
      expect(now[count]).toBeGreaterThanOrEqual(before[count])
    // Triggers are expressions over a rule's own aggregations; by themselves they name nothing.
    expect(Object.keys(now.reasons)).toEqual(Object.keys(before.reasons))
  },
)
