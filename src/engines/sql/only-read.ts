import { columnsOf } from '../../plan/columns.ts'
import type { Plan } from '../../plan/plan.ts'
import { hasPivot } from '../../plan/settle.ts'
import { childrenOf, isPlan, mapPlansInside, type Node } from '../../plan/walk.ts'

// A statement names the columns of each of its subqueries, and a database takes its time for every name: over a few
// events it takes longer to plan a query than to run it.

type Names = ReadonlySet<string>
type Of<Op extends Plan['op']> = Plan & { readonly op: Op }

/**
 * The plan without the columns that nobody reads any more, from where they were read last; its rows are the same. A plan
 * whose pivots are not settled stays as it is, since what they find has no names yet. O(size of the plan × its columns).
 */
export function onlyRead(plan: Plan): Plan {
  if (hasPivot(plan)) return plan
  return { op: 'keep', input: giving(allOf(plan), mapPlansInside(plan, onlyRead)), columns: namesOf(plan) }
}

/** The plan with these of its columns and no others, in any order. */
function giving(wanted: Names, plan: Plan): Plan {
  switch (plan.op) {
    case 'scan':
    case 'rows':
    case 'table':
      return only(wanted, namesOf(plan), plan)
    case 'keep':
      return giving(wanted, plan.input)
    case 'filter':
      return beside([], plan, wanted)
    case 'sort':
      return beside([], plan, wanted)
    case 'detach':
      return beside([], plan, wanted)
    case 'limit':
      return beside([], plan, wanted)
    case 'unnest':
      return beside([plan.as], plan, wanted)
    case 'extend':
      return computing({ ...plan, columns: plan.columns.filter(c => wanted.has(c.name)) }, wanted)
    case 'window':
      return computing({ ...plan, columns: plan.columns.filter(c => wanted.has(c.name)) }, wanted)
    case 'group': {
      const group = { ...plan, aggregates: plan.aggregates.filter(a => wanted.has(a.name)) }
      const given = [...plan.by, ...group.aggregates.map(a => a.name)]
      return only(wanted, given, { ...group, input: giving(readBy(group), plan.input) })
    }
    case 'union':
      return { ...plan, inputs: plan.inputs.map(input => giving(wanted, input)) }
    case 'join':
      return joining(plan, wanted)
    case 'sequence':
    case 'link':
    case 'follow':
      // What they remember is made once for all that ask for the same, whatever each of them reads of it.
      return only(wanted, namesOf(plan), { ...plan, input: giving(allOf(plan.input), plan.input) })
    case 'pivot':
      throw new Error('a pivot is settled before columns are left out')
  }
}

/** An operator that hands on its input's columns beside those that it makes. */
function beside<P extends Of<'filter' | 'sort' | 'detach' | 'limit' | 'unnest' | 'extend' | 'window'>>(
  made: readonly string[],
  plan: P,
  wanted: Names,
): Plan {
  const read = new Set([...[...wanted].filter(name => !made.includes(name)), ...readBy(plan)])
  return only(wanted, [...read, ...made], { ...plan, input: giving(read, plan.input) })
}

const computing = (plan: Of<'extend' | 'window'>, wanted: Names): Plan =>
  plan.columns.length === 0
    ? giving(wanted, plan.input)
    : beside(
        plan.columns.map(c => c.name),
        plan,
        wanted,
      )

function joining(plan: Of<'join'>, wanted: Names): Plan {
  const { on, between } = plan
  const ofLeft = [...on.map(keys => keys.left), ...(between === undefined ? [] : [between.value])]
  const ofRight = [...on.map(keys => keys.right), ...(between === undefined ? [] : [between.low, between.high])]
  const needed = (side: Plan, keys: readonly string[]): Names =>
    new Set([...namesOf(side).filter(name => wanted.has(name)), ...keys])
  const left = needed(plan.left, ofLeft)
  const right = needed(plan.right, ofRight)
  return only(wanted, [...left, ...right], { ...plan, left: giving(left, plan.left), right: giving(right, plan.right) })
}

/** The plan, which gives these columns, without those that are not wanted. */
const only = (wanted: Names, given: readonly string[], plan: Plan): Plan =>
  given.every(name => wanted.has(name)) ? plan : { op: 'keep', input: plan, columns: [...wanted] }

const namesOf = (plan: Plan): string[] => columnsOf(plan).map(column => column.name)
const allOf = (plan: Plan): Names => new Set(namesOf(plan))

/** The columns of its input that an operator reads itself. */
function readBy(plan: Plan): Names {
  const names = new Set<string>()
  if ('by' in plan) for (const name of plan.by) names.add(name)
  if (plan.op === 'window') for (const { value } of plan.columns) if (value.near !== undefined) names.add(value.near.of)
  for (const child of childrenOf(plan)) if (!isPlan(child)) addFields(child, names)
  return names
}

function addFields(node: Node, names: Set<string>): void {
  if (node.op === 'field') names.add(node.name)
  else if (node.op === 'some') {
    const inside = new Set<string>()
    addFields(node.where, inside)
    inside.delete(node.as)
    addFields(node.list, names)
    for (const name of inside) names.add(name)
  } else for (const child of childrenOf(node)) if (!isPlan(child)) addFields(child, names)
}
