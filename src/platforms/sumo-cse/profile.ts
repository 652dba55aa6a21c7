import { isJsonObject, parseJson } from '../../event/json.ts'
import type { Value } from '../../event/value.ts'
import { flatten } from '../../plan/functions/json-flatten.ts'
import type { Profile } from '../platform.ts'
import { columns, raw } from './columns.ts'

/** More names than this are not kept: they serve people, as suggestions. */
const most = 2000

const rawAt = columns.indexOf(raw)

/** Collects the keys of `fields` that occur in records, as they are and flattened; more than 2,000 are reported as not known. The schema has all other names, whatever occurs. */
export function profiler(): { see(record: readonly Value[]): void; profile(): Profile } {
  const keys = new Set<string>()
  return {
    see(values) {
      const text = values[rawAt]
      if (typeof text === 'string' && keys.size <= most) for (const name of keysOf(text)) keys.add(name)
    },
    profile: () => ({ keys: keys.size > most ? undefined : [...keys], fields: undefined }),
  }
}

function keysOf(text: string): string[] {
  const json = parseJson(text)
  if (json === undefined || !isJsonObject(json)) return []
  return [...new Set([...json.keys(), ...[...flatten(json)].map(leaf => leaf.name)])]
}
