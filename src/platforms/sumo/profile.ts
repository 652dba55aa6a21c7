import { isJsonArray, isJsonObject, type Json, parseJson } from '../../event/json.ts'
import type { Value } from '../../event/value.ts'
import { flatten, type Leaf } from '../../plan/functions/json-flatten.ts'
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
        for (const { name, value } of leavesOf(record[rawAt])) {
          keys.add(name)
          if (isJsonArray(value))
            for (let i = 0; i < value.length && elements.size <= most; i++) elements.add(`${name}[${i}]`)
        }
      if (fields.size <= most) for (const name of namesOf(record[ingestAt])) fields.add(name)
    },
    profile: () => ({
      keys: keys.size > most ? undefined : [...keys],
      ...(elements.size > most ? {} : { elements: [...elements] }),
      fields: fields.size > most ? undefined : [...fields],
    }),
  }
}

function leavesOf(raw: Value | undefined): Leaf[] {
  const json = typeof raw === 'string' ? lastObject(raw) : undefined
  return json === undefined ? [] : [...flatten(json)].filter(leaf => leaf.name !== '')
}

function namesOf(made: Value | undefined): Iterable<string> {
  const json = typeof made === 'string' ? parseJson(made) : undefined
  return json !== undefined && isJsonObject(json) ? json.keys() : []
}

/** The JSON object that a message is or ends with; text with braces elsewhere is not looked through. */
function lastObject(raw: string): Json | undefined {
  const start = raw.indexOf('{')
  if (start < 0) return undefined
  const json = parseJson(raw.slice(start, raw.lastIndexOf('}') + 1))
  return json !== undefined && isJsonObject(json) ? json : undefined
}
