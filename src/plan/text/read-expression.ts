import type { Span } from '../../base/span.ts'
import { didYouMean } from '../../base/suggest.ts'
import type { Column, Type } from '../../event/value.ts'
import { typeIn } from '../check/type-in.ts'
import { type FunctionName, functions } from '../functions/index.ts'
import type { Fold, Pattern, PatternPart } from '../pattern.ts'
import type { Comparison, Predicate, Replacement, Scalar } from '../plan.ts'
import { parseRegex } from '../regex/parse.ts'
import type { Regex } from '../regex/regex.ts'
import { type Read, readPipeline } from './parse.ts'
import { signs } from './print-expression.ts'
import { isValueNext, readInt, readName, readString, readType, readTypeAfter, readValue } from './read-word.ts'
import {
  accept,
  deeper,
  expect,
  fail,
  isNext,
  peek,
  type Reader,
  separated,
  since,
  take,
  unexpected,
} from './reader.ts'
import { ownType } from './word.ts'

/** The columns that can be read, or undefined where an error in what is before hides them. */
export type Known = readonly Column[] | undefined

export const readScalar = (r: Reader, known: Known): Scalar => deeper(r, () => scalar(r, known), placeholder)

const placeholder: Scalar = { op: 'literal', type: 'any', value: null }

function scalar(r: Reader, known: Known): Scalar {
  const start = peek(r)
  if (isValueNext(r)) {
    const value = readValue(r)
    const type = readTypeAfter(r, ownType(value))
    return { op: 'literal', type, value, at: since(r, start) }
  }
  const name = readName(r)
  if (start.kind !== 'word' || !accept(r, '(')) return field(name, known, since(r, start))
  switch (name) {
    case 'convert': {
      const arg = readScalar(r, known)
      expect(r, ',')
      const to = readType(r)
      expect(r, ')')
      return { op: 'convert', to, arg, at: since(r, start) }
    }
    case 'extract': {
      const of = readScalar(r, known)
      expect(r, ',')
      const regex = readRegex(r)
      expect(r, ',')
      const group = Number(readInt(r))
      expect(r, ')')
      return { op: 'extract', of, regex, group, at: since(r, start) }
    }
    case 'extract_all': {
      const of = readScalar(r, known)
      expect(r, ',')
      const regex = readRegex(r)
      expect(r, ',')
      const group = Number(readInt(r))
      const until = accept(r, ',') ? { until: Number(readInt(r)) } : {}
      expect(r, ')')
      return { op: 'extract_all', of, regex, group, ...until, at: since(r, start) }
    }
    case 'substitute': {
      const of = readScalar(r, known)
      expect(r, ',')
      const regex = readRegex(r)
      expect(r, ',')
      const by = readReplacement(r)
      expect(r, ')')
      return { op: 'substitute', of, regex, by, at: since(r, start) }
    }
    case 'truth': {
      const whenTrue = readPredicate(r, known)
      expect(r, ',')
      const whenFalse = readPredicate(r, known)
      expect(r, ')')
      return { op: 'truth', whenTrue, whenFalse, at: since(r, start) }
    }
    default:
      return call(r, name, start, known)
  }
}

/** A column that is not known is left to the check, which says so with suggestions. */
const field = (name: string, known: Known, at: Span): Scalar => ({
  op: 'field',
  name,
  type: known?.find(c => c.name === name)?.type ?? 'any',
  at,
})

function call(r: Reader, name: string, start: Span, known: Known): Scalar {
  const args = readArguments(r, known)
  const fn = (Object.keys(functions) as FunctionName[]).find(f => f === name)
  if (fn !== undefined) return { op: 'call', fn, args, at: since(r, start) }
  const help = didYouMean(name, Object.keys(functions))
  fail(r, 'plan/unknown-function', `there is no function \`${name}\``, start, help)
  return placeholder
}

/** Arguments up to and with the closing parenthesis; the opening one has been taken. */
export function readArguments(r: Reader, known: Known): Scalar[] {
  const args = isNext(r, ')') ? [] : separated(r, ',', () => readScalar(r, known))
  expect(r, ')')
  return args
}

/** A condition: `or` holds its parts together least, then `and`, then `not`. */
export const readPredicate = (r: Reader, known: Known): Predicate =>
  deeper<Predicate>(r, () => junction(r, 'or', () => junction(r, 'and', () => unary(r, known))), { op: 'never' })

function junction(r: Reader, op: 'and' | 'or', read: () => Predicate): Predicate {
  const start = peek(r)
  const args = separated(r, op, read)
  const [only] = args
  return args.length === 1 && only !== undefined ? only : { op, args, at: since(r, start) }
}

function unary(r: Reader, known: Known): Predicate {
  const start = peek(r)
  if (accept(r, 'not')) {
    const arg = deeper<Predicate>(r, () => unary(r, known), { op: 'never' })
    return { op: 'not', arg, at: since(r, start) }
  }
  if (accept(r, '(')) {
    const inside = readPredicate(r, known)
    expect(r, ')')
    return inside
  }
  if (start.kind === 'word') {
    const word = words[start.text]
    if (word !== undefined) {
      take(r)
      return { ...word(r, known), at: since(r, start) }
    }
  }
  return relation(r, known)
}

