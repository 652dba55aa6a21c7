import type { Span } from '../../base/span.ts'
import { type Column, printType, sameType } from '../../event/value.ts'
import { sequenceColumns, withColumns } from '../columns.ts'
import { isLiteralOf } from '../literal.ts'
import { isOrdered } from '../order.ts'
import type { Between, Pivot, Plan } from '../plan.ts'
import { childrenOf, isPlan } from '../walk.ts'
import { checkAggregate, checkWindowCall } from './aggregate.ts'
import { checkFollow, checkLink } from './link.ts'
import { checkPredicate } from './predicate.ts'
import { lookUp, problem, type Scope, within } from './problem.ts'
import { checkScalar } from './scalar.ts'

type Of<Op extends Plan['op']> = Extract<Plan, { op: Op }>
type Columns = readonly Column[] | undefined

/** The columns of a plan, or undefined where they cannot be known after what was reported. */
export function checkPlan(plan: Plan, outer: Scope): Columns {
  const inputs = inputsOf(plan).map(input => checkPlan(input, within(outer, plan.at)))
  return checkOperator(plan, inputs, outer)
}

const inputsOf = (plan: Plan): Plan[] => childrenOf(plan).filter(isPlan)

/** The columns that one operator gives over inputs with these columns; undefined as for `checkPlan`. */
export function checkOperator(plan: Plan, inputs: readonly Columns[], outer: Scope): Columns {
  const scope = within(outer, plan.at)
  const known = inputs.filter(columns => columns !== undefined)
  if (known.length < inputs.length) return undefined
  const [first = [], second = []] = known
  switch (plan.op) {
    case 'scan':
    case 'table':
      noDuplicates(plan.columns, plan.at, scope)
      return plan.columns
    case 'rows':
      return checkRows(plan, scope)
    case 'union':
      return checkUnion(plan, known, scope)
    case 'join':
      return checkJoin(plan, first, second, scope)
    default:
      return checkOverInput(plan, first, scopeOver(first, scope))
  }
}

function checkOverInput(
  plan: Exclude<Plan, Of<'scan' | 'rows' | 'table' | 'union' | 'join'>>,
  input: readonly Column[],
  scope: Scope,
): Columns {
  switch (plan.op) {
    case 'filter':
      checkPredicate(plan.where, scope)
      return input
    case 'extend':
      return withTyped(
        input,
        plan.columns.map(c => ({ name: c.name, type: checkScalar(c.value, scope) })),
        plan.at,
        scope,
      )
    case 'keep':
      if (plan.columns.length === 0 && plan.others !== true)
        problem(scope, plan.at, 'plan/no-columns', '`keep` keeps no column')
      return typed(
        plan.columns.map(name => ({ name, type: lookUp(scope, plan.at, name) })),
        plan.at,
        scope,
      )
    case 'group': {
      const aggregates = plan.aggregates.map(a => ({ name: a.name, type: checkAggregate(a.value, scope) }))
      const by = checkKeys(plan.by, plan.at, scope)
      if (plan.by.length + aggregates.length === 0)
        problem(scope, plan.at, 'plan/no-columns', '`group` gives no column')
      return by === undefined ? undefined : typed([...by, ...aggregates], plan.at, scope)
    }
    case 'pivot':
      return checkPivot(plan, scope)
    case 'sort':
      for (const key of plan.keys) {
        const type = checkScalar(key.by, scope)
        if (type !== undefined && !isOrdered(type))
          problem(scope, key.by.at, 'plan/not-comparable', `values of type ${printType(type)} cannot be sorted`)
      }
      return input
    case 'limit':
      if (!Number.isSafeInteger(plan.count) || plan.count < 0)
        problem(scope, plan.at, 'plan/bad-count', `\`limit\` takes a whole number from 0, not ${plan.count}`)
      checkKeys(plan.by, plan.at, scope)
      return input
    case 'detach':
      return input
    case 'unnest': {
      const list = checkScalar(plan.list, scope)
      if (list === undefined) return undefined
      if (typeof list === 'object') return withColumns(input, [{ name: plan.as, type: list.list }])
      problem(scope, plan.list.at, 'plan/type-mismatch', `\`unnest\` takes a list, and this is ${printType(list)}`)
      return undefined
    }
    case 'window':
      checkKeys(plan.by, plan.at, scope)
      return withTyped(
        input,
        plan.columns.map(c => ({ name: c.name, type: checkWindowCall(c.value, scope) })),
        plan.at,
        scope,
      )
    case 'sequence': {
      checkKeys(plan.by, plan.at, scope)
      const time = lookUp(scope, plan.at, plan.time)
      if (time !== undefined && time !== 'time')
        problem(scope, plan.at, 'plan/type-mismatch', `\`${plan.time}\` is ${printType(time)}, and steps need a time`)
      if (plan.steps.length === 0) problem(scope, plan.at, 'plan/no-steps', '`sequence` has no steps')
      for (const step of plan.steps) checkPredicate(step, scope)
      return sequenceColumns(input, plan.steps.length)
    }
    case 'link':
      return checkLink(plan, input, scope)
    case 'follow':
      return checkFollow(plan, input, scope)
  }
}

function checkRows({ columns, rows, at }: Of<'rows'>, scope: Scope): Columns {
  if (columns.length === 0) problem(scope, at, 'plan/no-columns', '`rows` has no column')
  noDuplicates(columns, at, scope)
  for (const [i, row] of rows.entries()) {
    if (row.length !== columns.length)
      problem(scope, at, 'plan/bad-row', `row ${i + 1} has ${row.length} values for ${columns.length} columns`)
    for (const [c, { name, type }] of columns.entries())
      if (!isLiteralOf(row[c] ?? null, type))
        problem(scope, at, 'plan/bad-literal', `\`${name}\` of row ${i + 1} is not a value of type ${printType(type)}`)
  }
  return columns
}

