import type { Fold, PatternPart } from '../../../plan/pattern.ts'
import type { Comparison, Predicate, Scalar } from '../../../plan/plan.ts'
import { assertion, char, repeat, seq, text } from '../../../plan/regex/build.ts'
import { ALL, setOf } from '../../../plan/regex/charset.ts'
import { parseRegex } from '../../../plan/regex/parse.ts'
import type { Regex } from '../../../plan/regex/regex.ts'
import { allOf, anyOf, negation } from '../../kit/logic.ts'
import type { TextPart } from '../detection/model.ts'

// What a test asks of one value, which is a text.

/** Letters of both cases are equal by Unicode's simple case folding, in patterns and in regexes that ignore case. */
export const foldOf = (cased: boolean): Fold => (cased ? 'none' : 'casefold')

/** Whether a text fits text with wildcards. */
export function fits(of: Scalar, parts: readonly TextPart[], cased: boolean): Predicate {
  return parts.every(isPattern)
    ? { op: 'match', of, pattern: parts, fold: foldOf(cased) }
    : { op: 'regex', of, regex: regexOf(parts, foldOf(cased)) }
}

const isPattern = (part: TextPart): part is PatternPart => !('oneOf' in part)

/** The parts as a regex, found in exactly the texts that fit; runs at the ends are the lack of an anchor. */
function regexOf(parts: readonly TextPart[], fold: Fold): Regex {
  const isRun = (part: TextPart | undefined): boolean => part !== undefined && 'any' in part && part.any === 'run'
  const openStart = isRun(parts[0])
  const openEnd = isRun(parts[parts.length - 1])
  const items = parts.slice(openStart ? 1 : 0, openEnd ? -1 : undefined).map(part => {
    if ('text' in part) return text(part.text, fold)
    if ('oneOf' in part) return char(setOf(part.oneOf.map(c => [c, c])))
    return part.any === 'one' ? char(ALL) : repeat(char(ALL), 0, undefined)
  })
  return seq([...(openStart ? [] : [assertion('text start')]), ...items, ...(openEnd ? [] : [assertion('text end')])])
}

const decimal =
  parseRegex('\\A[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?\\z').value ?? assertion('text end')

const comparisons: Readonly<Record<'lt' | 'lte' | 'gt' | 'gte', Comparison>> = {
  lt: 'lt',
  lte: 'le',
  gt: 'gt',
  gte: 'ge',
}

/**
 * Compares the number that a text is with another, in its plain decimal spelling. Whole numbers of 64 bit are compared with every
 * digit, others as floats; a text that is no decimal number is false.
 */
export function comparesNumber(of: Scalar, by: 'lt' | 'lte' | 'gt' | 'gte', number: string): Predicate {
  const asInt: Scalar = { op: 'convert', to: 'int', arg: of }
  const asFloat: Scalar = { op: 'convert', to: 'float', arg: of }
  const float: Predicate = {
    op: 'compare',
    is: comparisons[by],
    left: asFloat,
    right: { op: 'literal', type: 'float', value: Number(number) },
  }
  const bound = wholeBound(by, number)
  const others = allOf([{ op: 'regex', of, regex: decimal }, float])
  if (bound === undefined) return others
  const whole: Predicate = {
    op: 'compare',
    is: bound.is,
    left: asInt,
    right: { op: 'literal', type: 'int', value: bound.value },
  }
  return anyOf([whole, allOf([negation({ op: 'present', of: asInt }), others])])
}

/** The same comparison for whole numbers: `> 1.5` is `> 1`, `< 1.5` is `< 2`. Undefined beyond 64 bit. */
function wholeBound(by: 'lt' | 'lte' | 'gt' | 'gte', number: string): { is: Comparison; value: bigint } | undefined {
  const [whole = '0', part] = number.split('.')
  const cut = BigInt(whole)
  const below = part !== undefined && number.startsWith('-') ? cut - 1n : cut
  const up = by === 'lt' || by === 'gte'
  const value = part !== undefined && up ? below + 1n : below
  return BigInt.asIntN(64, value) === value ? { is: comparisons[by], value } : undefined
}
