import type { Value } from './value.ts'
import { wellFormed } from './well-formed.ts'

/**
 * JSON as it was written: a number keeps its text (Windows identifiers pass 2⁵³, and `1.0` is not `1`), an object keeps
 * the order of its keys, and of a key that occurs twice the last value.
 */
export type Json = null | boolean | string | JsonNumber | readonly Json[] | JsonObject
export type JsonObject = ReadonlyMap<string, Json>
export interface JsonNumber {
  readonly number: string
}

/** Nesting beyond this is not read: no log needs it, and the parser's own stack must not depend on its input. */
export const maxJsonDepth = 128

/** The text as JSON (RFC 8259), or undefined where it is not, or is nested deeper than `maxJsonDepth`. O(length); never throws. */
export function parseJson(text: string): Json | undefined {
  const reader: Reader = { text, at: skipBlank(text, 0), open: [] }
  const value = readValue(reader)
  return value !== undefined && skipBlank(text, reader.at) === text.length ? value : undefined
}

/** A JSON value inside a text. */
export interface Found {
  readonly value: Json
  /** The offset after it. */
  readonly end: number
}

/** The first object (`{`) or array (`[`) that stands whole in a text at or after an offset, whatever is around it. Never throws. */
export function findJson(text: string, opens: '{' | '[', from: number): Found | undefined {
  // brackets that were open when an attempt failed fail at the same place: trying each of them would be quadratic
  const failed = new Set<number>()
  for (let at = text.indexOf(opens, from); at >= 0; at = text.indexOf(opens, at + 1)) {
    if (failed.has(at)) continue
    const reader: Reader = { text, at, open: [] }
    const value = readValue(reader)
    if (value !== undefined) return { value, end: reader.at }
    for (const start of reader.open) failed.add(start)
  }
  return undefined
}

/** The text as a `Value`: integers within 64 bit are bigint, other numbers are number. Undefined where it is not JSON. */
export function parseJsonValue(text: string): Value | undefined {
  const json = parseJson(text)
  return json === undefined ? undefined : jsonToValue(json)
}

/** JSON as a `Value`: integers within 64 bit are bigint, other numbers are number. */
export function jsonToValue(json: Json): Value {
  if (json === null || typeof json !== 'object') return json
  if (isJsonArray(json)) return json.map(jsonToValue)
  if (isJsonObject(json)) return Object.fromEntries([...json].map(([key, value]) => [key, jsonToValue(value)]))
  return numberToValue(json.number)
}

/** Compact JSON text; numbers as they were written. */
export function printJson(json: Json): string {
  if (json === null || typeof json !== 'object') return JSON.stringify(json)
  if (isJsonArray(json)) return `[${json.map(printJson).join(',')}]`
  if (isJsonObject(json))
    return `{${[...json].map(([key, value]) => `${JSON.stringify(key)}:${printJson(value)}`).join(',')}}`
  return json.number
}

/** Compact JSON text of a value; a float that JSON cannot write is its name as text. */
export function printValue(value: Value): string {
  // every event passes here, and the printer of the runtime is twice as fast
  const plain = plainOf(value)
  return plain === undefined ? written(value) : JSON.stringify(plain)
}

type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain }

/** The value without bigints; undefined where one of them is no exact number. */
function plainOf(value: Value): Plain | undefined {
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : undefined
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (value === null || typeof value !== 'object') return value
  if (isList(value)) {
    const items = value.map(plainOf)
    return items.includes(undefined) ? undefined : (items as readonly Plain[])
  }
  const object: Record<string, Plain> = {}
  for (const key of Object.keys(value)) {
    const item = plainOf(value[key] ?? null)
    if (item === undefined) return undefined
    put(object, key, item)
  }
  return object
}

function written(value: Value): string {
  if (typeof value === 'bigint') return value.toString()
  if (value === null || typeof value !== 'object') return printValue(value)
  if (isList(value)) return `[${value.map(written).join(',')}]`
  const items = Object.keys(value).map(key => `${JSON.stringify(key)}:${written(value[key] ?? null)}`)
  return `{${items.join(',')}}`
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value)

/** A key may be called `__proto__`. */
function put<T>(into: Record<string, T>, name: string, value: T): void {
  if (name === '__proto__') Object.defineProperty(into, name, { value, enumerable: true })
  else into[name] = value
}

