import type { Predicate, Scalar } from '../plan.ts'
import { childrenOf, isPredicate } from '../walk.ts'
import { flow } from './flow.ts'
import { ANYTHING } from './known.ts'
import { narrow } from './narrow.ts'
import { type MaybeRows, type Rows, withColumns } from './rows.ts'
import { branches } from './scalars.ts'

/** What to do with each condition that has no conditions inside, over the rows that come to it. */
export type See = (leaf: Predicate, rows: Rows) => void

/** Calls `see` for every leaf of a condition. After an `and`'s argument that cannot hold, nothing comes to the others. */
export function visitCondition(condition: Predicate, rows: Rows, see: See): void {
  if (rows.visited.has(condition)) return
  rows.visited.add(condition)
  if (condition.op === 'and') {
    let left: MaybeRows = rows
    for (const arg of condition.args) {
      if (left === undefined) return
      visitCondition(arg, left, see)
      left = narrow(arg, left, true)
    }
  } else if (condition.op === 'some') {
    visitScalar(condition.list, rows, see)
    visitCondition(condition.where, withColumns(rows, [[condition.as, ANYTHING]]), see)
  } else if (condition.op === 'among') {
    for (const value of condition.values) visitScalar(value, rows, see)
    // it reads the data anew, so that nothing is known of its rows from here
    flow(condition.of, see)
  } else if (condition.op === 'or' || condition.op === 'not') visitChildren(condition, rows, see)
  else {
    see(condition, rows)
    visitChildren(condition, rows, see)
  }
}

/** Calls `see` for every leaf of the conditions inside an expression. */
export function visitScalar(scalar: Scalar, rows: Rows, see: See): void {
  if (rows.visited.has(scalar)) return
  rows.visited.add(scalar)
  const [condition] = scalar.op === 'call' && scalar.fn === 'if' ? scalar.args : []
  if (scalar.op !== 'call' || condition === undefined) {
    visitChildren(scalar, rows, see)
    return
  }
  visitScalar(condition, rows, see)
  for (const [branch, seenBy] of branches(scalar, rows)) visitScalar(branch, seenBy, see)
}

function visitChildren(node: Predicate | Scalar, rows: Rows, see: See): void {
  for (const child of childrenOf(node))
    if (isPredicate(child)) visitCondition(child, rows, see)
    else if (child.op !== 'scan') visitScalar(child as Scalar, rows, see)
}
