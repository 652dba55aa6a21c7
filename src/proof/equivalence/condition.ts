import type { Plan, Predicate, Scalar } from '../../plan/plan.ts'
import { rewrite } from '../../plan/walk.ts'

/**
 * The condition that an event fulfils exactly if the plan gives a row for it: of plans that only choose rows, calculate columns and
 * order. Undefined where an operator does something else with rows.
 */
export function conditionOf(plan: Plan): Predicate | undefined {
  const parts: Predicate[] = []
  const known = columnsUpTo(plan, parts)
  if (known === undefined) return undefined
  return parts.length === 1 && parts[0] ? parts[0] : { op: 'and', args: parts }
}

type Known = ReadonlyMap<string, Scalar>

/** What columns are over the columns of the data, and into `parts` all conditions on the way, said of the latter. */
function columnsUpTo(plan: Plan, parts: Predicate[]): Known | undefined {
  switch (plan.op) {
    case 'scan':
      return new Map()
    case 'filter': {
      const known = columnsUpTo(plan.input, parts)
      if (known === undefined || readsData(plan.where)) return undefined
      parts.push(inlined(plan.where, known))
      return known
    }
    case 'extend': {
      const known = columnsUpTo(plan.input, parts)
      if (known === undefined) return undefined
      const made = plan.columns.map(({ name, value }): [string, Scalar] => [name, inlined(value, known)])
      return new Map([...known, ...made])
    }
    case 'keep':
    case 'sort':
      return columnsUpTo(plan.input, parts)
    default:
      return undefined
  }
}

/** Whether a condition reads rows of its own. */
function readsData(where: Predicate): boolean {
  let reads = false
  rewrite(where, {
    plan: p => {
      reads = true
      return p
    },
  })
  return reads
}

function inlined<N extends Predicate | Scalar>(node: N, known: Known): N {
  if (known.size === 0) return node
  return rewrite(node, { scalar: s => (s.op === 'field' ? (known.get(s.name) ?? s) : s) })
}