export const isJsonArray = (json: Json): json is readonly Json[] => Array.isArray(json)
export const isJsonObject = (json: Json): json is JsonObject => json instanceof Map

function numberToValue(text: string): bigint | number {
  if (!/^-?[0-9]{1,19}$/.test(text)) return Number(text)
  const int = BigInt(text)
  return BigInt.asIntN(64, int) === int ? int : Number(text)
}

interface Reader {
  readonly text: string
  at: number
  /** Where the objects and arrays begin that are not closed yet, the outermost first. */
  readonly open: number[]
}

function readValue(r: Reader): Json | undefined {
  switch (r.text[r.at]) {
    case '{':
      return nested(r, readObject)
    case '[':
      return nested(r, readArray)
    case '"':
      return readString(r)
    case 't':
      return readWord(r, 'true', true)
    case 'f':
      return readWord(r, 'false', false)
    case 'n':
      return readWord(r, 'null', null)
    default:
      return readNumber(r)
  }
}

/** Reads an object or array, unless it is too deep; it stays open where it cannot be read. */
function nested<T extends Json>(r: Reader, read: (r: Reader) => T | undefined): T | undefined {
  if (r.open.length >= maxJsonDepth) return undefined
  r.open.push(r.at)
  const value = read(r)
  if (value !== undefined) r.open.pop()
  return value
}

function readObject(r: Reader): JsonObject | undefined {
  const object = new Map<string, Json>()
  r.at = skipBlank(r.text, r.at + 1)
  if (take(r, '}')) return object
  while (true) {
    const key = r.text[r.at] === '"' ? readString(r) : undefined
    if (key === undefined) return undefined
    r.at = skipBlank(r.text, r.at)
    if (!take(r, ':')) return undefined
    r.at = skipBlank(r.text, r.at)
    const value = readValue(r)
    if (value === undefined) return undefined
    object.set(key, value)
    r.at = skipBlank(r.text, r.at)
    if (take(r, '}')) return object
    if (!take(r, ',')) return undefined
    r.at = skipBlank(r.text, r.at)
  }
}

function readArray(r: Reader): readonly Json[] | undefined {
  const items: Json[] = []
  r.at = skipBlank(r.text, r.at + 1)
  if (take(r, ']')) return items
  while (true) {
    const value = readValue(r)
    if (value === undefined) return undefined
    items.push(value)
    r.at = skipBlank(r.text, r.at)
    if (take(r, ']')) return items
    if (!take(r, ',')) return undefined
    r.at = skipBlank(r.text, r.at)
  }
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

function readString(r: Reader): string | undefined {
  let out = ''
  let from = r.at + 1
  for (let i = from; i < r.text.length; i++) {
    const unit = r.text.charCodeAt(i)
    if (unit === 0x22) {
      r.at = i + 1
      // an escape may stand for half of a pair
      return out === '' ? r.text.slice(from, i) : wellFormed(out + r.text.slice(from, i))
    }
    if (unit < 0x20) return undefined
    if (unit !== 0x5c) continue
    out += r.text.slice(from, i)
    const letter = r.text[++i] ?? ''
    if (letter === 'u') {
      const hex = r.text.slice(i + 1, i + 5)
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) return undefined
      out += String.fromCharCode(Number.parseInt(hex, 16))
      i += 4
    } else {
      const char = escapes[letter]
      if (char === undefined) return undefined
      out += char
    }
    from = i + 1
  }
  return undefined
}

const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y

function readNumber(r: Reader): JsonNumber | undefined {
  number.lastIndex = r.at
  const found = number.exec(r.text)
  if (found === null) return undefined
  r.at = number.lastIndex
  return { number: found[0] }
}

function readWord<T extends Json>(r: Reader, word: string, value: T): T | undefined {
  if (!r.text.startsWith(word, r.at)) return undefined
  r.at += word.length
  return value
}

function take(r: Reader, char: string): boolean {
  if (r.text[r.at] !== char) return false
  r.at++
  return true
}

function skipBlank(text: string, from: number): number {
  let at = from
  for (;;) {
    const unit = text.charCodeAt(at)
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return at
    at++
  }
}
