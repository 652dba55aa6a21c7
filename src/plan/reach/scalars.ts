import { sameType, type Type, type Value } from '../../event/value.ts'
import { typeOf } from '../columns.ts'
import { convert } from '../convert.ts'
import type { Scalar } from '../plan.ts'
import { charsOf, intersect, union } from '../regex/charset.ts'
import type { CharSet, Regex } from '../regex/regex.ts'
import { captures, partsOf } from '../regex/walk.ts'
import { knowCall } from './functions.ts'
import { ANYTHING, either, type Known, oneOf, textOf, withValues } from './known.ts'
import { narrow } from './narrow.ts'
import { columnOf, type Rows } from './rows.ts'

/** What is certain about an expression over these rows. */
export function know(scalar: Scalar, rows: Rows): Known {
  const before = rows.known.get(scalar)
  if (before !== undefined) return before
  const known = find(scalar, rows)
  rows.known.set(scalar, known)
  return known
}

function find(scalar: Scalar, rows: Rows): Known {
  switch (scalar.op) {
    case 'field':
      return columnOf(rows, scalar.name)
    case 'literal':
      return scalar.value === null ? oneOf([], 'missing', scalar.at) : oneOf([scalar.value], 'literal', scalar.at)
    case 'call':
      return scalar.fn === 'if'
        ? knowChoice(scalar, rows)
        : knowCall(
            scalar.fn,
            scalar.args.map(arg => know(arg, rows)),
            scalar.at,
          )
    case 'convert':
      return knowConverted(scalar, know(scalar.arg, rows))
    case 'extract':
      return knowExtracted(scalar, know(scalar.of, rows))
    case 'extract_all':
      return ANYTHING
    case 'substitute':
      return knowSubstituted(scalar, know(scalar.of, rows))
    case 'truth':
      return withValues(
        [
          ...(narrow(scalar.whenTrue, rows, true) === undefined ? [] : [true]),
          ...(narrow(scalar.whenFalse, rows, true) === undefined ? [] : [false]),
        ],
        [],
      )
  }
}

/** Each branch is seen only by the rows that come to it; the last one also by those for which the condition is unknown. */
export function branches(scalar: Scalar & { op: 'call' }, rows: Rows): (readonly [Scalar, Rows])[] {
  const [condition, yes, no] = scalar.args
  if (condition === undefined || yes === undefined || no === undefined) return []
  if (condition.op !== 'truth') return [yes, no].map(branch => [branch, rows])
  const whenTrue = narrow(condition.whenTrue, rows, true)
  const otherwise = narrow(condition.whenTrue, rows, false)
  return [
    ...(whenTrue === undefined ? [] : [[yes, whenTrue] as const]),
    ...(otherwise === undefined ? [] : [[no, otherwise] as const]),
  ]
}

const knowChoice = (scalar: Scalar & { op: 'call' }, rows: Rows): Known =>
  either(branches(scalar, rows).map(([branch, seenBy]) => know(branch, seenBy)))

/** The characters of values of a type when they are written as text. */
const written: Partial<Record<string, CharSet>> = {
  int: charsOf('-0123456789'),
  float: charsOf('-+.0123456789eInfityNa'),
  bool: charsOf('truefalse'),
}

function knowConverted(scalar: Scalar & { op: 'convert' }, arg: Known): Known {
  const from: Type = typeOf(scalar.arg)
  if (sameType(from, scalar.to)) return arg
  if (arg.values !== undefined) {
    const converted: Value[] = arg.values.map(value => convert(value, from, scalar.to))
    return withValues(converted, arg.reasons)
  }
  const chars = scalar.to === 'string' && typeof from === 'string' ? written[from] : undefined
  return chars === undefined ? ANYTHING : textOf(chars, from === 'bool' ? 'text of a type' : 'number', scalar.at)
}

function knowExtracted(scalar: Scalar & { op: 'extract' }, of: Known): Known {
  const group = scalar.group === 0 ? scalar.regex : captures(scalar.regex)[scalar.group - 1]
  if (group === undefined) return ANYTHING
  return textOf(intersect(readBy(group), of.chars), 'group', scalar.at, of.reasons)
}

/** What was there, but for what is replaced, and the texts that replace it. */
const knowSubstituted = (scalar: Scalar & { op: 'substitute' }, of: Known): Known => ({
  values: undefined,
  chars: union(of.chars, ...scalar.by.map(piece => charsOf(typeof piece === 'string' ? piece : ''))),
  reasons: of.reasons,
})

/** All characters that a match can have. */
const readBy = (regex: Regex): CharSet => (regex.re === 'char' ? regex.set : union(...partsOf(regex).map(readBy)))