/** Conditions that begin with a word; a column of that name is quoted. */
const words: Readonly<Record<string, (r: Reader, known: Known) => Predicate>> = {
  always: () => ({ op: 'always' }),
  never: () => ({ op: 'never' }),
  and: (r, known) => ({ op: 'and', args: readFew(r, known) }),
  or: (r, known) => ({ op: 'or', args: readFew(r, known) }),
  present: (r, known) => {
    expect(r, '(')
    const of = readScalar(r, known)
    expect(r, ')')
    return { op: 'present', of }
  },
  some: (r, known) => {
    expect(r, '(')
    const as = readName(r)
    expect(r, 'in')
    const list = readScalar(r, known)
    expect(r, 'where')
    const type = known === undefined ? undefined : typeIn(list, known)
    const element: Type = typeof type === 'object' ? type.list : 'any'
    const where = readPredicate(r, [...(known ?? []).filter(c => c.name !== as), { name: as, type: element }])
    expect(r, ')')
    return { op: 'some', list, as, where }
  },
  among: (r, known) => {
    expect(r, '(')
    const values = separated(r, ',', () => readScalar(r, known))
    expect(r, 'in')
    expect(r, '(')
    // the check of the operator around it has the last word on it
    const { plan: of } = deeper(r, () => readPipeline(r, []), nothing)
    expect(r, ')')
    expect(r, ')')
    return { op: 'among', values, of }
  },
}

const nothing: Read = { plan: { op: 'scan', columns: [] }, columns: undefined }

/** The parts of a junction that has fewer than two. */
function readFew(r: Reader, known: Known): Predicate[] {
  expect(r, '(')
  const args = isNext(r, ')') ? [] : separated(r, ',', () => readPredicate(r, known))
  expect(r, ')')
  return args
}

function relation(r: Reader, known: Known): Predicate {
  const start = peek(r)
  const left = readScalar(r, known)
  if (accept(r, '~')) return { op: 'regex', of: left, regex: readRegex(r), at: since(r, start) }
  if (accept(r, 'within')) return { op: 'within', of: left, network: readString(r), at: since(r, start) }
  if (accept(r, 'like')) {
    const pattern = readPattern(r)
    const fold = accept(r, 'fold') ? readFold(r) : 'none'
    return { op: 'match', of: left, pattern, fold, at: since(r, start) }
  }
  const is = (Object.keys(signs) as Comparison[]).find(c => accept(r, signs[c]))
  if (is === undefined) {
    unexpected(r, 'a comparison (`=`, `<`, `<=`, `>`, `>=`, `like`, `~`, `within`)')
    return { op: 'never' }
  }
  const right = readScalar(r, known)
  return { op: 'compare', is, left, right, at: since(r, start) }
}

function readFold(r: Reader): Fold {
  if (accept(r, 'ascii')) return 'ascii'
  if (accept(r, 'casefold')) return 'casefold'
  if (accept(r, 'unicode')) return 'unicode'
  unexpected(r, '`ascii`, `unicode` or `casefold`')
  return 'none'
}

/** Texts and wildcards; an empty text is the pattern of nothing. */
function readPattern(r: Reader): Pattern {
  const parts: PatternPart[] = []
  while (isNext(r, '*') || isNext(r, '?') || peek(r).kind === 'string') {
    if (accept(r, '*')) parts.push({ any: 'run' })
    else if (accept(r, '?')) parts.push({ any: 'one' })
    else {
      const text = readString(r)
      parts.push({ text })
    }
  }
  if (parts.length === 0) unexpected(r, 'a pattern, of texts in double quotes, `*` and `?`')
  return parts.filter(part => !('text' in part) || part.text !== '')
}

/** Texts and numbers of groups up to the closing parenthesis; an empty text is the replacement by nothing. */
function readReplacement(r: Reader): Replacement {
  const pieces: (string | number)[] = []
  do pieces.push(peek(r).kind === 'string' ? readString(r) : Number(readInt(r)))
  while (!isNext(r, ')') && r.error === undefined)
  return pieces.filter(piece => piece !== '')
}

/** A regex between slashes; its own errors keep their places. */
function readRegex(r: Reader): Regex {
  const token = peek(r)
  if (token.kind !== 'regex') {
    unexpected(r, 'a regex between slashes')
    return { re: 'empty' }
  }
  take(r)
  const { text, offsets } = unescapeSlashes(token.text.slice(1, -1))
  const { value, diagnostics } = parseRegex(text, { at: offset => token.start + 1 + (offsets[offset] ?? 0) })
  if (value !== undefined) return value
  const [first] = diagnostics
  if (first !== undefined) {
    r.error ??= first
    r.at = r.tokens.length - 1
  }
  return { re: 'empty' }
}

/** The regex without the escapes of slashes, and for each offset in it (the end too) the one it had. */
function unescapeSlashes(written: string): { text: string; offsets: number[] } {
  let text = ''
  const offsets: number[] = []
  for (let i = 0; i < written.length; i++) {
    const pair = written[i] === '\\'
    const kept = pair ? (written[i + 1] === '/' ? '/' : written.slice(i, i + 2)) : written.charAt(i)
    for (let k = 0; k < kept.length; k++) offsets.push(i + (kept === '/' ? 0 : k))
    text += kept
    if (pair) i++
  }
  offsets.push(written.length)
  return { text, offsets }
}
