import type { Event, Origin } from '../../event/event.ts'
import type { Opening } from '../reader.ts'
import { type Fields, intOf, own, put } from '../values/fields.ts'

/** Metadata as Sumo spells it; its export tools write all of it in lower case. */
const metadata = [
  '_raw',
  '_messageTime',
  '_receiptTime',
  '_sourceCategory',
  '_sourceHost',
  '_sourceName',
  '_source',
  '_collector',
  '_messageCount',
  '_messageId',
  '_size',
  '_format',
  '_view',
] as const

const canonical: ReadonlyMap<string, string> = new Map(metadata.map(name => [name.toLowerCase(), name]))
const integers: ReadonlySet<string> = new Set(['_messageTime', '_receiptTime', '_messageCount', '_size'])

/**
 * Makes events of the records of one file, whose fields are Sumo's. Records of one source are in one format, so the format of their
 * messages is recognised once for each.
 */
export function messageReader(options: Opening | undefined): (record: Fields, origin: Origin) => Event {
  const sources = new Map<string, (raw: string) => Inside>()
  return (record, origin) => {
    const fields = renamed(record)
    const raw = own(fields, '_raw')
    const time = own(fields, '_messageTime')
    const inside = typeof raw === 'string' ? insideOf(fields, raw) : nothingInside
    return {
      origin,
      time: typeof time === 'bigint' ? time * 1000n : inside.time,
      logSource: inside.logSource,
      fields,
      raw: typeof raw === 'string' ? raw : undefined,
      ...(inside.document === undefined ? {} : { document: inside.document }),
    }
  }

  function insideOf(fields: Fields, raw: string): Inside {
    const key = `${String(own(fields, '_sourceCategory'))}\0${String(own(fields, '_sourceName'))}`
    let find = sources.get(key)
    if (find === undefined) {
      find = insideBy(raw, options)
      if (sources.size < 10_000) sources.set(key, find)
    }
    return find(raw)
  }
}

/** What the text of a message says itself: what kind of log it is, and its time, where the record gives none. */
type Inside = Pick<Event, 'logSource' | 'time' | 'document'>

const nothingInside: Inside = { logSource: {}, time: undefined }

function insideBy(raw: string, options: Opening | undefined): (raw: string) => Inside {
  const reader = options?.readerOf?.([raw])
  if (reader === undefined) return () => nothingInside
  return text => {
    const { year, documents = false } = options ?? {}
    const reading = reader.open('', { documents, ...(year === undefined ? {} : { year }) })
    const reads = [...text.split('\n').flatMap((line, i) => reading.line(line, i + 1)), ...reading.end()]
    for (const read of reads) if ('event' in read) return read.event
    return nothingInside
  }
}

function renamed(record: Fields): Fields {
  const fields: Fields = {}
  for (const [name, value] of Object.entries(record)) {
    const spelled = canonical.get(name.toLowerCase()) ?? name
    put(fields, spelled, integers.has(spelled) && typeof value === 'string' ? (intOf(value) ?? value) : value)
  }
  return fields
}
