import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { understand } from './run.ts'

// Real published rules, which are measured with and not part of this repository.
const folder = join(import.meta.dirname, '../../../shared/corpora/sigma/rules')
if (!existsSync(folder)) process.stderr.write(`\n*** ${folder} is missing: the corpus test of Sigma is SKIPPED ***\n\n`)

/** Every twelfth rule; with ASSAY_WHOLE_CORPUS all of them. */
const step = process.env['ASSAY_WHOLE_CORPUS'] === undefined ? 12 : 1

test.skipIf(!existsSync(folder))(
  'published rules parse and lower; only placeholders without values are refused',
  () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(f => f.isFile() && f.name.endsWith('.yml'))
      .map(f => join(f.parentPath, f.name))
      .sort()
    const chosen = files.filter((_, i) => i % step === 0)
    const reasons = new Map<string, string[]>()
    let lowered = 0
    for (const file of chosen) {
      const { plan, codes } = understand(readFileSync(file, 'utf8'))
      if (plan !== undefined) lowered++
      else for (const code of new Set(codes)) reasons.set(code, [...(reasons.get(code) ?? []), file])
    }
    if (step === 1) process.stderr.write(`${lowered} of ${chosen.length} rules lower\n`)
    const refused = [...reasons].filter(([code]) => code !== 'sigma/placeholder')
    expect(refused.map(([code, where]) => [code, where.length, where.slice(0, 5)])).toEqual([])
    expect(chosen.length - lowered).toBe(reasons.get('sigma/placeholder')?.length ?? 0)
  },
)
