import type { Value } from '../../event/value.ts'
import type { Shape } from '../json/shape.ts'
import { own } from '../values/fields.ts'
import { epochNumber, epochTime, isoTime } from '../values/time.ts'
import { zeekMeaning } from './fields.ts'

/** Zeek's logs as JSON (https://docs.zeek.org/en/master/log-formats.html); `_path` says which log, else its fields do. */
export const zeekJson: Shape = record => {
  const connection = Object.hasOwn(record, 'id.orig_h') || Object.hasOwn(record, 'id_orig_h')
  const path = own(record, '_path')
  if (!connection && typeof path !== 'string') return undefined
  if (own(record, 'ts') === undefined) return undefined
  const log = typeof path === 'string' ? path : guess(record)
  return { fields: record, logSource: zeekMeaning(log, record), time: timeOf(own(record, 'ts')) }
}

function guess(record: Readonly<Record<string, Value>>): string | undefined {
  if (Object.hasOwn(record, 'qtype_name') || Object.hasOwn(record, 'rcode_name')) return 'dns'
  if (Object.hasOwn(record, 'conn_state')) return 'conn'
  return Object.hasOwn(record, 'uri') ? 'http' : undefined
}

function timeOf(ts: Value | undefined): bigint | undefined {
  if (typeof ts === 'number') return epochNumber(ts)
  if (typeof ts === 'bigint') return ts * 1_000_000n
  return typeof ts === 'string' ? (isoTime(ts) ?? epochTime(ts)) : undefined
}
