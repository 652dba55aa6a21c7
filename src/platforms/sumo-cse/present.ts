import type { Event } from '../../event/event.ts'
import { printValue } from '../../event/json.ts'
import type { Value } from '../../event/value.ts'
import { fieldByName } from './fields/index.ts'
import { normalise } from './normalise.ts'

type Fields = Readonly<Record<string, Value>>

/**
 * The normalised record of an event, one value per column. An event that is a record already is taken as it is; logs of
 * a kind that we know are normalised by the names that Sigma's backend for Cloud SIEM uses.
 */
export function present(event: Event): readonly Value[] {
  const own = isRecord(event) ? spelled(event.fields) : normalise(event)
  const fields = withTime(own, event.time)
  const time = fields['timestamp'] ?? null
  const matches = fields['listMatches'] ?? null
  const inside = fields['fields'] ?? null
  return [
    fields === event.fields && isOwnText(event) ? (event.raw ?? '') : printValue(fields),
    inside === null ? null : typeof inside === 'string' ? inside : printValue(inside),
    isList(matches) ? matches.map(item => (item === null ? null : textOf(item))) : null,
    typeof time === 'bigint' ? time : null,
  ]
}

/** Whether a record was read from the JSON that it still has beside it; exports of searches have another message there. */
const isOwnText = ({ raw, fields }: Event): boolean => raw?.startsWith('{') === true && !Object.hasOwn(fields, '_raw')

/** What no reader knew as the log of some product, and what says that it is a record. */
const isRecord = ({ logSource, fields }: Event): boolean =>
  (logSource.category === undefined && logSource.product === undefined && logSource.service === undefined) ||
  Object.keys(fields).some(name => name.toLowerCase().startsWith('metadata_'))

/** Fields under the schema's own spelling, numbers as their type wants them: exports write names in lower case. */
function spelled(fields: Fields): Fields {
  const names = Object.keys(fields)
  const right = names.every(name => {
    const known = fieldByName.get(name.toLowerCase())
    return known === undefined || (known.name === name && (known.kind !== 'int' || typeof fields[name] === 'bigint'))
  })
  if (right) return fields
  const out: Record<string, Value> = {}
  for (const name of names) {
    const value = fields[name] ?? null
    const known = fieldByName.get(name.toLowerCase())
    const own = known === undefined || Object.hasOwn(fields, known.name) ? name : known.name
    const entry = {
      value: known?.kind === 'int' ? whole(value) : value,
      enumerable: true,
      writable: true,
      configurable: true,
    }
    Object.defineProperty(out, own, entry)
  }
  return out
}

/** A number without decimals, also where it was written with `.0` or as text. */
function whole(value: Value): Value {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value)
  return typeof value === 'string' && /^[+-]?[0-9]{1,18}$/.test(value) ? BigInt(value) : value
}

/** A record without a time of its own has that of its event. */
function withTime(fields: Fields, time: bigint | undefined): Fields {
  const own = fields['timestamp'] ?? null
  if (typeof own === 'bigint' || time === undefined) return fields
  const micros = time % 1000n
  return { ...fields, timestamp: (time - (micros < 0n ? micros + 1000n : micros)) / 1000n }
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value)
const textOf = (value: Value): string => (typeof value === 'string' ? value : printValue(value))
