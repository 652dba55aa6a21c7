import { sameType, type Type, type Value } from '../event/value.ts'
import { within64 } from './functions/signature.ts'
import { trimAscii } from './functions/text.ts'
import { parseAddress, printAddress } from './ip.ts'
import { isOrdered } from './order.ts'
import { printTime } from './time.ts'

/** Makes of a present value one of another type, or null where it has no counterpart there. */
type Conversion = (value: Value) => Value

/** The conversions there are, by the type of the value, then the type that is wanted. */
const conversions: Readonly<Record<string, Readonly<Record<string, Conversion>>>> = {
  string: {
    float: v => textToFloat(String(v)),
    int: v => textToInt(String(v)),
    bool: v => textToBool(String(v)),
    ip: v => textToIp(String(v)),
  },
  int: {
    string: v => String(v),
    float: v => Number(v),
    time: v => v,
  },
  float: {
    string: v => floatToText(Number(v)),
    int: v => floatToInt(Number(v)),
  },
  bool: { string: v => String(v) },
  time: { int: v => v, string: v => (typeof v === 'bigint' ? printTime(v) : null) },
  ip: { string: v => v },
}

/**
 * Whether a value of one type can be converted to the other at all. `any` converts to every type that is not a list or an
 * object, by the type that the value itself has.
 */
export function canConvert(from: Type, to: Type): boolean {
  if (sameType(from, to)) return true
  if (from === 'any') return isOrdered(to)
  return typeof from === 'string' && typeof to === 'string' && conversions[from]?.[to] !== undefined
}

/** The value as one of another type (`canConvert`); null where it has no counterpart there, and for null. */
export function convert(value: Value, from: Type, to: Type): Value {
  if (value === null || sameType(from, to)) return value
  if (from === 'any') {
    const own = ownType(value)
    return own !== undefined && canConvert(own, to) ? convert(value, own, to) : null
  }
  const conversion = typeof from === 'string' && typeof to === 'string' ? conversions[from]?.[to] : undefined
  if (conversion === undefined) throw new TypeError('a conversion that the check refuses was run')
  return conversion(value)
}

/** The type that a value of type `any` has by itself; undefined for lists and objects. */
function ownType(value: Value): Type | undefined {
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'bigint') return 'int'
  if (typeof value === 'number') return 'float'
  return typeof value === 'string' ? 'string' : undefined
}

function textToFloat(written: string): number | null {
  const text = trimAscii(written)
  if (/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(text)) return Number(text)
  if (text === 'Infinity' || text === '-Infinity') return Number(text)
  return text === 'NaN' ? Number.NaN : null
}

function textToInt(text: string): bigint | null {
  if (!/^[+-]?[0-9]+$/.test(text)) return null
  const digits = text.replace(/^[+-]?0*/, '')
  return digits.length > 19 ? null : within64(text.startsWith('-') ? -BigInt(digits) : BigInt(digits))
}

function textToBool(text: string): boolean | null {
  const word = text.length <= 5 ? text.toLowerCase() : ''
  return word === 'true' ? true : word === 'false' ? false : null
}

function textToIp(text: string): string | null {
  const address = parseAddress(text)
  return address === undefined ? null : printAddress(address)
}

/** As JavaScript writes numbers (ECMA-262 Number::toString): the shortest digits that give the number back, `-0` as `0`. */
const floatToText = (value: number): string => String(value)

function floatToInt(value: number): bigint | null {
  const whole = Math.trunc(value)
  return Number.isFinite(whole) ? within64(BigInt(whole)) : null
}
