import { isJsonObject, parseJson } from '../../event/json.ts'
import type { Value } from '../../event/value.ts'
import { flatten } from '../../plan/functions/json-flatten.ts'
import type { Profile } from '../platform.ts'
import { columns, raw, record } from './columns.ts'

/** More names than this are not kept: they serve people, as suggestions. */
const most = 2000

const recordAt = columns.indexOf(record)
const rawAt = columns.indexOf(raw)

/** Collects what occurs in records: the keys of `fields`, and the names of fields. More than 2,000 of a kind are reported as not known. */
export function profiler(): { see(record: readonly Value[]): void; profile(): Profile } {
  const keys = new Set<string>()
  const fields = new Set<string>()
  return {
    see(values) {
      if (keys.size <= most) for (const name of keysOf(values[rawAt], true)) keys.add(name)
      if (fields.size <= most) for (const name of keysOf(values[recordAt], false)) fields.add(name)
    },
    profile: () => ({
      keys: keys.size > most ? undefined : [...keys],
      fields: fields.size > most ? undefined : [...fields],
    }),
  }
}

function keysOf(text: Value | undefined, nested: boolean): string[] {
  const json = typeof text === 'string' ? parseJson(text) : undefined
  if (json === undefined || !isJsonObject(json)) return []
  return nested ? [...new Set([...json.keys(), ...[...flatten(json)].map(leaf => leaf.name)])] : [...json.keys()]
}
