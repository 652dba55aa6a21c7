import { didYouMean } from '../base/suggest.ts'
import type { Dataset, Engine, ResultRow } from '../engines/engine.ts'
import type { Event } from '../event/event.ts'
import type { Value } from '../event/value.ts'
import { fieldsOf, planOf } from './assertion.ts'
import type { Expectation } from './claims.ts'
import { textOf } from './sighting.ts'
import type { ExpectationVerdict } from './verdict.ts'

/** One row of the table of facts about an event. */
export const factsOf = (event: Event, fields: readonly string[]): Value[] => [
  event.logSource.category ?? null,
  event.time ?? null,
  ...fields.map(field => textOf(event.fields[field])),
]

/** Names that occur in some telemetry, so that a misspelt assertion can be told from telemetry that lacks something. */
export interface Seen {
  readonly categories: ReadonlySet<string>
  readonly fields: ReadonlySet<string>
}

/** What the facts show of an expectation, with the ids of the events that fit it. */
export type Shown = Omit<ExpectationVerdict, 'events'> & { readonly behind: readonly number[] }

/** Whether the facts show what each expectation says. The facts were loaded with the fields of `expects`. */
export async function proveExpectations(
  expects: readonly Expectation[],
  facts: Dataset,
  seen: Seen,
  engine: Engine,
): Promise<Shown[]> {
  const fields = fieldsOf(expects)
  const verdicts: Shown[] = []
  for (const expectation of expects) {
    const compiled = engine.compile(planOf(expectation, fields))
    if ('unsupported' in compiled) {
      const why = compiled.unsupported.map(d => d.message).join('; ')
      verdicts.push(verdict(expectation, 0, [], `the engine cannot evaluate it: ${why}`))
      continue
    }
    const { rows } = await compiled.run(facts, { lineage: true })
    const found = most(rows, expectation)
    verdicts.push(
      verdict(
        expectation,
        found,
        rows.flatMap(row => row.behind),
        found >= expectation.atLeast ? undefined : explain(expectation, rows, seen),
      ),
    )
  }
  return verdicts
}

const verdict = (e: Expectation, found: number, behind: readonly number[], why: string | undefined): Shown => ({
  says: e.says,
  satisfied: found >= e.atLeast,
  found,
  needed: e.atLeast,
  behind,
  why,
})

/** The most events (or different values) that lie within the time which the expectation allows. */
function most(rows: readonly ResultRow[], { countDistinct, within }: Expectation): number {
  const items = rows.map(row => ({
    time: typeof row.values[0] === 'bigint' ? row.values[0] : undefined,
    value: countDistinct === undefined ? undefined : textOf(row.values[1]),
  }))
  const count = (some: readonly { readonly value: string | null | undefined }[]): number =>
    countDistinct === undefined ? some.length : new Set(some.map(item => item.value)).size
  if (within === undefined) return count(items)
  const timed = items
    .flatMap(({ time, value }) => (time === undefined ? [] : [{ time, value }]))
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
  return slide(timed, within)
}

/** The most different values in any stretch of `within` microseconds; undefined values count one each. O(n). */
function slide(
  timed: readonly { readonly time: bigint; readonly value: string | null | undefined }[],
  within: bigint,
): number {
  const inside = new Map<unknown, number>()
  const keyOf = (index: number): unknown => timed[index]?.value ?? index
  let best = 0
  let left = 0
  for (const [right, { time }] of timed.entries()) {
    inside.set(keyOf(right), (inside.get(keyOf(right)) ?? 0) + 1)
    for (let first = timed[left]; first !== undefined && time - first.time > within; first = timed[left]) {
      const left1 = (inside.get(keyOf(left)) ?? 0) - 1
      if (left1 === 0) inside.delete(keyOf(left))
      else inside.set(keyOf(left), left1)
      left++
    }
    best = Math.max(best, inside.size)
  }
  return best
}

function explain(e: Expectation, rows: readonly ResultRow[], seen: Seen): string {
  if (e.category !== undefined && !seen.categories.has(e.category)) {
    const known = [...seen.categories].sort().join(', ') || 'none'
    return `no event has the category ${e.category} (there are: ${known})`
  }
  const missing = fieldsOf([e]).filter(field => !seen.fields.has(field))
  if (missing.length > 0) {
    const near = didYouMean(missing[0] ?? '', seen.fields)
    return `no event has the field ${missing.join(', ')}${near === undefined ? '' : `; ${near}`}`
  }
  if (rows.length === 0) return 'no event fits'
  return e.within === undefined ? 'too few events fit' : 'too few events fit within the time'
}
