import type { Type } from '../../event/value.ts'
import { sameType } from '../../event/value.ts'
import { convert as byDefinition } from '../../plan/convert.ts'
import { callReference, type Expr, type Writing } from '../sql/expr.ts'
import { blanks } from './functions.ts'
import { once } from './once.ts'

/** Writes a conversion of which only the argument is still missing. */
type Render = (x: string, w: Writing) => string

const NUMBER = '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?'
const BYTE = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'

/** The conversions that DuckDB's own casts make exactly, once what they take and give is narrowed down. */
const conversions: Readonly<Record<string, Render>> = {
  'string float': x =>
    `CASE WHEN regexp_full_match(${x}, '[ \\t-\\r]*${NUMBER}[ \\t-\\r]*') THEN TRY_CAST(trim(${x}, ${blanks}) AS DOUBLE) ` +
    `WHEN trim(${x}, ${blanks}) IN ('Infinity', '-Infinity', 'NaN') THEN TRY_CAST(trim(${x}, ${blanks}) AS DOUBLE) END`,
  'string int': x => `CASE WHEN regexp_full_match(${x}, '[+-]?[0-9]+') THEN TRY_CAST(${x} AS BIGINT) END`,
  'string bool': x => `CASE lower(${x}) WHEN 'true' THEN true WHEN 'false' THEN false END`,
  'string ip': (x, w) =>
    `CASE WHEN regexp_full_match(${x}, '${BYTE}(\\.${BYTE}){3}') THEN ${x} ELSE ${reference(x, 'string', 'ip', w)} END`,
  'int string': x => `CAST(${x} AS VARCHAR)`,
  'int float': x => `CAST(${x} AS DOUBLE)`,
  'int time': x => x,
  // DuckDB writes whole numbers with `.0` and changes to exponents elsewhere than JavaScript.
  'float string': (x, w) =>
    `CASE WHEN ${x} = trunc(${x}) AND abs(${x}) < 1e15 THEN CAST(CAST(${x} AS BIGINT) AS VARCHAR) ` +
    `WHEN abs(${x}) >= 1e-4 AND abs(${x}) < 1e15 THEN CAST(${x} AS VARCHAR) ELSE ${reference(x, 'float', 'string', w)} END`,
  'float int': x => `TRY_CAST(trunc(${x}) AS BIGINT)`,
  'bool string': x => `CAST(${x} AS VARCHAR)`,
  'time int': x => x,
  'time string': (x, w) => reference(x, 'time', 'string', w),
  'ip string': x => x,
}

/** A value as one of another type; null where it has no counterpart there. */
export function convert(arg: Expr, to: Type, w: Writing): string {
  if (sameType(arg.type, to) || typeof to === 'object' || typeof arg.type === 'object') return arg.sql
  const render = conversions[`${arg.type} ${to}`]
  if (render === undefined) return reference(arg.sql, arg.type, to, w)
  return once(arg, w, x => render(x, w))
}

/** The conversion as the plan defines it. */
function reference(x: string, from: Type & string, to: Type & string, w: Writing): string {
  return callReference(
    {
      name: `plan_convert_${from}_${to}`,
      parameters: [from],
      result: to,
      nulls: 'strict',
      evaluate: ([value]) => byDefinition(value ?? null, from, to),
    },
    [{ sql: x, type: from, nullable: true, plain: true }],
    w,
  )
}
