import type { Type, Value } from '../event/value.ts'

/** Whether values of this type can be compared, sorted and grouped. */
export const isOrdered = (type: Type): boolean =>
  typeof type === 'string' && ['bool', 'int', 'float', 'string', 'time', 'ip'].includes(type)

/**
 * The order of two present values of one ordered type: negative, 0 (equal) or positive. Text goes by code point; false
 * comes before true; -0 equals 0; NaN equals itself and comes after every number.
 */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  if (typeof a === 'number' && typeof b === 'number') return compareFloats(a, b)
  if ((typeof a === 'bigint' && typeof b === 'bigint') || (typeof a === 'boolean' && typeof b === 'boolean'))
    return a < b ? -1 : a > b ? 1 : 0
  throw new TypeError(`values of different or unordered types met: ${typeof a}, ${typeof b}`)
}

function compareFloats(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
  return a < b ? -1 : a > b ? 1 : 0
}

/** Text by code point. JavaScript's own `<` goes by UTF-16 unit, which puts `😀` (two surrogates) before `Ａ`. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return surrogatesLast(x) - surrogatesLast(y)
  }
  return a.length - b.length
}

/** Moves the surrogates behind the rest of the basic plane, where the code points they stand for are. */
const surrogatesLast = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800)

/** A text that is the same for two values (or two nulls) exactly if they are equal, to use as a key. */
export function keyOf(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return `"${value}"`
  if (typeof value === 'number') return String(value === 0 ? 0 : value)
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  throw new TypeError('a list or an object cannot be a key')
}

/** The key of several values together; no two different rows of values share one. */
export const keyOfRow = (values: readonly Value[]): string => JSON.stringify(values.map(keyOf))
