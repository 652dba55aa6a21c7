import type { Value } from '../../event/value.ts'
import { fingerprint } from '../../plan/fingerprint.ts'
import { keyOfRow } from '../../plan/order.ts'
import type { Plan, Predicate } from '../../plan/plan.ts'
import { rewrite } from '../../plan/walk.ts'
import type { Row } from './row.ts'

type Among = Extract<Predicate, { op: 'among' }>

/** What each condition of a plan that is ready to run looks into. */
const found = new WeakMap<Among, ReadonlySet<string>>()

/**
 * The plan, with the plans inside of its conditions run, each once: they read the data on their own, so that their rows are
 * the same for every row that is asked about.
 */
export function runInside(plan: Plan, run: (inside: Plan) => readonly Row[]): Plan {
  const known = new Map<string, ReadonlySet<string>>()
  const rowsOf = (inside: Plan): ReadonlySet<string> => {
    const key = fingerprint(inside)
    const keys = known.get(key) ?? new Set(run(inside).flatMap(row => keyOf([...row.values.values()]) ?? []))
    known.set(key, keys)
    return keys
  }
  // inner ones come first
  return rewrite(plan, {
    predicate: p => {
      if (p.op !== 'among') return p
      const ready = { ...p }
      found.set(ready, rowsOf(p.of))
      return ready
    },
  })
}

/** Whether the values are among the rows of the condition's plan, which has been run. */
export function isAmong(condition: Among, values: readonly Value[]): boolean {
  const keys = found.get(condition)
  if (keys === undefined) throw new TypeError('the plan inside of a condition was not run')
  const key = keyOf(values)
  return key !== undefined && keys.has(key)
}

/** Undefined where a value is missing, for null equals nothing here. */
const keyOf = (values: readonly Value[]): string | undefined => (values.includes(null) ? undefined : keyOfRow(values))
