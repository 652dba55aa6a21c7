import { type Column, printType, sameType, type Type } from '../../event/value.ts'
import { isLiteralOf } from '../literal.ts'
import { isOrdered } from '../order.ts'
import type { Follow, Link } from '../plan.ts'
import { noDuplicates } from './operator.ts'
import { checkPredicate } from './predicate.ts'
import { lookUp, problem, type Scope } from './problem.ts'

/** The columns of `link` over rows with these columns. */
export function checkLink({ keys, as, bounds, at }: Link, input: readonly Column[], scope: Scope): readonly Column[] {
  if (keys.length === 0) problem(scope, at, 'plan/no-columns', '`link` has no key')
  for (const key of keys) valuesOf(key, at, scope)
  const time = bounds === undefined ? undefined : lookUp(scope, at, bounds.time)
  if (bounds !== undefined && time !== undefined && time !== 'time')
    problem(scope, at, 'plan/type-mismatch', `\`${bounds.time}\` is ${printType(time)}, and bounds need a time`)
  const { rows, span, pause } = bounds ?? {}
  if (rows !== undefined && (!Number.isSafeInteger(rows) || rows < 1))
    problem(scope, at, 'plan/bad-count', `a group has a whole number of rows from 1, not ${rows}`)
  for (const limit of [span, pause])
    if (limit !== undefined && limit < 0n)
      problem(scope, at, 'plan/bad-count', `a time between rows is no less than 0, not ${limit}`)
  for (const condition of [bounds?.starts, bounds?.ends]) if (condition !== undefined) checkPredicate(condition, scope)
  const columns: readonly Column[] = [...input, { name: as, type: 'int' }]
  noDuplicates(columns, at, scope)
  return columns
}

/** The columns of `follow` over rows with these columns: the same. */
export function checkFollow(
  { key, adds, from, at }: Follow,
  input: readonly Column[],
  scope: Scope,
): readonly Column[] {
  const [of, more] = [key, adds].map(name => valuesOf(name, at, scope))
  if (of === undefined || more === undefined) return input
  if (!sameType(of, more))
    problem(
      scope,
      at,
      'plan/type-mismatch',
      `\`follow\` compares \`${key}\` (${printType(of)}) with \`${adds}\` (${printType(more)})`,
    )
  for (const value of from)
    if (!isLiteralOf(value, of))
      problem(scope, at, 'plan/bad-literal', `\`follow\` begins with what is no value of type ${printType(of)}`)
  return input
}

/** The type of the values in a column that rows are found by: its own, or that of its elements. */
function valuesOf(name: string, at: Link['at'], scope: Scope): Type | undefined {
  const type = lookUp(scope, at, name)
  if (type === undefined) return undefined
  const values = typeof type === 'object' ? type.list : type
  if (isOrdered(values)) return values
  problem(scope, at, 'plan/not-comparable', `\`${name}\` is ${printType(type)}, which rows cannot be told apart by`)
  return undefined
}
