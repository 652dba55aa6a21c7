import type { FieldMap } from '../../../plan/field-map.ts'
import { parseJsonPath } from '../../../plan/functions/json-path.ts'
import type { Scalar } from '../../../plan/plan.ts'
import { type Detection, lineColumn } from '../../detection.ts'
import { quote, writeName } from '../text.ts'
import { cannotSay, type Writing } from './say.ts'
import { isPlain } from './texts.ts'

/** The fields of a search, as far as they were asked for. */
export interface Fields {
  readonly nameOf: Writing['nameOf']
  /** The stage that takes them out of messages; undefined where none comes from there. */
  stage(): string | undefined
  /** Names that records have to bring along, and what the rule calls them. */
  ingested(): readonly { readonly name: string; readonly field: string }[]
  /** Some path leads into an object. */
  nested(): boolean
}

/** Fields by what the platform calls them. Two that differ in letter case only are two all the same, under other names. */
export function fieldsOf({ logSource }: Detection, names: FieldMap, diagnostics: Writing['diagnostics']): Fields {
  const known = new Map<string, string>()
  const paths: { readonly path: string; readonly name: string }[] = []
  const ingested: { readonly name: string; readonly field: string }[] = []
  const taken = new Set<string>()
  /** Fields by where Sumo has them. */
  const places = new Map<string, string>()
  const make = (field: string, at: Parameters<Writing['nameOf']>[1]): string | undefined => {
    if (field === lineColumn.name) return '_raw'
    const scalar = names.of(field, logSource)
    const path = scalar === undefined ? undefined : pathOf(scalar)
    const place = scalar?.op === 'field' ? scalar.name.toLowerCase() : path
    if (scalar === undefined || place === undefined || !isPlain(place))
      return cannotSay({ diagnostics }, 'field', at, { message: `records in Sumo have no \`${field}\`` })
    const other = places.get(place)
    if (other !== undefined)
      return cannotSay({ diagnostics }, 'two-fields', at, {
        message: `\`${field}\` and \`${other}\` are one field in Sumo`,
        because:
          path === undefined
            ? 'field names know no letter case and no signs'
            : 'both are the key `EventCode` of its messages',
        help: 'ask for one of them',
      })
    places.set(place, field)
    if (scalar.op === 'field') {
      ingested.push({ name: scalar.name, field })
      return writeName(scalar.name)
    }
    if (path === undefined) return undefined
    const name = free(plainName(path), taken)
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
    nested: () => paths.some(({ path }) => (parseJsonPath(path) ?? []).length > 1),
  }
}

/** The path of `json_get(_raw, path)`. */
function pathOf(scalar: Scalar): string | undefined {
  if (scalar.op !== 'call' || scalar.fn !== 'json_get') return undefined
  const [document, path] = scalar.args
  const whole = document?.op === 'field' && document.name === '_raw'
  return whole && path?.op === 'literal' && typeof path.value === 'string' ? path.value : undefined
}

/**
 * A name that needs no quotes: the path where that is one, else with underscores for other signs. Names that begin with an underscore
 * are Sumo's own.
 */
function plainName(path: string): string {
  const keys = (parseJsonPath(path) ?? []).map(step => ('key' in step ? step.key : ''))
  const plain = keys.map(key => key.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+|_+$/g, '')).filter(key => key !== '')
  const name = plain.join('.') || 'field'
  return /^[0-9]/.test(name) ? `field_${name}` : name
}

function free(name: string, taken: Set<string>): string {
  let own = name
  for (let i = 2; taken.has(own.toLowerCase()); i++) own = `${name}_${i}`
  taken.add(own.toLowerCase())
  return own
}
