import { isJsonArray, isJsonObject, type Json, maxJsonDepth, parseJson, parseJsonValue } from '../../event/json.ts'
import type { Value } from '../../event/value.ts'
import { type Fields, put } from '../values/fields.ts'

/**
 * A JSON object as fields: whole numbers are bigint and exact also beyond 2⁵³, other numbers are number. Undefined where
 * the text is no JSON object or is nested too deeply. O(length); never throws.
 */
export function parseObject(text: string): Fields | undefined {
  const value = bigNumber.test(text) ? parseJsonValue(text) : quickly(text)
  if (value === undefined || !isObject(value)) return undefined
  return exact(value as Fields, 0) ? (value as Fields) : undefined
}

/** The same with whole numbers of any size, for those who print them again. */
export function parseWide(text: string): Fields | undefined {
  if (!bigNumber.test(text)) return parseObject(text)
  const json = parseJson(text)
  return json === undefined || !isJsonObject(json) ? undefined : (widened(json) as Fields)
}

/** More digits than this are not read as a whole number: reading them takes longer than linear time. */
const mostDigits = 400

function widened(json: Json): Value {
  if (json === null || typeof json !== 'object') return json
  if (isJsonArray(json)) return json.map(widened)
  if (isJsonObject(json)) {
    const object: Fields = {}
    for (const [key, value] of json) put(object, key, widened(value))
    return object
  }
  const { number } = json
  return number.length <= mostDigits && /^-?[0-9]+$/.test(number) ? BigInt(number) : Number(number)
}

/** A whole number of 16 digits or more, by what stands before a number: few strings look like that, none is harmed. */
const bigNumber = /[:,[\s-][0-9]{16}/

/** Right for all numbers below 16 digits, and several times as fast as the exact parser. */
function quickly(text: string): Value | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A JSON object, no list. */
export const isObject = (value: Value | undefined): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A JSON list. */
export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value)

/** Turns whole numbers to bigint in place, since nobody else has the object yet; false where it is nested too deeply. */
function exact(holder: Record<string, Value> | Value[], depth: number): boolean {
  if (depth > maxJsonDepth) return false
  for (const key in holder) {
    const value = (holder as Record<string, Value>)[key]
    if (typeof value === 'number') {
      if (Number.isSafeInteger(value)) (holder as Record<string, Value>)[key] = BigInt(value)
    } else if (typeof value === 'object' && value !== null) {
      if (!exact(value as Record<string, Value> | Value[], depth + 1)) return false
    }
  }
  return true
}

/** Nested objects as fields of one level, their names joined by dots; lists stay. */
export function flatten(object: { readonly [key: string]: Value }): Fields {
  const out: Fields = {}
  walk(object, '', out)
  return out
}

function walk(object: { readonly [key: string]: Value }, prefix: string, out: Fields): void {
  for (const key of Object.keys(object)) {
    const value = object[key] ?? null
    const name = prefix + key
    if (isObject(value)) walk(value, `${name}.`, out)
    else if (name === '__proto__') Object.defineProperty(out, name, { value, enumerable: true })
    else out[name] = value
  }
}
