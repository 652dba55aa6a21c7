import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Engine } from '../../src/engines/engine.ts'
import { engines } from '../../src/engines/index.ts'
import { lintCollection } from '../../src/languages/sigma/index.ts'
import { type Given, rowsOf, understand } from './run.ts'

/** One case: a detection or whole documents, events, and which of them match, or what is said. */
interface Case {
  readonly case: string
  readonly says: string
  /** The text of a detection, without `detection:`; a condition is added where it has none. */
  readonly detection?: string
  /** Whole documents; the last rule or correlation is meant. */
  readonly rule?: string
  readonly placeholders?: Readonly<Record<string, readonly string[]>>
  /** Fields of each event, as YAML or as the text of its JSON; or an object with `fields` and what its log says. */
  readonly events?: readonly unknown[]
  readonly matches?: readonly number[]
  /** Alerts of a correlation: columns, and the positions of the events behind each. */
  readonly alerts?: readonly Readonly<Record<string, unknown>>[]
  readonly codes?: readonly string[]
  /** What the linter says, notes included. */
  readonly lints?: readonly string[]
}

const folder = join(import.meta.dirname, '../../conformance/languages/sigma')
const opened: Engine[] = []
afterAll(async () => {
  for (const engine of opened) await engine.close()
})

for (const file of readdirSync(folder).filter(name => name.endsWith('.yaml'))) {
  const cases = parse(readFileSync(join(folder, file), 'utf8')) as readonly Case[]
  describe(file, () => {
    test('names each case once, and says why', () => {
      expect(new Set(cases.map(c => c.case)).size).toBe(cases.length)
      expect(cases.filter(c => !(c.says ?? '').trim()).map(c => c.case)).toEqual([])
    })
    for (const entry of engines)
      test(`on ${entry.title}`, async () => {
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

async function outcomeOf(c: Case, engine: Engine): Promise<unknown> {
  const placeholders = new Map(Object.entries(c.placeholders ?? {}))
  const { plan, codes, collection } = understand(c.rule ?? wrapped(c.detection ?? ''), { placeholders })
  if (c.lints !== undefined)
    return { lints: (collection === undefined ? [] : lintCollection(collection)).map(d => d.code).sort() }
  if (plan === undefined || c.events === undefined) return { codes }
  const rows = await rowsOf(engine, plan, c.events.map(given))
  if (c.alerts === undefined) return { codes, matches: rows.flatMap(r => r.behind) }
  return {
    codes,
    alerts: rows.map(({ row, behind }, i) => {
      const names = Object.keys(c.alerts?.[i] ?? c.alerts?.[0] ?? {}).filter(name => name !== 'behind')
      return { ...Object.fromEntries(names.map(name => [name, row[name]])), behind }
    }),
  }
}

function expectedOf(c: Case): unknown {
  if (c.lints !== undefined) return { lints: [...c.lints].sort() }
  const codes = [...(c.codes ?? [])].sort()
  if (c.events === undefined) return { codes }
  if (c.alerts === undefined) return { codes, matches: c.matches ?? [] }
  return { codes, alerts: c.alerts.map(({ behind, ...columns }) => ({ ...columns, behind })) }
}

const indented = (text: string): string => text.replace(/^(?=.)/gm, '  ')

function wrapped(detection: string): string {
  const condition = /^condition:/m.test(detection) ? '' : '  condition: sel\n'
  return `title: case\nlogsource:\n  product: any\ndetection:\n${indented(detection).trimEnd()}\n${condition}`
}

/** An event that has nothing but fields, unless it says otherwise. */
function given(event: unknown): Given {
  if (typeof event === 'object' && event !== null && 'fields' in event) return event as Given
  return { fields: event }
}
