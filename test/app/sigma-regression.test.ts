import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createWorkbench } from '../../src/app/workbench.ts'

// SigmaHQ's own regression data: each rule must match the events that were recorded for it, `match_count` of them.

const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'corpora', 'sigma')
const manifest = join(folder, 'regression', 'manifest.json')

interface Entry {
  readonly rule_id: string
  readonly rule: string
  readonly json: string
  readonly match_count: number | null
}

const isThere = existsSync(manifest)
if (!isThere) process.stderr.write(`\n*** ${manifest} is missing: the regression data of SigmaHQ is NOT TESTED ***\n\n`)

describe.skipIf(!isThere)('regression data of SigmaHQ', () => {
  test('every rule matches its events', { timeout: 120_000 }, async () => {
    const entries: readonly Entry[] = isThere ? JSON.parse(readFileSync(manifest, 'utf8')) : []
    const workbench = createWorkbench({ cwd: folder, now: () => 0, time: 0n, year: 2026, tempFolder: tmpdir() })
    const rules = entries.map(e => `rules/${e.rule}`)
    const data = [...new Set(entries.map(e => `regression/${e.json}`))]
    const counts = new Map<string, number>()
    let refused: readonly string[] = ['nothing ran']
    const stdin = async function* (): AsyncGenerator<Uint8Array> {}
    for await (const news of workbench.runRules({ rules, data }, stdin)) {
      if (news.is === 'done') refused = news.refused
      if (news.is !== 'hits') continue
      for (const { origin } of news.hits) {
        const key = `${news.rule.id} ${origin?.file}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    }
    expect(refused).toEqual([])
    expect(entries.length).toBeGreaterThan(100)
    const short = entries.flatMap(entry => {
      const found = counts.get(`${entry.rule_id} regression/${entry.json}`) ?? 0
      return found >= (entry.match_count ?? 1) ? [] : [`${entry.rule}: ${found} of ${entry.match_count ?? 1}`]
    })
    expect(short).toEqual([])
  })
})
