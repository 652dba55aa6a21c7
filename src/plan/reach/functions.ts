import type { Span } from '../../base/span.ts'
import type { Value } from '../../event/value.ts'
import { lowerCase, upperCase } from '../functions/case.ts'
import { type FunctionName, functions } from '../functions/index.ts'
import { intersect, setOf, subtract, union } from '../regex/charset.ts'
import { casedCodePoints } from '../regex/fold.ts'
import type { CharSet } from '../regex/regex.ts'
import { ANYTHING, either, type Known, mergeReasons, textOf, withValues } from './known.ts'

/** What a function makes of what is known of its arguments. */
type Transfer = (args: readonly Known[], at: Span | undefined) => Known

const madeOf: Transfer = args => ({
  values: undefined,
  chars: union(...args.map(a => a.chars)),
  reasons: mergeReasons(args),
})

const partOf: Transfer = ([text = ANYTHING]) => ({ ...text, values: undefined })

const inCase =
  (is: 'lower' | 'upper'): Transfer =>
  ([text = ANYTHING], at) =>
    textOf(inLetterCase(text.chars, is), is, at, text.reasons)

/** Functions whose results have only characters that are known. Of every other, nothing is known. */
const transfers: Partial<Record<FunctionName, Transfer>> = {
  lower: inCase('lower'),
  upper: inCase('upper'),
  concat: madeOf,
  substring: partOf,
  trim: partOf,
  replace: ([text = ANYTHING, , by = ANYTHING]) => madeOf([text, by], undefined),
  if: ([, yes = ANYTHING, no = ANYTHING]) => either([yes, no]),
  coalesce: args => either(args),
}

/** Combinations of arguments that are worked out one by one. */
const MOST_COMBINATIONS = 64

/** What is known of a call, from what is known of its arguments. */
export function knowCall(fn: FunctionName, args: readonly Known[], at: Span | undefined): Known {
  const values = functions[fn].nulls === 'strict' ? workOut(fn, args) : undefined
  if (values !== undefined) {
    const known = withValues(values, mergeReasons(args))
    return fn === 'lower' || fn === 'upper' ? { ...known, reasons: [{ is: fn, chars: known.chars, at }] } : known
  }
  return transfers[fn]?.(args, at) ?? ANYTHING
}

/** Every result, where the arguments have few values. */
function workOut(fn: FunctionName, args: readonly Known[]): Value[] | undefined {
  let combinations: (readonly Value[])[] = [[]]
  for (const { values } of args) {
    if (values === undefined || combinations.length * values.length > MOST_COMBINATIONS) return undefined
    combinations = combinations.flatMap(before => values.map(value => [...before, value]))
  }
  return combinations.map(combination => functions[fn].evaluate(combination))
}

const results = { lower: new WeakMap<CharSet, CharSet>(), upper: new WeakMap<CharSet, CharSet>() }

/** The characters that these become, one by one. Most often these are all characters, so results are remembered. */
function inLetterCase(chars: CharSet, to: 'lower' | 'upper'): CharSet {
  const before = results[to].get(chars)
  if (before !== undefined) return before
  const change = to === 'lower' ? lowerCase : upperCase
  const changed: [number, number][] = []
  cased ??= setOf(casedCodePoints().map(c => [c, c]))
  for (const [from, last] of intersect(chars, cased))
    for (let c = from; c <= last; c++) {
      const result = change(String.fromCodePoint(c)).codePointAt(0) ?? c
      changed.push([result, result])
    }
  const result = union(subtract(chars, cased), setOf(changed))
  results[to].set(chars, result)
  return result
}

let cased: CharSet | undefined
