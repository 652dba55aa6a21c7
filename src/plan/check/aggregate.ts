import { printType, type Type } from '../../event/value.ts'
import type { PlanAggregate } from '../aggregates/aggregate.ts'
import { aggregates } from '../aggregates/index.ts'
import type { Aggregate, WindowCall } from '../plan.ts'
import { checkPredicate } from './predicate.ts'
import { lookUp, problem, type Scope } from './problem.ts'
import { checkScalar, checkWritten } from './scalar.ts'

/** The type of an aggregate, or undefined after something in it was reported. */
export function checkAggregate({ fn, args, where }: Aggregate, scope: Scope): Type | undefined {
  if (where !== undefined) checkPredicate(where, scope)
  const types = args.map(a => checkScalar(a, scope))
  if (types.includes(undefined)) return undefined
  const known = types.filter(t => t !== undefined)
  const { result, signature, literal }: PlanAggregate = aggregates[fn]
  const type = result(known)
  if (type === undefined)
    problem(
      scope,
      args[0]?.at,
      'plan/wrong-arguments',
      `\`${fn}\` does not take (${known.map(printType).join(', ')})`,
      `it takes ${signature}`,
    )
  return type !== undefined && checkWritten(fn, args, literal, scope) ? type : undefined
}

/** The type of a window column, or undefined after something in it was reported. */
export function checkWindowCall(call: WindowCall, scope: Scope): Type | undefined {
  const { fn, args, preceding, following } = call
  for (const bound of [preceding, following])
    if (bound !== undefined && !(Number.isSafeInteger(bound) && bound >= 0))
      problem(scope, args[0]?.at, 'plan/bad-count', `a window counts rows by whole numbers from 0, not ${bound}`)
  checkNear(call, scope)
  if (fn === 'row_number') {
    if (args.length > 0 || preceding !== undefined || following !== 0)
      problem(scope, args[0]?.at, 'plan/wrong-arguments', '`row_number` takes no arguments and all rows up to this one')
    return 'int'
  }
  if (fn !== 'lag') return checkAggregate({ fn, args }, scope)
  const [of, ...more] = args
  if (of === undefined || more.length > 0 || preceding === undefined || following !== 0) {
    problem(
      scope,
      of?.at,
      'plan/wrong-arguments',
      '`lag` takes one value, and so many rows before this one up to this one',
      'its value is that of the first of these rows: lag(x) rows 1 to 0 is the row before',
    )
    return undefined
  }
  return checkScalar(of, scope)
}

/** Rows of one moment have no order among themselves, so nothing that depends on one can be asked of them. */
function checkNear({ fn, args, preceding, following, near }: WindowCall, scope: Scope): void {
  if (near === undefined) return
  const type = lookUp(scope, args[0]?.at, near.of)
  if (type !== undefined && type !== 'int' && type !== 'time')
    problem(
      scope,
      args[0]?.at,
      'plan/type-mismatch',
      `\`${near.of}\` is ${printType(type)}, and nearness needs an int or a time`,
    )
  if (near.before < 0n || BigInt.asIntN(62, near.before) !== near.before)
    problem(scope, args[0]?.at, 'plan/bad-count', `nearness is a whole number from 0, not ${near.before}`)
  const ordered = fn === 'row_number' || fn === 'lag' || fn === 'first' || fn === 'last' || fn === 'list'
  if (ordered || preceding !== undefined || following !== undefined)
    problem(
      scope,
      args[0]?.at,
      'plan/wrong-arguments',
      `\`${fn}\` cannot be asked of near rows`,
      'take an aggregate that needs no order, over all rows',
    )
}
