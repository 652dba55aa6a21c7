import { printType, sameType } from '../../event/value.ts'
import { parseNetwork } from '../ip.ts'
import { isOrdered } from '../order.ts'
import type { Predicate } from '../plan.ts'
import { problem, type Scope, within } from './problem.ts'
import { checkScalar, expectType } from './scalar.ts'

type Of<Op extends Predicate['op']> = Extract<Predicate, { op: Op }>

/** Reports what is wrong with a condition. */
export function checkPredicate(predicate: Predicate, outer: Scope): void {
  const scope = within(outer, predicate.at)
  switch (predicate.op) {
    case 'always':
    case 'never':
      return
    case 'and':
    case 'or':
      for (const arg of predicate.args) checkPredicate(arg, scope)
      return
    case 'not':
      checkPredicate(predicate.arg, scope)
      return
    case 'present':
      checkScalar(predicate.of, scope)
      return
    case 'compare':
      checkCompare(predicate, scope)
      return
    case 'match':
      expectType(predicate.of, 'string', scope, '`like`')
      return
    case 'regex':
      expectType(predicate.of, 'string', scope, '`~`')
      return
    case 'within':
      checkWithin(predicate, scope)
      return
    case 'some':
      checkSome(predicate, scope)
      return
  }
}

function checkCompare({ left, right, at }: Of<'compare'>, scope: Scope): void {
  const a = checkScalar(left, scope)
  const b = checkScalar(right, scope)
  if (a === undefined || b === undefined) return
  if (!sameType(a, b))
    problem(
      scope,
      at,
      'plan/type-mismatch',
      `${printType(a)} is compared with ${printType(b)}`,
      'both sides must have one type: convert one of them',
    )
  else if (!isOrdered(a)) problem(scope, at, 'plan/not-comparable', `values of type ${printType(a)} cannot be compared`)
}

function checkWithin({ of, network, at }: Of<'within'>, scope: Scope): void {
  expectType(of, 'ip', scope, '`within`')
  if (parseNetwork(network) === undefined)
    problem(
      scope,
      at,
      'plan/bad-network',
      `\`${network}\` is not a network`,
      'write an address and how many of its bits count, like 10.0.0.0/8',
    )
}

function checkSome({ list, as, where }: Of<'some'>, scope: Scope): void {
  const type = checkScalar(list, scope)
  if (type === undefined) return
  if (typeof type !== 'object')
    problem(scope, list.at, 'plan/type-mismatch', `\`some\` takes a list, and this is ${printType(type)}`)
  else checkPredicate(where, { ...scope, types: new Map([...scope.types, [as, type.list]]) })
}
