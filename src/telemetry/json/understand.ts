import { laurel } from '../auditd/laurel.ts'
import { type Fields, own } from '../values/fields.ts'
import { epochTime, isoTime } from '../values/time.ts'
import { nginxJson } from '../weblog/nginx-json.ts'
import { evtxDump, flatWindows, winlogbeat } from '../windows/json.ts'
import { zeekJson } from '../zeek/json.ts'
import type { Shape, Understood } from './shape.ts'

/** Tried in this order; what none of them takes keeps its fields as they are. */
const shapes: readonly Shape[] = [evtxDump, winlogbeat, flatWindows, laurel, zeekJson, nginxJson]

/** What a record says by its shape; may give the record's own fields their types, in place. */
export function understand(record: Fields): Understood {
  for (const shape of shapes) {
    const understood = shape(record)
    if (understood !== undefined) return understood
  }
  return { fields: record, logSource: {}, time: timeOf(record) }
}

/** Fields that hold the time of an event, best first. */
export const timeNames = [
  'UtcTime',
  '@timestamp',
  'timestamp',
  'time',
  'Timestamp',
  'time_iso8601',
  'ts',
  '_time',
] as const

/** The first of the usual fields that is a time; a zone counts, without one it is UTC, as collectors take it. */
function timeOf(record: Fields): bigint | undefined {
  for (const name of timeNames) {
    const value = own(record, name)
    const time = typeof value === 'string' ? (isoTime(value) ?? epochOf(value)) : epochOf(String(value))
    if (time !== undefined) return time
  }
  return undefined
}

/**
 * Seconds, milliseconds, microseconds or nanoseconds since 1970, told by the number of digits, as Sumo's collectors tell them
 * apart (SumoLogic/sumologic-documentation, docs/send-data/reference-information/time-reference.md).
 */
export function epochOf(number: string): bigint | undefined {
  const [whole = '', fraction] = number.split('.')
  if (whole.length === 10) return epochTime(number)
  if (fraction !== undefined || !/^[0-9]+$/.test(whole)) return undefined
  if (whole.length === 13) return BigInt(whole) * 1000n
  if (whole.length === 16) return BigInt(whole)
  return whole.length === 19 ? BigInt(whole) / 1000n : undefined
}
