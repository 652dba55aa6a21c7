import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import type { CorpusTotals } from '../../src/app/corpus.ts'
import { readCorpus } from '../../src/app/corpus-file.ts'
import { diskAt } from '../../src/app/disk.ts'

// How many real public queries parse, lower, or are refused and why. The counts may only improve; UPDATE=1 writes them anew.

const root = join(import.meta.dirname, '..', '..')
const ledger = join(root, 'conformance', 'corpora', 'sumo.ledger.yaml')
const corpus = join(root, '..', 'shared', 'corpora', 'sumo', 'queries.jsonl.gz')
const here = existsSync(corpus)
if (!here)
  process.stderr.write('\n*** ../shared/corpora is missing: the ledger of public searches is NOT checked ***\n\n')

interface Ledger {
  readonly searches: number
  readonly lower: number
  readonly parse: number
  readonly 'without parameters': { readonly searches: number; readonly lower: number; readonly parse: number }
  readonly reasons: Readonly<Record<string, number>>
}

function asLedger({ rows, byStatus, byReason, byClass }: CorpusTotals): Ledger {
  const withParameters = byClass['params']?.['true'] ?? { lowers: 0, parses: 0, refused: 0, unreadable: 0 }
  const lower = byStatus.lowers
  const parsed = lower + byStatus.parses
  const others = Object.values(withParameters).reduce((a, b) => a + b, 0)
  return {
    searches: rows,
    lower,
    parse: parsed,
    'without parameters': {
      searches: rows - others,
      lower: lower - withParameters.lowers,
      parse: parsed - withParameters.lowers - withParameters.parses,
    },
    reasons: byReason,
  }
}

test.skipIf(!here)(
  'public Sumo searches: no fewer parse or lower than the ledger says',
  async () => {
    let totals: CorpusTotals | undefined
    for await (const item of readCorpus(corpus, 'sumo', [{ name: 'dialect', value: 'search' }], diskAt(root)))
      if ('totals' in item) totals = item.totals
    if (totals === undefined) throw new Error('the corpus gave no totals')
    const now = asLedger(totals)
    if (process.env['UPDATE'] === '1')
      writeFileSync(
        ledger,
        `# Public log searches: how many parse and lower, and why the others do not (codes of errors; a search counts for each of its codes).\n# Written by UPDATE=1 npx vitest run test/app/ledger.test.ts; the counts may only improve.\n${stringify(now)}`,
      )
    const before: Ledger = parse(readFileSync(ledger, 'utf8'))
    expect(now.searches).toBe(before.searches)
    expect(now.parse).toBeGreaterThanOrEqual(before.parse)
    expect(now.lower).toBeGreaterThanOrEqual(before.lower)
  },
  300_000,
)