function checkPivot({ by, name, value, columns, others, at }: Pivot, scope: Scope): Columns {
  const keys = checkKeys(by, at, scope)
  const named = lookUp(scope, at, name)
  if (named !== undefined && named !== 'string')
    problem(scope, at, 'plan/type-mismatch', `\`${name}\` is ${printType(named)}, and names of columns are text`)
  if (!Number.isSafeInteger(others) || others < 1)
    problem(scope, at, 'plan/bad-count', `\`pivot\` finds a whole number of columns from 1, not ${others}`)
  if (by.length + columns.length === 0)
    problem(
      scope,
      at,
      'plan/no-columns',
      '`pivot` has no column that is known without the data',
      'name a key or a column',
    )
  const type = lookUp(scope, at, value)
  return keys && typed([...keys, ...columns.map(column => ({ name: column, type }))], at, scope)
}

function checkUnion({ inputs, at }: Of<'union'>, columns: readonly (readonly Column[])[], scope: Scope): Columns {
  const [first, ...others] = columns
  if (first === undefined) {
    problem(scope, at, 'plan/no-inputs', '`union` has no inputs')
    return undefined
  }
  for (const [i, other] of others.entries()) {
    const place = inputs[i + 1]?.at ?? at
    for (const column of first) {
      const twin = other.find(c => c.name === column.name)
      if (twin === undefined)
        problem(scope, place, 'plan/union-mismatch', `input ${i + 2} of \`union\` has no column \`${column.name}\``)
      else if (!sameType(twin.type, column.type))
        problem(
          scope,
          place,
          'plan/union-mismatch',
          `\`${column.name}\` is ${printType(twin.type)} in input ${i + 2} of \`union\` and ${printType(column.type)} in the first`,
        )
    }
    for (const { name } of other)
      if (!first.some(c => c.name === name))
        problem(scope, place, 'plan/union-mismatch', `the first input of \`union\` has no column \`${name}\``)
  }
  return first
}

function checkBetween(
  { value, low, high }: Between,
  at: Span | undefined,
  left: Scope,
  right: Scope,
  scope: Scope,
): void {
  const type = lookUp(left, at, value)
  for (const end of [low, high]) {
    const other = lookUp(right, at, end)
    if (type === undefined || other === undefined) continue
    if (!sameType(type, other))
      problem(
        scope,
        at,
        'plan/type-mismatch',
        `\`join\` compares \`${value}\` (${printType(type)}) with \`${end}\` (${printType(other)})`,
      )
    else if (!isOrdered(type))
      problem(scope, at, 'plan/not-comparable', `values of type ${printType(type)} do not lie between others`)
  }
}

function checkJoin({ on, between, at }: Of<'join'>, a: readonly Column[], b: readonly Column[], scope: Scope): Columns {
  if (on.length === 0 && between === undefined)
    problem(scope, at, 'plan/no-columns', '`join` has no pair of columns to join on')
  if (between !== undefined) checkBetween(between, at, scopeOver(a, scope), scopeOver(b, scope), scope)
  for (const pair of on) {
    const x = lookUp(scopeOver(a, scope), at, pair.left)
    const y = lookUp(scopeOver(b, scope), at, pair.right)
    if (x === undefined || y === undefined) continue
    if (!sameType(x, y))
      problem(
        scope,
        at,
        'plan/type-mismatch',
        `\`join\` compares \`${pair.left}\` (${printType(x)}) with \`${pair.right}\` (${printType(y)})`,
      )
    else if (!isOrdered(x))
      problem(scope, at, 'plan/not-comparable', `values of type ${printType(x)} cannot be joined on`)
  }
  noDuplicates([...a, ...b], at, scope)
  return [...a, ...b]
}

/** Columns that rows are told apart by. */
function checkKeys(names: readonly string[], at: Span | undefined, scope: Scope): Columns {
  const columns = names.map(name => ({ name, type: lookUp(scope, at, name) }))
  for (const { name, type } of columns)
    if (type !== undefined && !isOrdered(type))
      problem(scope, at, 'plan/not-comparable', `\`${name}\` is ${printType(type)}, which rows cannot be told apart by`)
  return allTyped(columns)
}

interface MaybeTyped {
  readonly name: string
  readonly type: Column['type'] | undefined
}

/** The columns, unless one of them has no type; a name that occurs twice is reported. */
function typed(columns: readonly MaybeTyped[], at: Span | undefined, scope: Scope): Columns {
  noDuplicates(columns, at, scope)
  return allTyped(columns)
}

function allTyped(columns: readonly MaybeTyped[]): Columns {
  const known = columns.flatMap(({ name, type }) => (type === undefined ? [] : [{ name, type }]))
  return known.length === columns.length ? known : undefined
}

function withTyped(
  input: readonly Column[],
  added: readonly MaybeTyped[],
  at: Span | undefined,
  scope: Scope,
): Columns {
  const columns = typed(added, at, scope)
  return columns === undefined ? undefined : withColumns(input, columns)
}

/** Reports a name that stands for two columns. */
export function noDuplicates(columns: readonly { readonly name: string }[], at: Span | undefined, scope: Scope): void {
  const seen = new Set<string>()
  for (const { name } of columns) {
    if (seen.has(name))
      problem(scope, at, 'plan/duplicate-column', `there are two columns \`${name}\``, 'name one of them otherwise')
    seen.add(name)
  }
}

const scopeOver = (columns: readonly Column[], scope: Scope): Scope => ({
  ...scope,
  types: new Map(columns.map(c => [c.name, c.type])),
})
