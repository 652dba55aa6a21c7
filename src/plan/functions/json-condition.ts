import { isJsonArray, isJsonObject, type Json } from '../../event/json.ts'
import type { JsonOneStep } from './json-path.ts'
import { type PathReader, QUOTED, takeFrom, unquoted } from './json-path-reader.ts'

/** A condition inside a path, `?(@.a == 1 && @.b)`, on a value that is `@`. */
export type JsonCondition =
  | { readonly is: 'and' | 'or'; readonly args: readonly JsonCondition[] }
  | { readonly is: 'not'; readonly arg: JsonCondition }
  /** There is something at the path. */
  | { readonly is: 'there'; readonly of: JsonOperand }
  | { readonly is: Comparison; readonly left: JsonOperand; readonly right: JsonOperand }

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='

/** What stands on a side of a comparison: a path from `@`, or a constant. */
export type JsonOperand = { readonly path: readonly JsonOneStep[] } | { readonly constant: Json }

/** Brackets and `!` inside each other. */
const deepest = 20

/** Reads a condition in parentheses; undefined where it is not one. O(length). */
export const readJsonCondition = (r: PathReader): JsonCondition | undefined => readUnary(r, 0)

function readJunction(r: PathReader, depth: number, sign: 'and' | 'or'): JsonCondition | undefined {
  const args: JsonCondition[] = []
  const between = sign === 'or' ? /\s*\|\|/y : /\s*&&/y
  do {
    const arg = sign === 'or' ? readJunction(r, depth, 'and') : readUnary(r, depth)
    if (arg === undefined) return undefined
    args.push(arg)
  } while (takeFrom(r, between) !== undefined)
  const [only] = args
  return args.length === 1 ? only : { is: sign, args }
}

function readUnary(r: PathReader, depth: number): JsonCondition | undefined {
  if (depth > deepest) return undefined
  takeFrom(r, /\s*/y)
  if (takeFrom(r, /!/y) !== undefined) {
    const arg = readUnary(r, depth + 1)
    return arg === undefined ? undefined : { is: 'not', arg }
  }
  if (takeFrom(r, /\(/y) === undefined) return readComparison(r)
  const inner = readJunction(r, depth + 1, 'or')
  return takeFrom(r, /\s*\)/y) === undefined ? undefined : inner
}

function readComparison(r: PathReader): JsonCondition | undefined {
  const left = readOperand(r)
  if (left === undefined) return undefined
  const sign = takeFrom(r, /\s*(==|!=|<=|>=|<|>)/y)?.[1]
  if (sign === undefined) return 'path' in left ? { is: 'there', of: left } : undefined
  const right = readOperand(r)
  return right === undefined ? undefined : { is: sign as Comparison, left, right }
}

function readOperand(r: PathReader): JsonOperand | undefined {
  takeFrom(r, /\s*/y)
  if (takeFrom(r, /@/y) !== undefined) return { path: readOneSteps(r) }
  const quoted = takeFrom(r, QUOTED)
  if (quoted !== undefined) return { constant: unquoted(quoted) }
  const number = takeFrom(r, /-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y)
  if (number !== undefined) return { constant: { number: number[0] } }
  const word = takeFrom(r, /(?:true|false|null)\b/y)?.[0]
  return word === undefined ? undefined : { constant: word === 'null' ? null : word === 'true' }
}

function readOneSteps(r: PathReader): JsonOneStep[] {
  const steps: JsonOneStep[] = []
  for (;;) {
    const key = takeFrom(r, /\.([\p{L}\p{N}_$-]+)/uy)?.[1]
    if (key !== undefined) {
      steps.push({ key })
      continue
    }
    const back = r.at
    const opened = takeFrom(r, /\[\s*/y) !== undefined
    const index = opened ? takeFrom(r, /[0-9]{1,9}/y)?.[0] : undefined
    const quoted = opened && index === undefined ? takeFrom(r, QUOTED) : undefined
    if ((index === undefined && quoted === undefined) || takeFrom(r, /\s*\]/y) === undefined) {
      r.at = back
      return steps
    }
    steps.push(quoted === undefined ? { index: Number(index) } : { key: unquoted(quoted) })
  }
}

/** Whether a value fulfils a condition; `at` follows a path from it. */
export function fulfils(
  value: Json,
  condition: JsonCondition,
  at: (root: Json, path: readonly JsonOneStep[]) => Json | undefined,
): boolean {
  switch (condition.is) {
    case 'and':
      return condition.args.every(arg => fulfils(value, arg, at))
    case 'or':
      return condition.args.some(arg => fulfils(value, arg, at))
    case 'not':
      return !fulfils(value, condition.arg, at)
    case 'there':
      return operand(value, condition.of, at) !== undefined
    default:
      return compares(operand(value, condition.left, at), condition.is, operand(value, condition.right, at))
  }
}

const operand = (value: Json, of: JsonOperand, at: Parameters<typeof fulfils>[2]): Json | undefined =>
  'path' in of ? at(value, of.path) : of.constant

/** Values of two kinds are not equal, and none is less than the other. */
function compares(left: Json | undefined, sign: Comparison, right: Json | undefined): boolean {
  const order = left === undefined || right === undefined ? undefined : orderOf(left, right)
  switch (sign) {
    case '==':
      return order === 0
    case '!=':
      return order !== 0
    case '<':
      return order === -1
    case '<=':
      return order === -1 || order === 0
    case '>':
      return order === 1
    case '>=':
      return order === 1 || order === 0
  }
}

/** -1, 0 or 1 for two numbers or two texts, 0 for equal words; undefined for what has no order. */
function orderOf(left: Json, right: Json): number | undefined {
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0
  if (left === null || right === null || typeof left === 'boolean' || typeof right === 'boolean')
    return left === right ? 0 : undefined
  if (typeof left === 'string' || typeof right === 'string') return undefined
  if (isJsonArray(left) || isJsonArray(right) || isJsonObject(left) || isJsonObject(right)) return undefined
  const [a, b] = [left.number, right.number]
  if (/^-?[0-9]+$/.test(a) && /^-?[0-9]+$/.test(b) && Math.max(a.length, b.length) <= 40)
    return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0
  return Number(a) < Number(b) ? -1 : Number(a) > Number(b) ? 1 : 0
}
