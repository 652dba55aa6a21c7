import type { Type, Value } from '../../event/value.ts'
import { upperCase } from './case.ts'
import { decimalOf, rounded, written } from './decimal.ts'
import { type FormatSpecifier, parseFormat } from './format-pattern.ts'
import type { PlanFunction } from './function.ts'
import { remember } from './remember.ts'
import { text } from './signature.ts'

const patterns = remember(parseFormat)

const format: PlanFunction = {
  doc: 'Values put into a text by the pattern of Java’s Formatter that is the first argument: %s any value, %d %x %o int, %f %e float, with index, flags, width and precision. Null where the pattern is none, or does not fit the arguments.',
  signature: '(string, string|int|float…) → string',
  result: ([pattern, ...args]) =>
    pattern === 'string' && args.every(t => t === 'string' || t === 'int' || t === 'float') ? 'string' : undefined,
  nulls: 'strict',
  evaluate: ([pattern, ...args]) => {
    const parsed = patterns(text(pattern))
    if ('problem' in parsed) return null
    const parts = parsed.pieces.map(p => (typeof p === 'string' ? p : put(p, args[p.argument])))
    return parts.every(part => part !== undefined) ? parts.join('') : null
  },
  examples: [
    of('%s: %d', ['string', 'int'], ['bob', 42n], 'bob: 42'),
    of('$%,.2f', ['float'], [1234567.891], '$1,234,567.89'),
    of('%.20f', ['float'], [0.1], '0.10000000000000000000'),
    of('%.2f', ['float'], [1.005], '1.01'),
    of('%016X|%x', ['int', 'int'], [48879n, -1n], '000000000000BEEF|ffffffffffffffff'),
    of('%e %.1E', ['float', 'float'], [12345.678, 0.05], '1.234568e+04 5.0E-02'),
    of('%-5s|%5S|%.2s', ['string', 'string', 'string'], ['ab', 'cd', 'efg'], 'ab   |   CD|ef'),
    of('%2$s %1$s %<s %%', ['string', 'string'], ['a', 'b'], 'b a a %'),
    of('%+d % d %(d %05d', ['int', 'int', 'int', 'int'], [1n, 2n, -3n, -4n], '+1  2 (3) -0004'),
    of('%f %f', ['float', 'float'], [Number.NEGATIVE_INFINITY, 0], '-Infinity 0.000000'),
    of('%d', ['string'], ['1'], null),
    of('%s %s', ['string'], ['1'], null),
    of('100%', [], [], null),
  ],
}

function of(pattern: string, types: readonly Type[], args: readonly Value[], gives: string | null) {
  return { args: [pattern, ...args], types: ['string' as const, ...types], gives }
}

/** One argument as its specifier says; undefined where it is of another kind, or missing. */
function put(how: FormatSpecifier, value: Value | undefined): string | undefined {
  const plain = how.is === 's' ? putText(how, value) : putNumber(how, value)
  return plain === undefined || !how.upper ? plain : upperCase(plain)
}

function putText({ precision, flags, width }: FormatSpecifier, value: Value | undefined): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'bigint' && typeof value !== 'number') return undefined
  const whole = String(value)
  return padded(precision === undefined ? whole : [...whole].slice(0, precision).join(''), flags, width)
}

function putNumber(how: FormatSpecifier, value: Value | undefined): string | undefined {
  const { is, flags, width } = how
  if (is === 'f' || is === 'e') {
    if (typeof value !== 'number') return undefined
    const negative = value < 0 || Object.is(value, -0)
    if (Number.isFinite(value)) return signed(is === 'f' ? fixed(how, value) : scientific(how, value), negative, how)
    // what is no number is not filled with zeros
    if (Number.isNaN(value)) return padded('NaN', flags, width)
    return signed('Infinity', negative, { ...how, flags: flags.replace('0', '') })
  }
  if (typeof value !== 'bigint') return undefined
  if (is === 'd') {
    const digits = String(value < 0n ? -value : value)
    return signed(flags.includes(',') ? grouped(digits) : digits, value < 0n, how)
  }
  const digits = BigInt.asUintN(64, value).toString(is === 'x' ? 16 : 8)
  return signed((flags.includes('#') ? (is === 'x' ? '0x' : '0') : '') + digits, false, how)
}

function fixed({ precision = 6, flags }: FormatSpecifier, value: number): string {
  const { whole, part } = written(rounded(decimalOf(value), precision), precision)
  const point = part !== '' || flags.includes('#') ? '.' : ''
  return (flags.includes(',') ? grouped(whole) : whole) + point + part
}

function scientific({ precision = 6, flags }: FormatSpecifier, value: number): string {
  const exact = decimalOf(value)
  const { digits, point } = rounded(exact, precision + 1 - exact.point)
  const exponent = digits === '' ? 0 : point - 1
  const [first = '0', ...rest] = digits
  const part = rest.join('').padEnd(precision, '0')
  const size = String(Math.abs(exponent)).padStart(2, '0')
  return `${first}${part !== '' || flags.includes('#') ? '.' : ''}${part}e${exponent < 0 ? '-' : '+'}${size}`
}

const grouped = (digits: string): string => digits.replace(/\B(?=(?:[0-9]{3})+$)/g, ',')

/** The digits with their sign, filled up to the width: with zeros between sign and digits, or with blanks. */
function signed(digits: string, negative: boolean, { flags, width, is }: FormatSpecifier): string {
  const inParentheses = negative && flags.includes('(')
  const before = inParentheses ? '(' : negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
  const after = inParentheses ? ')' : ''
  if (!flags.includes('0')) return padded(before + digits + after, flags, width)
  const prefix = flags.includes('#') && is === 'x' ? '0x' : ''
  const room = Math.max(0, width - before.length - after.length - prefix.length)
  return before + prefix + digits.slice(prefix.length).padStart(room, '0') + after
}

const padded = (body: string, flags: string, width: number): string => {
  const missing = ' '.repeat(Math.max(0, width - [...body].length))
  return flags.includes('-') ? body + missing : missing + body
}

export const formatting = { format }
