import type { Engine } from '../../src/engines/engine.ts'
import { lintCollection } from '../../src/languages/sigma/index.ts'
import { type LanguageCase, testCases } from '../language-cases.ts'
import { type Given, type GivenLog, rowsOf, understand } from './run.ts'

/** One case: a detection or whole documents, events, and which of them match, or what is said. */
interface Case extends LanguageCase {
  /** The text of a detection, without `detection:`; a condition is added where it has none. */
  readonly detection?: string
  /** Whole documents; the last rule or correlation is meant. */
  readonly rule?: string
  readonly placeholders?: Readonly<Record<string, readonly string[]>>
  /** Fields of each event, as YAML or as the text of its JSON; or an object with `fields` and what its log says, or with the text of a `log`. */
  readonly events?: readonly unknown[]
  readonly matches?: readonly number[]
  /** Alerts of a correlation: columns, and the positions of the events behind each. */
  readonly alerts?: readonly Readonly<Record<string, unknown>>[]
  readonly codes?: readonly string[]
  /** What the linter says, notes included. */
  readonly lints?: readonly string[]
}

testCases<Case>('sigma', outcomeOf, expectedOf)

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
function given(event: unknown): Given | GivenLog {
  if (typeof event === 'object' && event !== null && 'fields' in event) return event as Given
  if (typeof event === 'object' && event !== null && 'log' in event) return event as GivenLog
  return { fields: event }
}
