import type { Value } from '../event/value.ts'
import { functions } from './functions/index.ts'
import { plainNumber } from './functions/plain-number.ts'

/** What `json_members` gives for many names at once, each in the place of its name, null where there is nothing. */
export type MemberReader = (text: string) => readonly Value[]

/** More digits than a double keeps, halves of pairs: what the fast parser of JavaScript does not read exactly. */
const needsExactness = /[:,[\s-][0-9.]{16}|\\u[dD][89a-fA-F]/

/**
 * Reads the members of many names from one text, at the cost of reading it once: names of the first level are found by the
 * keys that are there, not by those that are wanted.
 */
export function memberReader(names: readonly string[]): MemberReader {
  const places = new Map(names.map((name, i) => [name, i]))
  const dotted = names.flatMap((name, i) => (name.includes('.') ? [{ name, i }] : []))
  const exactly = functions.json_members.evaluate
  const nothing = names.map(() => null)
  return text => {
    const object = needsExactness.test(text) ? undefined : quickly(text)
    if (object === undefined) return names.map(name => exactly([text, name]))
    const found: Value[] = [...nothing]
    for (const key of Object.keys(object)) {
      const place = places.get(key)
      if (place !== undefined) found[place] = members(object[key], [])
    }
    for (const { name, i } of dotted) if (found[i] === null && mayLead(object, name)) found[i] = exactly([text, name])
    return found
  }
}

function quickly(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function members(json: unknown, out: (string | null)[]): (string | null)[] {
  if (json === null) out.push(null)
  else if (typeof json === 'string') out.push(json)
  else if (typeof json === 'number') out.push(plainNumber(String(json)))
  else if (typeof json === 'boolean') out.push(String(json))
  else if (Array.isArray(json)) for (const element of json) members(element, out)
  return out
}

/** Whether the object has a key that a dotted name begins with. */
function mayLead(object: Record<string, unknown>, name: string): boolean {
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1))
    if (Object.hasOwn(object, name.slice(0, dot))) return true
  return false
}
