import { type Column, printType } from '../../event/value.ts'
import type { Aggregate, Between, LinkBounds, Named, Plan, SortKey, WindowCall } from '../plan.ts'
import { printPredicate, printScalar } from './print-expression.ts'
import { printName, printValue } from './word.ts'

/**
 * A plan as text for people: one stage per line, from the data to the result. It is canonical: `parsePlan` gives back a
 * checked plan with the same fingerprint.
 */
export function printPlan(plan: Plan): string {
  switch (plan.op) {
    case 'scan':
      return `scan ${columns(plan.columns)}`.trim()
    case 'rows':
      return `rows ${columns(plan.columns)}${plan.rows.length === 0 ? '' : `: ${plan.rows.map(printValue).join(', ')}`}`
    case 'table':
      return `table ${printName(plan.name)}${plan.columns.length === 0 ? '' : ` of ${columns(plan.columns)}`}`
    case 'union':
      return `union ${plan.inputs.map(printNested).join(', ')}`
    case 'join': {
      const pairs = plan.on.map(pair => `${printName(pair.left)} = ${printName(pair.right)}`)
      const on = [...pairs, ...(plan.between === undefined ? [] : [printBetween(plan.between)])].join(', ')
      return `${printPlan(plan.left)}\n| join ${plan.kind} ${printNested(plan.right)} on ${on}`
    }
    default:
      return `${printPlan(plan.input)}\n| ${printStage(plan)}`
  }
}

function printStage(plan: Exclude<Plan, { op: 'scan' | 'rows' | 'table' | 'union' | 'join' }>): string {
  switch (plan.op) {
    case 'filter':
      return `filter ${printPredicate(plan.where)}`
    case 'extend':
      return `extend ${named(plan.columns, printScalar)}`
    case 'keep':
      return `keep ${[...plan.columns.map(printName), ...(plan.others ? ['*'] : [])].join(', ')}`
    case 'group':
      return `group${by(plan.by)}${plan.aggregates.length > 0 ? `: ${named(plan.aggregates, printAggregate)}` : ''}`
    case 'pivot': {
      const listed = plan.columns.length === 0 ? '' : ` as ${names(plan.columns)}`
      return `pivot${by(plan.by)} name ${printName(plan.name)} value ${printName(plan.value)}${listed} others ${plan.others}`
    }
    case 'sort':
      return `sort ${plan.keys.map(printKey).join(', ')}`.trim()
    case 'limit':
      return `limit ${plan.count}${by(plan.by)}`
    case 'detach':
      return plan.op
    case 'unnest':
      return `unnest ${printScalar(plan.list)} as ${printName(plan.as)}${plan.outer ? ' outer' : ''}`
    case 'window':
      return `window${by(plan.by)}: ${named(plan.columns, printWindowCall)}`
    case 'sequence': {
      const limit = plan.within === undefined ? '' : ` within ${plan.within}`
      return `sequence${by(plan.by)} time ${printName(plan.time)}${limit}: ${plan.steps.map(printPredicate).join('; ')}`
    }
    case 'link':
      return `link ${names(plan.keys)} as ${printName(plan.as)}${plan.bounds === undefined ? '' : printBounds(plan.bounds)}`
    case 'follow':
      return `follow ${printName(plan.key)} adds ${printName(plan.adds)} from ${printValue(plan.from)}`
  }
}

const printBetween = ({ value, low, high }: Between): string =>
  `${printName(value)} between ${printName(low)} and ${printName(high)}`

const printBounds = ({ time, span, pause, rows, starts, ends }: LinkBounds): string =>
  [
    ` time ${printName(time)}`,
    ...(span === undefined ? [] : [`span ${span}`]),
    ...(pause === undefined ? [] : [`pause ${pause}`]),
    ...(rows === undefined ? [] : [`rows ${rows}`]),
    ...(starts === undefined ? [] : [`starts ${printPredicate(starts)}`]),
    ...(ends === undefined ? [] : [`ends ${printPredicate(ends)}`]),
  ].join(' ')

/** A plan inside another, in parentheses and one step further in. */
export const printNested = (plan: Plan): string => `(${`\n${printPlan(plan)}`.replaceAll('\n', '\n  ')}\n)`

const columns = (of: readonly Column[]): string => of.map(c => `${printName(c.name)}: ${printType(c.type)}`).join(', ')

const names = (columns: readonly string[]): string => columns.map(printName).join(', ')

const by = (columns: readonly string[]): string => (columns.length === 0 ? '' : ` by ${names(columns)}`)

const named = <T>(columns: readonly Named<T>[], print: (value: T) => string): string =>
  columns.map(c => `${printName(c.name)} = ${print(c.value)}`).join(', ')

const printCall = ({ fn, args }: Pick<Aggregate | WindowCall, 'fn' | 'args'>): string =>
  `${fn}(${args.map(printScalar).join(', ')})`

const printAggregate = (aggregate: Aggregate): string =>
  printCall(aggregate) + (aggregate.where === undefined ? '' : ` where ${printPredicate(aggregate.where)}`)

const printWindowCall = (call: WindowCall): string =>
  call.near === undefined
    ? `${printCall(call)} rows ${call.preceding ?? 'all'} to ${call.following ?? 'all'}`
    : `${printCall(call)} near ${printName(call.near.of)} by ${call.near.before}`

const printKey = ({ by, descending, nulls }: SortKey): string =>
  printScalar(by) + (descending ? ' desc' : '') + (nulls === 'first' ? ' nulls first' : '')
