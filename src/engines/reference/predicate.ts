import type { Value } from '../../event/value.ts'
import { liesIn, parseAddress, parseNetwork } from '../../plan/ip.ts'
import { compareValues } from '../../plan/order.ts'
import type { Comparison, Predicate } from '../../plan/plan.ts'
import { fits } from '../../plan/wildcard.ts'
import { isAmong } from './among.ts'
import { isFound } from './regex.ts'
import type { Row } from './row.ts'
import { evaluate } from './scalar.ts'

/** Whether a condition holds for a row. */
export function holds(predicate: Predicate, values: Row['values']): boolean {
  switch (predicate.op) {
    case 'always':
      return true
    case 'never':
      return false
    case 'and':
      return predicate.args.every(arg => holds(arg, values))
    case 'or':
      return predicate.args.some(arg => holds(arg, values))
    case 'not':
      return !holds(predicate.arg, values)
    case 'present':
      return evaluate(predicate.of, values) !== null
    case 'compare': {
      const left = evaluate(predicate.left, values)
      const right = evaluate(predicate.right, values)
      return left !== null && right !== null && comparisons[predicate.is](compareValues(left, right))
    }
    case 'match': {
      const text = evaluate(predicate.of, values)
      return typeof text === 'string' && fits(text, predicate.pattern, predicate.fold)
    }
    case 'regex': {
      const text = evaluate(predicate.of, values)
      return typeof text === 'string' && isFound(predicate.regex, text)
    }
    case 'within':
      return isWithin(evaluate(predicate.of, values), predicate.network)
    case 'among':
      return isAmong(
        predicate,
        predicate.values.map(value => evaluate(value, values)),
      )
    case 'some': {
      const list = evaluate(predicate.list, values)
      return (
        Array.isArray(list) && list.some(item => holds(predicate.where, new Map([...values, [predicate.as, item]])))
      )
    }
  }
}

const comparisons: Readonly<Record<Comparison, (order: number) => boolean>> = {
  eq: order => order === 0,
  lt: order => order < 0,
  le: order => order <= 0,
  gt: order => order > 0,
  ge: order => order >= 0,
}

function isWithin(value: Value, network: string): boolean {
  const address = typeof value === 'string' ? parseAddress(value) : undefined
  const parsed = parseNetwork(network)
  return address !== undefined && parsed !== undefined && liesIn(address, parsed)
}
