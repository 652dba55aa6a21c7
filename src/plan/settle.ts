import type { Type } from '../event/value.ts'
import { columnsOf } from './columns.ts'
import { fingerprint } from './fingerprint.ts'
import type { Named, Pivot, Plan, Predicate, Scalar } from './plan.ts'
import { childrenOf, isPlan, mapChildren, mapPlansInside, type OnChild, plansInside } from './walk.ts'

// The columns of a pivot are known with the data only, and everything else about a plan without it. So a plan with pivots
// is run in two steps: a plan of its own finds the names, then the pivot becomes the `group` that it is short for.

/** Whether columns of the plan's result are known with the data only. */
export const hasPivot = (plan: Plan): boolean => innermost(plan) !== undefined

/**
 * The plan with each pivot as the group that it means over the data at hand. `run` gives the texts of a plan of one text
 * column, in order. Columns found keep their names, but where another column of the plan has the same: `x~2`.
 */
export async function settle(plan: Plan, run: (names: Plan) => Promise<readonly string[]>): Promise<Plan> {
  const inside = allInside(plan).find(hasPivot)
  if (inside !== undefined) {
    const settled = await settle(inside, run)
    return settle(
      mapPlansInside(plan, p => (p === inside ? settled : p)),
      run,
    )
  }
  const pivot = innermost(plan)
  return pivot === undefined ? plan : settle(withNames(plan, pivot, await run(namesOf(pivot))), run)
}

/** A pivot that has none below it, nor in conditions. */
export function innermost(plan: Plan): Pivot | undefined {
  for (const input of [...plansInside(plan), ...inputsOf(plan)]) {
    const found = innermost(input)
    if (found !== undefined) return found
  }
  return plan.op === 'pivot' ? plan : undefined
}

/** The plan of the names that a pivot finds: texts, in order. */
export function namesOf({ input, name, columns, others }: Pivot): Plan {
  const of: Scalar = { op: 'field', name, type: 'string' }
  const known = columns.map((column): Predicate => ({ op: 'not', arg: isNamed(of, column) }))
  const where: Predicate = { op: 'and', args: [{ op: 'present', of }, ...known] }
  const names: Plan = { op: 'group', input: { op: 'filter', input, where }, by: [name], aggregates: [] }
  return { op: 'limit', input: names, count: others, by: [] }
}

const isNamed = (left: Scalar, name: string): Predicate => ({
  op: 'compare',
  is: 'eq',
  left,
  right: { op: 'literal', type: 'string', value: name },
})

function withNames(plan: Plan, pivot: Pivot, names: readonly string[]): Plan {
  const key = fingerprint(pivot)
  const isIt = (part: Plan): boolean => part.op === 'pivot' && fingerprint(part) === key
  const taken = new Set([...pivot.by, ...pivot.columns, ...namesIn(plan, isIt)])
  const found = names.map((name): Named<string> => ({ name: fresh(name, taken), value: name }))
  const listed = pivot.columns.map((name): Named<string> => ({ name, value: name }))
  const group = asGroup(pivot, [...listed, ...found])
  const change = (part: Plan): Plan => (isIt(part) ? group : passOn(part, mapChildren(part, { ...same, plan: change })))
  return change(plan)
}

/** The plans inside of conditions, at any operator of the plan. */
const allInside = (plan: Plan): Plan[] => [...inputsOf(plan).flatMap(allInside), ...plansInside(plan)]

const same: OnChild = { plan: p => p, predicate: p => p, scalar: s => s }

function fresh(name: string, taken: Set<string>): string {
  let free = name
  for (let n = 2; taken.has(free); n++) free = `${name}~${n}`
  taken.add(free)
  return free
}

function asGroup({ input, by, name, value, at }: Pivot, columns: readonly Named<string>[]): Plan {
  const of: Scalar = { op: 'field', name, type: 'string' }
  const cell: Scalar = { op: 'field', name: value, type: typeIn(input, value) }
  return {
    op: 'group',
    input,
    by,
    aggregates: columns.map(c => ({
      name: c.name,
      value: { fn: 'first', args: [cell], where: isNamed(of, c.value) },
    })),
    ...(at === undefined ? {} : { at }),
  }
}

/** An operator over inputs that have got more columns, which it passes on. */
function passOn(before: Plan, after: Plan): Plan {
  if (after.op === 'keep' && after.others && before.op === 'keep')
    return { ...after, columns: [...after.columns, ...added(before.input, after.input).map(c => c.name)] }
  if (after.op !== 'union' || before.op !== 'union') return after
  const all = after.inputs.map((input, i) => added(before.inputs[i] ?? input, input))
  const every = new Map(all.flat().map(c => [c.name, c.type]))
  return {
    ...after,
    inputs: after.inputs.map((input, i) => {
      const own = new Set(all[i]?.map(c => c.name))
      const missing = [...every].filter(([name]) => !own.has(name))
      return missing.length === 0 ? input : { op: 'extend', input, columns: missing.map(nothing) }
    }),
  }
}

const added = (before: Plan, after: Plan): ReturnType<typeof columnsOf> => {
  const known = new Set(columnsOf(before).map(c => c.name))
  return columnsOf(after).filter(c => !known.has(c.name))
}

const nothing = ([name, type]: readonly [string, Type]): Named<Scalar> => ({
  name,
  value: { op: 'literal', type, value: null },
})

const typeIn = (input: Plan, name: string): Type => columnsOf(input).find(c => c.name === name)?.type ?? 'any'

/** Names that the operators of a plan give to columns, but for the parts that `skip` says. */
function namesIn(plan: Plan, skip: (part: Plan) => boolean): string[] {
  if (skip(plan)) return []
  return [...namesBy(plan), ...inputsOf(plan).flatMap(input => namesIn(input, skip))]
}

function namesBy(plan: Plan): readonly string[] {
  switch (plan.op) {
    case 'scan':
    case 'rows':
    case 'table':
    case 'extend':
    case 'window':
      return plan.columns.map(c => c.name)
    case 'group':
      return [...plan.by, ...plan.aggregates.map(a => a.name)]
    case 'pivot':
      return [...plan.by, ...plan.columns]
    case 'unnest':
    case 'link':
      return [plan.as]
    default:
      return []
  }
}

const inputsOf = (plan: Plan): Plan[] => childrenOf(plan).filter(isPlan)
