import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { understand } from './run.ts'

// Real published rules, which are measured with and not part of this repository.
const file = join(import.meta.dirname, '../../../shared/corpora/sumo/queries.jsonl.gz')
if (!existsSync(file))
  process.stderr.write(`\n*** ${file} is missing: the corpus test of Cloud SIEM is SKIPPED ***\n\n`)

test.skipIf(!existsSync(file))(
  'of published rule expressions 99 % parse and 97 % lower; the rest is told by reason',
  () => {
    const rows: { readonly dialect?: string; readonly query: string }[] = gunzipSync(readFileSync(file))
      .toString()
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    const expressions = rows.filter(r => r.dialect === 'cse')
    const understood = expressions.map(r => understand(r.query))
    const share = (count: number): number => count / expressions.length
    expect(share(understood.filter(u => u.parsed).length)).toBeGreaterThanOrEqual(0.99)
    expect(share(understood.filter(u => u.plan !== undefined).length)).toBeGreaterThanOrEqual(0.97)
    const reasons = new Set(
      understood.flatMap(u =>
        u.plan === undefined ? u.diagnostics.filter(d => d.severity === 'error').map(d => d.code) : [],
      ),
    )
    // Triggers are expressions over a rule's own aggregations; by themselves they name nothing.
    expect([...reasons].sort()).toEqual([
      'regex/too-many-repeats',
      'sumo-cse/needs-threat-intelligence',
      'sumo-cse/unknown-field',
    ])
  },
)
