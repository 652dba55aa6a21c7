import { isJsonObject, parseJson } from '../../event/json.ts'
import type { Value } from '../../event/value.ts'
import type { Profile } from '../platform.ts'
import { columns, fields } from './columns.ts'

/** More names than this are not kept: they serve people, as suggestions. */
const most = 2000
/** After so many events that named nothing new, only some are looked at. */
const enough = 500
const sometimes = 97

const fieldsAt = columns.indexOf(fields)

/** Collects the names of fields that occur in events as they pass, most of them: a name that is not listed may occur all the same. */
export function profiler(): { see(record: readonly Value[]): void; profile(): Profile } {
  const names = new Set<string>()
  let passed = 0
  let quiet = 0
  return {
    see(record) {
      passed++
      if (names.size > most || (quiet > enough && passed % sometimes !== 0)) return
      const text = record[fieldsAt]
      const json = typeof text === 'string' ? parseJson(text) : undefined
      const before = names.size
      if (json !== undefined && isJsonObject(json)) for (const name of json.keys()) names.add(name)
      quiet = names.size === before ? quiet + 1 : 0
    },
    profile: () => ({ keys: undefined, fields: names.size > most ? undefined : [...names] }),
  }
}
