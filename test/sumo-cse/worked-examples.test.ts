import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import type { Engine } from '../../src/engines/engine.ts'
import { engines } from '../../src/engines/index.ts'
import { activityScore, insightSeverity, type Scored } from '../../src/languages/sumo-cse/rules/insight.ts'
import { codesOf, givenRecords, rowsOf, understand } from './run.ts'

const file = join(import.meta.dirname, '../../../shared/corpora/sumo/worked-examples.jsonl.gz')

interface Example {
  readonly id: string
  readonly dialect: string
  readonly operator: string
  readonly query: string
  readonly input: readonly unknown[]
  readonly expected: { readonly value?: unknown; readonly signals?: number; readonly score?: number }
}

if (!existsSync(file))
  process.stderr.write('SKIPPED: the worked examples of the documentation are not here (../shared/corpora/sumo)\n')

const opened: Engine[] = []
afterAll(async () => {
  for (const engine of opened) await engine.close()
})

for (const entry of engines)
  test.skipIf(!existsSync(file))(
    `worked examples of the Cloud SIEM documentation come out as it says, on ${entry.title}`,
    async () => {
      const engine = await entry.open()
      opened.push(engine)
      const examples: Example[] = gunzipSync(readFileSync(file))
        .toString()
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line))
        .filter((e: Example) => e.dialect === 'cse')
      const wrong: unknown[] = []
      for (const example of examples) {
        const found = await outcomeOf(example, engine)
        if (JSON.stringify(found) !== JSON.stringify(example.expected))
          wrong.push({ id: example.id, query: example.query, found, expected: example.expected })
      }
      expect(wrong).toEqual([])
      expect(examples.length).toBeGreaterThan(30)
    },
  )

async function outcomeOf({ operator, query, input }: Example, engine: Engine): Promise<unknown> {
  if (operator === 'activity score') return { score: activityScore(input as readonly Scored[]) }
  if (operator === 'insight severity') {
    const [threshold = 0, score = 0] = query.match(/\d+/g)?.map(Number) ?? []
    return { value: insightSeverity(score, threshold) }
  }
  const isRule = input.length > 0
  // A condition by itself gives records; inside `if` it is a value as every other expression.
  const given = givenRecords(isRule ? input : [{}])
  const understood = understand(query, given)
  if (understood.plan === undefined) return { codes: codesOf(understood) }
  const rows = await rowsOf(engine, understood, given)
  if (isRule) return { signals: rows.length }
  const isValue = understood.diagnostics.some(d => d.code === 'sumo-cse/no-condition')
  const value = isValue ? rows[0]?.row['value'] : rows.length > 0
  return { value }
}
