import type { Value } from '../../event/value.ts'
import { type Fields, own, put } from '../values/fields.ts'
import { americanTime } from './time.ts'

/**
 * What the files that Sumo Logic forwards to S3 call its metadata
 * (SumoLogic/sumologic-documentation, docs/manage/data-forwarding/data-forwarding-amazon-s3-bucket.md).
 */
const forwarded: Readonly<Record<string, string>> = {
  messageId: '_messageId',
  sourceName: '_sourceName',
  sourceHost: '_sourceHost',
  sourceCategory: '_sourceCategory',
  messageTime: '_messageTime',
  receiptTime: '_receiptTime',
  sourceId: '_sourceId',
  collectorId: '_collectorId',
  count: '_messageCount',
  format: '_format',
  view: '_view',
  message: '_raw',
}

/** Columns of exports that hold messages, in lower case: by one of them a CSV text is known. */
export const messageNames: ReadonlySet<string> = new Set(['_raw', '_messagetime', '_messagetimems', 'messagetime'])

/**
 * How the records under these names are read as messages of a search: `_raw` is there (Sumo Logic, Splunk), or Sumo's forwarded files
 * have its metadata under other names. Undefined where they are no messages.
 */
export function messageBy(names: readonly string[]): ((record: Fields) => Fields) | undefined {
  if (names.some(name => name.toLowerCase() === '_raw')) return exported
  const isForwarded = ['message', 'messageTime', 'receiptTime'].every(name => names.includes(name))
  return isForwarded ? record => exported(renamed(record)) : undefined
}

function renamed(record: Fields): Fields {
  const fields: Fields = {}
  for (const [name, value] of Object.entries(record))
    put(fields, Object.hasOwn(forwarded, name) ? (forwarded[name] ?? name) : name, value)
  return fields
}

/**
 * Sumo's page writes the time of a message twice: in milliseconds as `_messagetimems`, which is no field that a search knows, and for
 * people as `_messagetime`, which a search knows in milliseconds. Open: no page describes these columns, files that were exported do.
 */
function exported(record: Fields): Fields {
  const fields: Fields = {}
  const milliseconds = own(record, '_messagetimems')
  for (const [name, value] of Object.entries(record)) {
    const lower = name.toLowerCase()
    if (lower === '_messagetimems') continue
    if (lower === '_messagetime' && milliseconds !== undefined) put(fields, name, milliseconds)
    else if (lower === '_messagetime' || lower === '_receipttime') put(fields, name, inMilliseconds(value))
    else put(fields, name, value)
  }
  if (milliseconds !== undefined && !Object.keys(fields).some(name => name.toLowerCase() === '_messagetime'))
    put(fields, '_messageTime', milliseconds)
  return fields
}

function inMilliseconds(value: Value): Value {
  const time = typeof value === 'string' ? americanTime(value) : undefined
  return time === undefined ? value : String(time / 1000n)
}
