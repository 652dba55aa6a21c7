import type { Span } from '../../../base/span.ts'
import type { Type } from '../../../event/value.ts'
import type { Named, Scalar, WindowCall } from '../../../plan/plan.ts'
import { choices } from '../choices.ts'
import type { Expr, Name, WindowStage } from '../syntax.ts'
import { call, overAll, trailing } from './build.ts'
import { asNumber, converted } from './coerce.ts'
import { type Context, lost, say } from './context.ts'
import { resolve, resolveTyped } from './resolve.ts'
import { columnOf, filter, freshColumn, newestFirst, type Rows } from './rows.ts'

/** How many rows an operator looks at without a number, and at most (S/smooth.md, S/rollingstd.md, S/backshift.md). */
const lengths = { smooth: 10, rollingstd: 10, backshift: 1 } as const
const longest = 1000

/**
 * `accum f as a by g` and its kin: a number beside each row, made from rows before it in the current order, of each
 * combination of keys on its own (S/accum.md, S/backshift.md, S/diff.md, S/smooth.md, S/rollingstd.md, S/total.md).
 */
export function lowerWindow(context: Context, stage: WindowStage): undefined {
  const { rows } = context
  const { operator, span } = stage
  const value = resolveTyped(context, stage.name.name, stage.name.span)
  const by = keysOf(context, stage.by, span)
  const length = lengthOf(context, stage)
  if (value === undefined || by === undefined || length === undefined) return lost(context)
  const number = asNumber(value)
  if (number === undefined) {
    lost(context)
    return say(context, {
      code: 'sumo/type-mismatch',
      severity: 'error',
      message: `\`${operator}\` needs numbers, and this is a truth value`,
      help: 'write `if(condition, 1, 0)` to count with it',
      span: stage.name.span,
    })
  }
  newestFirst(rows, span)
  const x = asColumn(rows, number.scalar, number.type, stage.name.name, span)
  if (dropsOthers.has(operator) && choices.notNumbersAreDropped) filter(rows, { op: 'present', of: x, at: span }, span)
  const float = converted(x, number.type, 'float')
  const result = (type: 'int' | 'float', window: WindowCall): void =>
    setWindow(rows, by, stage.as?.name ?? `_${operator}`, type, window, span)
  switch (operator) {
    case 'accum':
      return void result(number.type, trailing('sum', [x], undefined))
    case 'total':
      return void result(number.type, overAll('sum', [x]))
    case 'backshift':
      return void result(number.type, trailing('lag', [x], length))
    case 'smooth':
      return void result('float', trailing('avg', [float], Math.max(length - 1, 0)))
    case 'rollingstd':
      return void result('float', trailing('stddev', [float], Math.max(length - 1, 0)))
    case 'diff': {
      const before = addWindow(rows, by, 'row before', number.type, trailing('lag', [x], 1), span)
      const difference = call('subtract', [x, before], span)
      const column = freshColumn(rows, stage.as?.name ?? '_diff')
      rows.steps.push(input => ({ op: 'extend', input, columns: [{ name: column, value: difference }], at: span }))
      return setField(rows, stage.as?.name ?? '_diff', column, number.type)
    }
  }
}

/** What these pages say is removed or skipped: rows whose field is no number. */
const dropsOthers: ReadonlySet<WindowStage['operator']> = new Set(['accum', 'diff', 'total'])

/** The columns of some fields, or undefined after saying what is wrong with one. */
export function keysOf(context: Context, names: readonly Name[], span: Span): string[] | undefined {
  const fields = names.map(({ name, span: at }) => resolve(context, name, at))
  if (!fields.every(field => field !== undefined)) return undefined
  return [...new Set(fields.map(field => columnOf(context.rows, field, span)))]
}

/** The number of rows, or undefined after saying why it is none. */
function lengthOf(context: Context, { operator, rows }: WindowStage): number | undefined {
  const otherwise = operator in lengths ? lengths[operator as keyof typeof lengths] : 1
  const least = operator === 'backshift' ? 0 : 1
  if (rows === undefined) return otherwise
  const length = numberOf(rows)
  if (length !== undefined && Number.isInteger(length) && length >= least && length <= longest) return length
  return say(context, {
    code: 'sumo/window-length',
    severity: 'error',
    message: `\`${operator}\` looks at a whole number of rows from ${least} to ${longest}`,
    help: `write for example \`${operator} _count, 10\``,
    span: rows.span,
  })
}

/** The number that is written there. */
export const numberOf = (expr: Expr): number | undefined => {
  if (expr.kind === 'paren') return numberOf(expr.arg)
  if (expr.kind === 'unary' && expr.is === '-' && expr.arg.kind === 'number') return -expr.arg.value
  return expr.kind === 'number' ? expr.value : undefined
}

/** The value as a column, so that it is computed once. */
export function asColumn(rows: Rows, scalar: Scalar, type: Type, near: string, at: Span): Scalar {
  if (scalar.op === 'field') return scalar
  const column = freshColumn(rows, near)
  rows.steps.push(input => ({ op: 'extend', input, columns: [{ name: column, value: scalar }], at }))
  return { op: 'field', name: column, type }
}

/** A window column of its own, and how to read it. */
export function addWindow(
  rows: Rows,
  by: readonly string[],
  near: string,
  type: Type,
  window: WindowCall,
  at: Span,
): Scalar {
  const column = freshColumn(rows, near)
  const columns: readonly Named<WindowCall>[] = [{ name: column, value: window }]
  rows.steps.push(input => ({ op: 'window', input, by, columns, at }))
  return { op: 'field', name: column, type }
}

function setWindow(
  rows: Rows,
  by: readonly string[],
  name: string,
  type: 'int' | 'float',
  window: WindowCall,
  at: Span,
): void {
  const column = addWindow(rows, by, name, type, window, at)
  if (column.op === 'field') setField(rows, name, column.name, type)
}

/** A field of numbers that a column holds. */
export function setField(rows: Rows, name: string, column: string, type: 'int' | 'float'): undefined {
  const known = rows.fields.get(name.toLowerCase())?.name ?? name
  rows.fields.set(name.toLowerCase(), {
    name: known,
    scalar: { op: 'field', name: column, type },
    type,
    kind: 'number',
  })
}
