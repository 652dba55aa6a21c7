import { printType, sameType } from '../../event/value.ts'
import { findsColumns } from '../columns.ts'
import { parseNetwork } from '../ip.ts'
import { isOrdered } from '../order.ts'
import type { Predicate } from '../plan.ts'
import { checkPlan } from './operator.ts'
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
    case 'among':
      checkAmong(predicate, scope)
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

function checkAmong({ values, of, at }: Of<'among'>, scope: Scope): void {
  const types = values.map(value => checkScalar(value, scope))
  const columns = checkPlan(of, scope)
  if (values.length === 0) problem(scope, at, 'plan/no-columns', '`among` looks for no value')
  if (columns === undefined) return
  if (findsColumns(of) || columns.length !== values.length) {
    const found = findsColumns(of) ? 'columns that only the data names' : count(columns.length, 'column')
    problem(
      scope,
      at,
      'plan/among-mismatch',
      `${count(values.length, 'value')} cannot be among rows with ${found}`,
      'keep one column of the plan for each value, in their order',
    )
    return
  }
  for (const [i, { name, type }] of columns.entries()) {
    const value = types[i]
    if (value === undefined) continue
    if (!sameType(value, type))
      problem(
        scope,
        values[i]?.at ?? at,
        'plan/type-mismatch',
        `\`among\` compares ${printType(value)} with \`${name}\` (${printType(type)})`,
        'both must have one type: convert one of them',
      )
    else if (!isOrdered(type))
      problem(scope, values[i]?.at ?? at, 'plan/not-comparable', `values of type ${printType(type)} cannot be compared`)
  }
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
