import type { Span } from '../../../../base/span.ts'
import type { Predicate, Scalar } from '../../../../plan/plan.ts'
import { parseRegex } from '../../../../plan/regex/parse.ts'
import type { Regex } from '../../../../plan/regex/regex.ts'
import { withoutPlaces } from '../../../../plan/regex/walk.ts'
import { asFloat, asText, converted } from '../coerce.ts'
import { compared } from '../compare.ts'
import { allOf, anyOf, constant, negation } from '../logic.ts'
import { contains } from '../matching.ts'
import { intOf, ofCondition, type Typed } from '../typed.ts'
import { call, either, float, int, isTrue, type Lowerings, string } from './lowering.ts'

/** What asks whether a value is so (S/isnull-isempty-isblank, S/isnumeric, S/contains, S/luhn, M/isnan-isinfinity, S/jsonarray…). */
export const testFunctions: Lowerings = {
  isnull: ([x], at) => ofCondition(isNull(x, at), at),
  isempty: ([x], at) => ofCondition(anyOf([isNull(x, at), isText(x, '', at)], at), at),
  isblank: ([x], at) => ofCondition(isBlank(x, at), at),
  isnumeric: ([x], at) => ofCondition(isNumeric(x, at), at),
  contains: ([x, part = x], at) => ofCondition(contains(x, part, at), at),
  luhn: ([x], at) => ofCondition(isTrue(call('luhn', [asText(x)], at), at), at),
  isnan: ([x], at) =>
    ofNumber(x, at, number =>
      // text that is no number is not a number
      anyOf([negation({ op: 'present', of: number, at }), compared('eq', number, float(Number.NaN), at)], at),
    ),
  isinfinity: ([x], at) =>
    ofNumber(x, at, number =>
      anyOf(
        [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(end => compared('eq', number, float(end), at)),
        at,
      ),
    ),
  jsonarraysize: ([x], at) => {
    const size = call('list_size', [itemsOf(x, at)], at)
    return intOf(either(isArray(x, at), call('coalesce', [size, int(-1n)], at), int(-1n), at), at)
  },
  jsonarraycontains: ([x, item = x], at) => {
    const element: Scalar = { op: 'field', name: 'item', type: 'string' }
    const wanted = asText(item)
    const same: Predicate = { op: 'compare', is: 'eq', left: element, right: wanted, at }
    return ofCondition(allOf([isArray(x, at), { op: 'some', list: itemsOf(x, at), as: 'item', where: same, at }]), at)
  },
}

/** Whether there is no value. */
export function isNull(x: Typed, at: Span): Predicate {
  if (x.scalar.op === 'literal') return constant(x.scalar.value === null, at)
  return negation({ op: 'present', of: x.scalar, at }, at)
}

const isText = (x: Typed, text: string, at: Span): Predicate =>
  x.kind === 'number' || x.kind === 'boolean' ? constant(false, at) : compared('eq', asText(x), string(text), at)

function isBlank(x: Typed, at: Span): Predicate {
  if (x.kind === 'number' || x.kind === 'boolean') return isNull(x, at)
  return anyOf([isNull(x, at), compared('eq', call('trim', [asText(x)], at), string(''), at)], at)
}

/** A test of a number, of which null, empty and blank text have no answer. */
function ofNumber(x: Typed, at: Span, test: (number: Scalar) => Predicate): Typed {
  const number = asFloat(x) ?? converted(asText(x), 'string', 'float')
  const answered = negation(isBlank(x, at), at)
  const condition = allOf([answered, test(number)], at)
  const scalar: Scalar = { op: 'truth', whenTrue: condition, whenFalse: answered, at }
  return { scalar, type: 'bool', kind: 'boolean', span: at, condition }
}

const ownRegex = (text: string): Regex | undefined => {
  const { value } = parseRegex(text)
  return value === undefined ? undefined : withoutPlaces(value)
}

/** What Java reads as a number; a leading zero makes it octal (docs/search/search-query-language/search-operators/isnumeric.md). */
const numericText = ownRegex(
  '^[+-]?(?:0[xX][0-9a-fA-F]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lL]|(?:[eE][+-]?[0-9]+)?[fFdD]?)|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fFdD]?)$',
)

function isNumeric(x: Typed, at: Span): Predicate {
  if (x.kind === 'number') return { op: 'present', of: x.scalar, at }
  return numericText === undefined ? constant(false, at) : { op: 'regex', of: asText(x), regex: numericText, at }
}

const arrayText = ownRegex('^[ \\t\\n\\r]*\\[')

/** Whether a text is a JSON array, and no object: those have items too. */
const isArray = (x: Typed, at: Span): Predicate =>
  arrayText === undefined ? constant(false, at) : { op: 'regex', of: asText(x), regex: arrayText, at }

const itemsOf = (x: Typed, at: Span): Scalar => call('json_items', [asText(x)], at)
