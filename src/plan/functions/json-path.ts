import { type JsonCondition, readJsonCondition } from './json-condition.ts'
import { type PathReader, QUOTED, takeFrom, unquoted } from './json-path-reader.ts'

/** A step into JSON that leads to one place at most: a key of an object, a position in an array, a position from its end. */
export type JsonOneStep = { readonly key: string } | { readonly index: number } | { readonly last: number }

/** A step into JSON. All but the first three may lead to many places, so that a path with one of them gives an array. */
export type JsonStep =
  | JsonOneStep
  /** All elements of an array, all values of an object. */
  | { readonly every: true }
  /** Elements from a position up to and without another; negative ones count from the end. */
  | { readonly from: number | undefined; readonly to: number | undefined }
  /** Several keys or positions, in this order. */
  | { readonly keys: readonly string[] }
  | { readonly indexes: readonly number[] }
  /** The elements of an array or values of an object that fulfil a condition. */
  | { readonly where: JsonCondition }
  /** The value itself and everything inside of it, outer before inner. */
  | { readonly deep: true }

/** Whether a step leads to one place at most. */
export const leadsToOne = (step: JsonStep): step is JsonOneStep => 'key' in step || 'index' in step || 'last' in step

/**
 * A path such as `a.b[0].c`, `$.a`, `['odd key'].x`, `a[*].b`, `a[1:3]`, `a[?(@.b == 1)].c` or `$..b`, taken apart; undefined where
 * it is not written so (https://goessner.net/articles/JsonPath/). Inside quotes a backslash keeps the next character. No
 * path leads to one place twice, so what it finds is never larger than the document. O(length).
 */
export function parseJsonPath(path: string): readonly JsonStep[] | undefined {
  const steps: JsonStep[] = []
  const reader: PathReader = { text: path, at: path.startsWith('$') ? 1 : 0 }
  while (reader.at < path.length) {
    const found = readStep(reader, steps)
    if (found === undefined) return undefined
    steps.push(...found)
  }
  const last = steps[steps.length - 1]
  // a second descent would come to one place in many ways
  const descents = steps.filter(step => 'deep' in step).length
  return last === undefined || 'deep' in last || descents > 1 ? undefined : steps
}

const KEY = /[^.[\]]+/y

/** The keys that a document must have for the path to lead anywhere. */
export function keysOnTheWay(path: string): readonly string[] {
  const steps = parseJsonPath(path) ?? []
  const many = steps.findIndex(step => !leadsToOne(step))
  return steps.slice(0, many < 0 ? undefined : many).flatMap(step => ('key' in step ? [step.key] : []))
}

function readStep(r: PathReader, before: readonly JsonStep[]): readonly JsonStep[] | undefined {
  const first = r.at === 0
  if (takeFrom(r, /\.\./y) !== undefined) {
    const next = readAfterDots(r)
    return next === undefined ? undefined : [{ deep: true }, next]
  }
  if (r.text[r.at] === '[') return one(readBracket(r))
  // published searches write `a.[0]` for `a[0]`, and `['a']*['b']` for `['a'].*['b']`
  if (takeFrom(r, /\./y) !== undefined)
    return first || (before.length === 0 && r.text[0] !== '$') ? undefined : one(readAfterDots(r))
  if (r.text[r.at] === '*') return one(readAfterDots(r))
  return first ? one(readAfterDots(r)) : undefined
}

const one = (step: JsonStep | undefined): readonly JsonStep[] | undefined => (step === undefined ? undefined : [step])

function readAfterDots(r: PathReader): JsonStep | undefined {
  if (r.text[r.at] === '[') return readBracket(r)
  if (takeFrom(r, /\*(?=[.[]|$)/y) !== undefined) return { every: true }
  const key = takeFrom(r, KEY)?.[0]
  return key === undefined || key === '*' ? undefined : { key }
}

function readBracket(r: PathReader): JsonStep | undefined {
  r.at++
  const step = readInBracket(r)
  return takeFrom(r, /\s*\]/y) === undefined ? undefined : step
}

function readInBracket(r: PathReader): JsonStep | undefined {
  takeFrom(r, /\s*/y)
  if (takeFrom(r, /\*/y) !== undefined) return { every: true }
  if (takeFrom(r, /\?/y) !== undefined) return readCondition(r)
  const fromEnd = takeFrom(r, /\(\s*@\.length\s*-\s*([0-9]{1,9})\s*\)/y)
  if (fromEnd !== undefined) return { last: Number(fromEnd[1]) }
  const slice = takeFrom(r, /(-?[0-9]{1,9})?\s*:\s*(-?[0-9]{1,9})?/y)
  if (slice !== undefined) return { from: numberOr(slice[1]), to: numberOr(slice[2]) }
  const keys = readList(r, QUOTED, unquoted)
  const [key] = keys
  if (key !== undefined) return keys.length === 1 ? { key } : { keys }
  const indexes = readList(r, /[0-9]{1,9}/y, found => Number(found[0]))
  const [index] = indexes
  if (index !== undefined) return indexes.length === 1 ? { index } : { indexes }
  return undefined
}

function readCondition(r: PathReader): JsonStep | undefined {
  if (r.text[r.at] !== '(') return undefined
  const where = readJsonCondition(r)
  return where === undefined ? undefined : { where }
}

const numberOr = (digits: string | undefined): number | undefined => (digits === undefined ? undefined : Number(digits))

/** Items between commas, each once; none, and nothing taken, where one of them is something else. */
function readList<T>(r: PathReader, item: RegExp, read: (found: RegExpExecArray) => T): T[] {
  const items = new Set<T>()
  const start = r.at
  do {
    takeFrom(r, /\s*/y)
    const found = takeFrom(r, item)
    if (found === undefined) {
      r.at = start
      return []
    }
    items.add(read(found))
  } while (takeFrom(r, /\s*,/y) !== undefined)
  return [...items]
}
