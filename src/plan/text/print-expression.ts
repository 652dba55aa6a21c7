import { printType } from '../../event/value.ts'
import type { Pattern } from '../pattern.ts'
import type { Comparison, Predicate, Scalar } from '../plan.ts'
import { printRegex } from '../regex/print.ts'
import type { Regex } from '../regex/regex.ts'
import { printNested } from './print.ts'
import { printLiteral, printName } from './word.ts'

/** An expression as text. */
export function printScalar(scalar: Scalar): string {
  switch (scalar.op) {
    case 'field':
      return printName(scalar.name)
    case 'literal':
      return printLiteral(scalar.value, scalar.type)
    case 'call':
      return `${scalar.fn}(${scalar.args.map(printScalar).join(', ')})`
    case 'convert':
      return `convert(${printScalar(scalar.arg)}, ${printType(scalar.to)})`
    case 'extract':
      return `extract(${printScalar(scalar.of)}, ${printSlashed(scalar.regex)}, ${scalar.group})`
    case 'extract_all': {
      const until = scalar.until === undefined ? '' : `, ${scalar.until}`
      return `extract_all(${printScalar(scalar.of)}, ${printSlashed(scalar.regex)}, ${scalar.group}${until})`
    }
    case 'substitute': {
      const by = scalar.by.map(piece => JSON.stringify(piece)).join(' ')
      return `substitute(${printScalar(scalar.of)}, ${printSlashed(scalar.regex)}, ${by === '' ? '""' : by})`
    }
    case 'truth':
      return `truth(${printPredicate(scalar.whenTrue)}, ${printPredicate(scalar.whenFalse)})`
  }
}

/** A condition as text. */
export function printPredicate(predicate: Predicate): string {
  switch (predicate.op) {
    case 'always':
    case 'never':
      return predicate.op
    case 'and':
    case 'or':
      return printJunction(predicate.op, predicate.args)
    case 'not':
      return `not ${inner(predicate.arg)}`
    case 'present':
      return `present(${printScalar(predicate.of)})`
    case 'compare':
      return `${printScalar(predicate.left)} ${signs[predicate.is]} ${printScalar(predicate.right)}`
    case 'match': {
      const fold = predicate.fold === 'none' ? '' : ` fold ${predicate.fold}`
      return `${printScalar(predicate.of)} like ${printPattern(predicate.pattern)}${fold}`
    }
    case 'regex':
      return `${printScalar(predicate.of)} ~ ${printSlashed(predicate.regex)}`
    case 'within':
      return `${printScalar(predicate.of)} within ${JSON.stringify(predicate.network)}`
    case 'among':
      return `among(${predicate.values.map(printScalar).join(', ')} in ${printNested(predicate.of)})`
    case 'some':
      return `some(${printName(predicate.as)} in ${printScalar(predicate.list)} where ${printPredicate(predicate.where)})`
  }
}

export const signs: Readonly<Record<Comparison, string>> = { eq: '=', lt: '<', le: '<=', gt: '>', ge: '>=' }

/** Two conditions or more stand side by side, over several lines where one would be long; fewer are written like a call. */
function printJunction(word: 'and' | 'or', args: readonly Predicate[]): string {
  if (args.length < 2) return `${word}(${args.map(printPredicate).join(', ')})`
  const parts = args.map(inner)
  const line = parts.join(` ${word} `)
  return line.length <= 100 && !line.includes('\n') ? line : parts.join(`\n${word} `).replaceAll('\n', '\n  ')
}

/** A condition inside another: what has a word between its parts goes into parentheses. */
function inner(predicate: Predicate): string {
  const isJunction = (predicate.op === 'and' || predicate.op === 'or') && predicate.args.length > 1
  return isJunction ? `(${printPredicate(predicate)})` : printPredicate(predicate)
}

/** Texts in quotes, `*` for any run and `?` for any one code point between them. */
const printPattern = (pattern: Pattern): string =>
  pattern.length === 0
    ? '""'
    : pattern.map(part => ('text' in part ? JSON.stringify(part.text) : part.any === 'run' ? '*' : '?')).join(' ')

/** A regex between slashes; the slashes in it are escaped, and no other escape is changed. */
const printSlashed = (regex: Regex): string =>
  `/${printRegex(regex).replace(/\\.|\//gsu, found => (found === '/' ? '\\/' : found))}/`
