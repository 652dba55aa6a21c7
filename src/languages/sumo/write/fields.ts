import type { FieldMap } from '../../../plan/field-map.ts'
import { parseJsonPath } from '../../../plan/functions/json-path.ts'
import type { Scalar } from '../../../plan/plan.ts'
import { type Detection, lineColumn } from '../../detection.ts'
import { quote, writeName } from '../text.ts'
import { cannotSay, type Writing } from './say.ts'

/** The fields of a search, as far as they were asked for. */
export interface Fields {
  readonly nameOf: Writing['nameOf']
  /** The stage that takes them out of messages; undefined where none comes from there. */
  stage(): string | undefined
  /** Names that records have to bring along. */
  ingested(): readonly string[]
}

/** Fields by what the platform calls them. Two that differ in letter case only are two all the same, under other names. */
export function fieldsOf({ logSource }: Detection, names: FieldMap, diagnostics: Writing['diagnostics']): Fields {
  const known = new Map<string, string>()
  const paths: { readonly path: string; readonly name: string }[] = []
  const ingested: string[] = []
  const taken = new Set<string>()
  const make = (field: string, at: Parameters<Writing['nameOf']>[1]): string | undefined => {
    if (field === lineColumn.name) return '_raw'
    const scalar = names.of(field, logSource)
    const path = scalar === undefined ? undefined : pathOf(scalar)
    if (scalar?.op === 'field') {
      if (taken.has(scalar.name.toLowerCase()))
        return cannotSay({ diagnostics }, 'letter-case', at, {
          message: `there is another field whose name is \`${field}\` but for letter case, and to Sumo they are one`,
        })
      taken.add(scalar.name.toLowerCase())
      ingested.push(scalar.name)
      return writeName(scalar.name)
    }
    if (path === undefined)
      return cannotSay({ diagnostics }, 'field', at, { message: `records in Sumo have no \`${field}\`` })
    const name = free(plainName(path, field), taken)
    paths.push({ path, name })
    return writeName(name)
  }
  return {
    nameOf: (field, at) => {
      const name = known.get(field) ?? make(field, at)
      if (name !== undefined) known.set(field, name)
      return name
    },
    stage: () => {
      if (paths.length === 0) return undefined
      const named = paths.some(({ path, name }) => path !== name)
      const as = named ? ` as ${paths.map(({ name }) => writeName(name)).join(', ')}` : ''
      return `json ${paths.map(({ path }) => quote(path)).join(', ')}${as} nodrop`
    },
    ingested: () => ingested,
  }
}

/** The path of `json_get(_raw, path)`. */
function pathOf(scalar: Scalar): string | undefined {
  if (scalar.op !== 'call' || scalar.fn !== 'json_get') return undefined
  const [document, path] = scalar.args
  const whole = document?.op === 'field' && document.name === '_raw'
  return whole && path?.op === 'literal' && typeof path.value === 'string' ? path.value : undefined
}

/** The path where that is a name, else the key that it leads to. Names that begin with an underscore are Sumo's own. */
function plainName(path: string, field: string): string {
  const steps = parseJsonPath(path) ?? []
  const [only] = steps
  const name = path.startsWith('[') && steps.length === 1 && only !== undefined && 'key' in only ? only.key : path
  return (name === '' ? field : name).replace(/^_+/, '').replace(/["\\\p{Cc}]|\{\{/gu, '_') || 'field'
}

function free(name: string, taken: Set<string>): string {
  let own = name
  for (let i = 2; taken.has(own.toLowerCase()); i++) own = `${name}_${i}`
  taken.add(own.toLowerCase())
  return own
}
