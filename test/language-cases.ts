import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Engine } from '../src/engines/engine.ts'
import { engines } from '../src/engines/index.ts'

/** What every case of a language has: its name, and the page of the vendor or the reason that it stands on. */
export interface LanguageCase {
  readonly case: string
  readonly says: string
}

/** Holds each engine to every case in conformance/languages/<language>: what comes out must be what the case expects. */
export function testCases<Case extends LanguageCase>(
  language: string,
  outcomeOf: (c: Case, engine: Engine) => Promise<unknown>,
  expectedOf: (c: Case) => unknown,
): void {
  const folder = join(import.meta.dirname, '../conformance/languages', language)
  const opened: Engine[] = []
  afterAll(async () => {
    for (const engine of opened) await engine.close()
  })
  for (const file of readdirSync(folder).filter(name => name.endsWith('.yaml'))) {
    const cases = parse(readFileSync(join(folder, file), 'utf8')) as readonly Case[]
    describe(file, () => {
      test('names each case once, and says where the vendor says so', () => {
        expect(new Set(cases.map(c => c.case)).size).toBe(cases.length)
        expect(cases.filter(c => !(c.says ?? '').trim()).map(c => c.case)).toEqual([])
      })
      test.each(engines)('on $title', async entry => {
        const engine = await entry.open()
        opened.push(engine)
        const wrong: unknown[] = []
        for (const c of cases) {
          const [found, expected] = [await outcomeOf(c, engine), expectedOf(c)]
          if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push({ case: c.case, found, expected })
        }
        expect(wrong).toEqual([])
      })
    })
  }
}
