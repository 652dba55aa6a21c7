import type { Type } from '../../event/value.ts'
import { type FunctionName, functions as plan } from '../../plan/functions/index.ts'
import type { Dialect, RenderCall } from '../sql/dialect.ts'
import { callReference } from '../sql/expr.ts'
import { once } from './once.ts'

/** Answered by the definition itself. */
const reference =
  (fn: FunctionName): RenderCall =>
  (args, result, w) => {
    const parameters = args.map(a => a.type)
    const { nulls, evaluate } = plan[fn]
    return callReference({ name: referenceName(fn, parameters), parameters, result, nulls, evaluate }, args, w)
  }

const referenceName = (fn: string, parameters: readonly Type[]): string =>
  ['plan', fn, ...parameters.map(wordOf)].join('_')

const wordOf = (type: Type): string => (typeof type === 'object' ? `list_${wordOf(type.list)}` : type)

/** A function of DuckDB that is equal for every argument. */
const native =
  (name: string): RenderCall =>
  args =>
    `${name}(${args.map(a => a.sql).join(', ')})`

const infix =
  (operator: string): RenderCall =>
  args =>
    `(${args.map(a => a.sql).join(` ${operator} `)})`

/** Whole numbers are calculated in 128 bit, where nothing overflows, and are null where they do not fit back. */
const wide =
  (onInts: (...args: string[]) => string, onFloats: (...args: string[]) => string): RenderCall =>
  (args, result) =>
    result === 'int'
      ? `TRY_CAST(${onInts(...args.map(a => `CAST(${a.sql} AS HUGEINT)`))} AS BIGINT)`
      : onFloats(...args.map(a => a.sql))

const operator = (sign: string): RenderCall => {
  const write = (a?: string, b?: string): string => `(${a} ${sign} ${b})`
  return wide(write, write)
}

/** ASCII white space. */
export const blanks = "' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13)"

export const functions: Dialect['functions'] = {
  if: args => {
    const [condition, yes, no] = args.map(a => a.sql)
    return `CASE WHEN ${condition} THEN ${yes} ELSE ${no} END`
  },
  coalesce: native('coalesce'),
  lower: native('lower'),
  // DuckDB has a capital for ß that Unicode's simple mapping has not.
  upper: (args, result, w) => {
    const [of] = args
    return of === undefined
      ? 'NULL'
      : once(of, w, x => {
          const exact = reference('upper')([{ ...of, sql: x, plain: true }], result, w)
          return `CASE WHEN contains(${x}, 'ß') THEN ${exact} ELSE upper(${x}) END`
        })
  },
  concat: infix('||'),
  length: native('length'),
  substring: args => {
    const [of, start, end] = args.map(a => a.sql)
    // Positions are counted in 32 bit at most.
    const clamped = (n: string | undefined): string => `least(greatest(${n}, 0), 2147483647)`
    return `CASE WHEN ${end} >= ${start} THEN substring(${of}, ${clamped(start)} + 1, ${clamped(end)} - ${clamped(start)}) END`
  },
  trim: args => `trim(${args[0]?.sql}, ${blanks})`,
  contains: native('contains'),
  starts_with: native('starts_with'),
  ends_with: native('ends_with'),
  replace: native('replace'),
  fits: reference('fits'),
  add: operator('+'),
  subtract: operator('-'),
  multiply: operator('*'),
  divide: infix('/'),
  floor_div: reference('floor_div'),
  modulo: operator('%'),
  negate: wide(
    a => `(- ${a})`,
    a => `(- ${a})`,
  ),
  abs: wide(
    a => `abs(${a})`,
    a => `abs(${a})`,
  ),
  round: native('round'),
  floor: native('floor'),
  ceil: native('ceil'),
  json_get: reference('json_get'),
  json_auto: reference('json_auto'),
  join_text: native('array_to_string'),
  list_limit: args => {
    const [items, count] = args.map(a => a.sql)
    return `CASE WHEN ${count} IS NOT NULL THEN list_slice(${items}, 1, greatest(${count}, 0)) END`
  },
  list_size: native('len'),
}
