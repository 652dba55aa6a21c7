import type { Engine } from '../../engines/engine.ts'
import type { Column, Value } from '../../event/value.ts'
import type { Predicate } from '../../plan/plan.ts'
import { columnsOf, eventsFor, type Witness } from './events.ts'
import { normalOf } from './normal.ts'
import { randomFrom } from './sample.ts'
import { agreeByTable } from './table.ts'

export { conditionOf } from './condition.ts'

/** What can be said of two conditions: that they are equal is `proved` only where it is so of every possible event. */
export type Equivalence =
  | { readonly verdict: 'proved'; readonly by: 'normal form' | 'truth table' }
  /** An event of which one of them holds and the other does not. */
  | { readonly verdict: 'refuted'; readonly witness: Readonly<Record<string, Value>>; readonly holds: 'left' | 'right' }
  | {
      readonly verdict: 'not refuted'
      readonly events: number
      readonly seed: number
      readonly engines: readonly string[]
    }
  | { readonly verdict: 'unknown'; readonly reason: string }

export interface Trial {
  /** Runs generated events through both conditions where they cannot be shown to be equal. */
  readonly engine: Engine
  readonly events: number
  readonly seed: number
}

/** Compares two conditions over the same columns. */
export async function compareConditions(left: Predicate, right: Predicate, trial: Trial): Promise<Equivalence> {
  const sides = [normalOf(left), normalOf(right)] as const
  if (sides[0].key === sides[1].key) return { verdict: 'proved', by: 'normal form' }
  if (agreeByTable(...sides) === true) return { verdict: 'proved', by: 'truth table' }
  return tryEvents(
    left,
    right,
    eventsFor([...sides], columnsOf([left, right]), trial.events, randomFrom(trial.seed)),
    trial,
  )
}

/** Runs events through both conditions. */
export async function tryEvents(
  left: Predicate,
  right: Predicate,
  events: readonly Witness[],
  { engine, seed }: Trial,
): Promise<Equivalence> {
  const columns = columnsOf([left, right])
  const differ = async (some: readonly Witness[]): Promise<Found | string | undefined> =>
    firstDifference(left, right, columns, some, engine)
  const found = await differ(events)
  if (typeof found === 'string') return { verdict: 'unknown', reason: found }
  if (found === undefined) return { verdict: 'not refuted', events: events.length, seed, engines: [engine.id] }
  const { event, holds } = await smaller(found, columns, differ)
  return { verdict: 'refuted', witness: Object.fromEntries(event), holds }
}

interface Found {
  readonly event: Witness
  readonly holds: 'left' | 'right'
}

/** The first event of which one condition holds and the other does not; a text says why an engine does not tell. */
async function firstDifference(
  left: Predicate,
  right: Predicate,
  columns: readonly Column[],
  events: readonly Witness[],
  engine: Engine,
): Promise<Found | string | undefined> {
  const rows = events.map(event => columns.map(c => event.get(c.name) ?? null))
  const data = await engine.load({ is: 'rows', columns, batches: [rows] })
  try {
    const ids: Set<number>[] = []
    for (const where of [left, right]) {
      const query = engine.compile({ op: 'filter', input: { op: 'scan', columns }, where })
      if ('unsupported' in query) return query.unsupported[0]?.message ?? 'the engine does not run it'
      const { rows: kept } = await query.run(data, { lineage: true })
      ids.push(new Set(kept.flatMap(row => row.behind)))
    }
    const [a, b] = ids
    const at = events.findIndex((_, i) => a?.has(i) !== b?.has(i))
    const event = events[at]
    return event === undefined ? undefined : { event, holds: a?.has(at) === true ? 'left' : 'right' }
  } finally {
    await data.close()
  }
}

/** Rounds of making a witness smaller. */
const rounds = 40

/** The event with as little in it as still tells the two apart: values taken away, then halves of texts, then characters. */
async function smaller(
  found: Found,
  columns: readonly Column[],
  differ: (events: readonly Witness[]) => Promise<Found | string | undefined>,
): Promise<Found> {
  let best = found
  for (let round = 0; round < rounds; round++) {
    const next = await differ(columns.flatMap(c => lessOf(best.event, c)))
    if (next === undefined || typeof next === 'string') return best
    best = next
  }
  return best
}

function lessOf(event: Witness, { name, type }: Column): Witness[] {
  const value = event.get(name) ?? null
  if (value === null || type === 'bool') return []
  const without = new Map(event).set(name, null)
  if (typeof value !== 'string' || value === '') return [without]
  const chars = [...value]
  const half = Math.ceil(chars.length / 2)
  const cuts = [
    chars.slice(half),
    chars.slice(0, -half),
    ...chars.slice(0, 60).map((_, i) => chars.filter((_c, j) => j !== i)),
  ]
  return [without, ...cuts.map(rest => new Map(event).set(name, rest.join('')))]
}
