import type { Predicate, Scalar } from '../plan.ts'
import { charsOf } from '../regex/charset.ts'
import { foldSet } from '../regex/fold.ts'
import { allows, both, isMissing, type Known, mergeReasons, oneOf, textOf, withValues } from './known.ts'
import { canBeTrue } from './leaf.ts'
import { columnOf, eitherRows, type MaybeRows, type Rows, withColumns } from './rows.ts'
import { know } from './scalars.ts'

/** Of these rows, those for which the condition holds (or, `holds` being false, does not); undefined when there are none. */
export function narrow(condition: Predicate, rows: Rows, holds: boolean): MaybeRows {
  switch (condition.op) {
    case 'always':
      return holds ? rows : undefined
    case 'never':
      return holds ? undefined : rows
    case 'not':
      return narrow(condition.arg, rows, !holds)
    case 'and':
    case 'or':
      return (condition.op === 'and') === holds
        ? inTurn(condition.args, rows, holds)
        : eitherRows(condition.args.map(arg => narrow(arg, rows, holds)))
    default:
      return holds ? whereTrue(condition, rows) : whereFalse(condition, rows)
  }
}

function inTurn(conditions: readonly Predicate[], rows: Rows, holds: boolean): MaybeRows {
  let left: MaybeRows = rows
  for (const condition of conditions) {
    if (left === undefined) return undefined
    left = narrow(condition, left, holds)
  }
  return left
}

function whereTrue(leaf: Predicate, rows: Rows): MaybeRows {
  if (!canBeTrue(leaf, rows)) return undefined
  if (leaf.op === 'compare' && leaf.is === 'eq') {
    const left = know(leaf.left, rows)
    const right = know(leaf.right, rows)
    const before = [leaf.left, leaf.right].filter(side => side.op !== 'literal').map(side => know(side, rows))
    const { values, chars } = both(left, right)
    const equal: Known = { values, chars, reasons: [...mergeReasons(before), { is: 'equal', chars, at: leaf.at }] }
    return set(leaf.right, equal, set(leaf.left, equal, rows))
  }
  if (leaf.op === 'match' && leaf.pattern.every(part => 'text' in part)) {
    const text = leaf.pattern.map(part => ('text' in part ? part.text : '')).join('')
    const fits =
      leaf.fold === 'none'
        ? oneOf([text], 'equal', leaf.at)
        : textOf(foldSet(charsOf(text), leaf.fold), 'equal', leaf.at)
    return set(leaf.of, both(know(leaf.of, rows), fits), rows)
  }
  return rows
}

function whereFalse(leaf: Predicate, rows: Rows): MaybeRows {
  if (leaf.op === 'present') return set(leaf.of, oneOf([], 'missing', leaf.at), rows)
  if (leaf.op !== 'compare' || leaf.is !== 'eq') return rows
  return without(leaf.left, leaf, without(leaf.right, leaf, rows))
}

/** A column that is not equal to a literal loses that value. */
function without(column: Scalar, comparison: Predicate & { op: 'compare' }, rows: Rows): Rows {
  const other = column === comparison.left ? comparison.right : comparison.left
  if (column.op !== 'field' || other.op !== 'literal') return rows
  const before = columnOf(rows, column.name)
  const excluded = know(other, rows)
  if (before.values === undefined || isMissing(excluded) || !before.values.some(v => allows(excluded, v))) return rows
  const { values, chars } = withValues(
    before.values.filter(v => !allows(excluded, v)),
    [],
  )
  return set(column, { values, chars, reasons: [...before.reasons, { is: 'unequal', chars, at: comparison.at }] }, rows)
}

const set = (column: Scalar, known: Known, rows: Rows): Rows =>
  column.op === 'field' ? withColumns(rows, [[column.name, known]]) : rows
