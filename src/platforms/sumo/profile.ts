import { isJsonObject, maxJsonDepth, parseJson } from '../../event/json.ts'
import type { Value } from '../../event/value.ts'
import type { Profile } from '../platform.ts'
import { columns, ingestFields } from './columns.ts'

/** More names than this are not kept: they serve people, as suggestions, and no query names thousands. */
const most = 2000

const rawAt = columns.findIndex(column => column.name === '_raw')
const ingestAt = columns.indexOf(ingestFields)

/**
 * Collects what occurs in records as they pass: the keys inside JSON messages, flattened as `json auto` names them, and the
 * names of fields made at ingest. When there are more than 2,000 of one kind it is reported as not known, so that no
 * name is called missing that may be there.
 */
export function profiler(): { see(record: readonly Value[]): void; profile(): Profile } {
  const keys = new Set<string>()
  const elements = new Set<string>()
  const fields = new Set<string>()
  return {
    see(record) {
      if (keys.size <= most)
        walkLeaves(lastObject(record[rawAt]), '', (name, items) => {
          keys.add(name)
          for (let i = 0; i < items && elements.size <= most; i++) elements.add(`${name}[${i}]`)
        })
      if (fields.size <= most) for (const name of namesOf(record[ingestAt])) fields.add(name)
    },
    profile: () => ({
      keys: keys.size > most ? undefined : [...keys],
      ...(elements.size > most ? {} : { elements: [...elements] }),
      fields: fields.size > most ? undefined : [...fields],
    }),
  }
}

function namesOf(made: Value | undefined): Iterable<string> {
  const json = typeof made === 'string' ? parseJson(made) : undefined
  return json !== undefined && isJsonObject(json) ? json.keys() : []
}

/** The JSON object that a message is or ends with; text with braces elsewhere is not looked through. */
function lastObject(raw: Value | undefined): unknown {
  if (typeof raw !== 'string') return undefined
  const start = raw.indexOf('{')
  if (start < 0) return undefined
  try {
    // only keys are wanted of it, so it may read numbers as it likes
    return JSON.parse(raw.slice(start, raw.lastIndexOf('}') + 1))
  } catch {
    return undefined
  }
}

/**
 * The names of what `flatten` (plan/functions/json-flatten.ts) gives of a JSON document, and how many items those have that
 * are arrays. Every record passes here, so it is done without making anything of the values.
 */
function walkLeaves(json: unknown, name: string, see: (name: string, items: number) => void, depth = 0): void {
  if (typeof json !== 'object' || json === null || depth > maxJsonDepth) {
    if (name !== '') see(name, 0)
  } else if (!Array.isArray(json)) {
    const inside = json as Readonly<Record<string, unknown>>
    for (const key of Object.keys(inside)) {
      const plain = key.includes(' ') ? key.replaceAll(' ', '_') : key
      walkLeaves(inside[key], name === '' ? plain : `${name}.${plain}`, see, depth + 1)
    }
  } else if (json.some(item => typeof item === 'object' && item !== null))
    for (const [i, item] of json.entries()) walkLeaves(item, `${name}[${i}]`, see, depth + 1)
  else if (name !== '') see(name, json.length)
}
