import { taxonomy } from '../../event/taxonomy.ts'
import type { Value } from '../../event/value.ts'

/** The fields of an event while they are collected. */
export type Fields = Record<string, Value>

/** Sets a field whose name comes from a log; `__proto__` is a name like any other. */
export function put(fields: Fields, name: string, value: Value): void {
  if (name === '__proto__')
    Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true })
  else fields[name] = value
}

/** A field of the record itself: never one that every object has. */
export const own = (fields: Readonly<Fields>, name: string): Value | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined

/** A text as the type that the taxonomy gives to the field; it stays a text where it is not of that type. */
export function typed(name: string, text: string): Value {
  const type = taxonomy.get(name)?.type
  if (type === 'int') return intOf(text) ?? text
  if (type === 'bool') return text === 'true' ? true : text === 'false' ? false : text
  return text
}

/** A text that is a whole number within 64 bit, decimal or `0x…`; undefined where it is not. */
export function intOf(text: string): bigint | undefined {
  const length = text.length
  if (length === 0 || length > 20) return undefined
  if (length < 16) {
    let value = 0
    const from = text.charCodeAt(0) === 45 && length > 1 ? 1 : 0
    for (let i = from; i < length; i++) {
      const digit = text.charCodeAt(i) - 48
      if (!(digit >= 0 && digit <= 9)) return hexOf(text)
      value = value * 10 + digit
    }
    return BigInt(from === 1 ? -value : value)
  }
  if (!/^-?[0-9]+$/.test(text)) return hexOf(text)
  const int = BigInt(text)
  return BigInt.asIntN(64, int) === int ? int : undefined
}

const hexOf = (text: string): bigint | undefined => (/^0[xX][0-9a-fA-F]{1,15}$/.test(text) ? BigInt(text) : undefined)
