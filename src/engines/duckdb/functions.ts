import type { Type } from '../../event/value.ts'
import { foldedOtherwise as letters } from '../../plan/functions/case.ts'
import { type FunctionName, functions as plan } from '../../plan/functions/index.ts'
import type { Dialect, RenderCall } from '../sql/dialect.ts'
import { callReference } from '../sql/expr.ts'
import { jsonAuto, jsonGet } from './json.ts'
import { columnType, quote } from './literal.ts'
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

/**
 * Whole numbers that leave 64 bit are an error in DuckDB, which `TRY` makes null. (Calculating in 128 bit and casting back
 * with TRY_CAST is not the same: comparisons with a constant drop the cast.)
 */
const within64 =
  (write: (...args: string[]) => string): RenderCall =>
  (args, result) => {
    const sql = write(...args.map(a => a.sql))
    return result === 'int' ? `TRY(${sql})` : sql
  }

const operator = (sign: string): RenderCall => within64((a, b) => `(${a} ${sign} ${b})`)

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
  // With a null among them, `||` gives a null of no type, which functions that take several types refuse.
  concat: args => `CAST((${args.map(a => a.sql).join(' || ')}) AS VARCHAR)`,
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
  // Its own is cut off towards zero.
  floor_div: (args, result, w) => {
    const [a, b] = args
    const divisor = b?.constant?.value
    if (a === undefined || b === undefined || typeof divisor !== 'bigint' || divisor <= 0n)
      return reference('floor_div')(args, result, w)
    return once(a, w, x => `(${x} // ${b.sql} - CAST(${x} % ${b.sql} < 0 AS BIGINT))`)
  },
  // In 64 bit the least number modulo -1 is an error; the rest always fits back.
  modulo: (args, result) => {
    const [a, b] = args.map(arg => (result === 'int' ? `CAST(${arg.sql} AS HUGEINT)` : arg.sql))
    return result === 'int' ? `CAST(${a} % ${b} AS BIGINT)` : `(${a} % ${b})`
  },
  negate: within64(a => `(- ${a})`),
  abs: within64(a => `abs(${a})`),
  round: native('round'),
  floor: native('floor'),
  ceil: native('ceil'),
  json_get: jsonGet(reference('json_get')),
  json_auto: jsonAuto(reference('json_auto')),
  json_auto_to: reference('json_auto_to'),
  json_items: reference('json_items'),
  fold_case: (args, result, w) => {
    const [of] = args
    if (of === undefined) return 'NULL'
    return once(of, w, x => {
      const exact = reference('fold_case')([{ ...of, sql: x, plain: true }], result, w)
      return `CASE WHEN regexp_matches(${x}, ${quote(`[${letters.join('')}]`)}) THEN ${exact} ELSE lower(${x}) END`
    })
  },
  date_part: reference('date_part'),
  json_members: reference('json_members'),
  json_values: reference('json_values'),
  // DuckDB takes only a constant between the texts.
  join_text: (args, result, w) =>
    args[1]?.constant !== undefined && !args[1].nullable
      ? native('array_to_string')(args, result, w)
      : reference('join_text')(args, result, w),
  list_limit: args => {
    const [items, count] = args.map(a => a.sql)
    return `CASE WHEN ${count} IS NOT NULL THEN list_slice(${items}, 1, greatest(${count}, 0)) END`
  },
  list_size: native('len'),
  list_distinct: reference('list_distinct'),
  list_zip: (args, _result, w) => {
    const name = w.fresh('z')
    const nothing = args.map(a => `${a.sql} IS NULL`).join(' OR ')
    const items = args.map((_, i) => `${name}[${i + 1}]`).join(', ')
    const zipped = `list_transform(list_zip(${args.map(a => a.sql).join(', ')}), lambda ${name}: [${items}])`
    return `CASE WHEN NOT (${nothing}) THEN ${zipped} END`
  },
  list_at: (args, result) => {
    const [items, at] = args.map(a => a.sql)
    return `CASE WHEN ${at} BETWEEN 0 AND 2147483646 THEN CAST(${items}[${at} + 1] AS ${columnType(result)}) END`
  },
  // A text without quotes and escapes is taken apart at its delimiters only.
  split_delimited: (args, result, w) => {
    const [line, signs] = args
    const written = signs?.constant?.value
    if (line === undefined || signs === undefined || typeof written !== 'string')
      return reference('split_delimited')(args, result, w)
    const [delimiter, ...others] = [...written].map(quote)
    return once(line, w, x => {
      const exact = reference('split_delimited')([{ ...line, sql: x, plain: true }, signs], result, w)
      const plain = others.map(sign => `contains(${x}, ${sign})`).join(' OR ')
      return `CASE WHEN ${plain} THEN ${exact} ELSE string_split(${x}, ${delimiter}) END`
    })
  },
  key_value: reference('key_value'),
  xml_get: reference('xml_get'),
  list_find: args => {
    const [items, wanted] = args.map(a => a.sql)
    // DuckDB would find a missing element.
    return `CASE WHEN ${wanted} IS NOT NULL THEN CAST(nullif(list_position(${items}, ${wanted}), 0) - 1 AS BIGINT) END`
  },
  int_range: reference('int_range'),
  // Its own is an error below zero.
  sqrt: ([of], _, w) =>
    of === undefined ? 'NULL' : once(of, w, x => `CASE WHEN ${x} >= 0 THEN sqrt(${x}) ELSE ${x} * 'NaN'::DOUBLE END`),
  // The last digits of these depend on the library of the machine.
  cbrt: reference('cbrt'),
  exp: reference('exp'),
  expm1: reference('expm1'),
  log: reference('log'),
  log10: reference('log10'),
  log1p: reference('log1p'),
  sin: reference('sin'),
  cos: reference('cos'),
  tan: reference('tan'),
  asin: reference('asin'),
  acos: reference('acos'),
  atan: reference('atan'),
  sinh: reference('sinh'),
  cosh: reference('cosh'),
  tanh: reference('tanh'),
  pow: reference('pow'),
  atan2: reference('atan2'),
  hypot: reference('hypot'),
  round_to: reference('round_to'),
  earth_distance: reference('earth_distance'),
  format: reference('format'),
  base64_encode: reference('base64_encode'),
  base64_decode: reference('base64_decode'),
  url_encode: reference('url_encode'),
  url_decode: reference('url_decode'),
  hex_to_text: reference('hex_to_text'),
  text_to_hex: reference('text_to_hex'),
  hex_to_int: reference('hex_to_int'),
  int_to_hex: reference('int_to_hex'),
  digest: reference('digest'),
  luhn: reference('luhn'),
  ipv4_number: reference('ipv4_number'),
  ip_prefix: reference('ip_prefix'),
  ip_key: (args, result, w) => {
    const [ip] = args
    if (ip === undefined) throw new Error('ip_key of nothing')
    return once(ip, w, x => {
      const bytes = [1, 2, 3, 4].map(n => `CAST(split_part(${x}, '.', ${n}) AS INTEGER)`)
      const exact = reference('ip_key')([{ ...ip, sql: x, plain: true }], result, w)
      return `CASE WHEN contains(${x}, ':') THEN ${exact} ELSE format('4:{:02x}{:02x}{:02x}{:02x}', ${bytes.join(', ')}) END`
    })
  },
  network_first_key: reference('network_first_key'),
  network_last_key: reference('network_last_key'),
  format_time: reference('format_time'),
  parse_time: reference('parse_time'),
  day_number: reference('day_number'),
  day_start: reference('day_start'),
}
