import type { Event } from '../../event/event.ts'
import type { Value } from '../../event/value.ts'
import { isList, isObject, parseObject } from '../json/parse.ts'
import { complain, nothing, type Opening, type Read, type Reader } from '../reader.ts'
import { mostly } from '../recognise.ts'
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
 * Messages exported from Sumo Logic, one JSON record each, or the search job API's pages and their `map`s. The fields are
 * the record's, for that is what a query sees; what `_raw` says decides the log source, and the time where `_messageTime` is missing.
 */
export const sumo: Reader = {
  id: 'sumo',
  title: 'Sumo Logic exports: records with _raw and its metadata',
  // surer than the JSON reader, which understands these records too
  recognise: head => (mostly(head, record => messagesOf(record) !== undefined) > 0 ? 0.99 : 0),
  open(file, options) {
    const sources = new Map<string, (raw: string) => Inside>()
    return {
      line(text, number) {
        if (text.trim() === '') return nothing
        const messages = messagesOf(text)
        if (messages === undefined)
          return complain(file, number, 'expected a Sumo record: a JSON object with _raw', text.split('\n').length)
        return messages.map((record): Read => {
          const fields = renamed(record)
          const raw = own(fields, '_raw')
          const time = own(fields, '_messageTime')
          const inside = typeof raw === 'string' ? insideOf(fields, raw) : nothingInside
          return {
            event: {
              origin: { file, line: number },
              time: typeof time === 'bigint' ? time * 1000n : inside.time,
              logSource: inside.logSource,
              fields,
              raw: typeof raw === 'string' ? raw : undefined,
              ...(inside.document === undefined ? {} : { document: inside.document }),
            },
          }
        })
      },
      end: () => nothing,
    }

    /** Records of one source are in one format, so it is recognised once for each. */
    function insideOf(fields: Fields, raw: string): Inside {
      const key = `${String(own(fields, '_sourceCategory'))}\0${String(own(fields, '_sourceName'))}`
      let find = sources.get(key)
      if (find === undefined) {
        find = insideBy(raw, options)
        if (sources.size < 10_000) sources.set(key, find)
      }
      return find(raw)
    }
  },
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

/** The messages in a record; undefined where it holds none. */
function messagesOf(text: string): readonly Fields[] | undefined {
  const record = parseObject(text)
  if (record === undefined) return undefined
  const page = own(record, 'messages')
  const found = isList(page) ? page.map(messageIn) : [messageIn(record)]
  const messages = found.filter(message => message !== undefined)
  return messages.length === found.length ? messages : undefined
}

function messageIn(record: Value): Fields | undefined {
  if (!isObject(record)) return undefined
  const map = own(record, 'map')
  const message = isObject(map) ? map : record
  return Object.keys(message).some(name => name.toLowerCase() === '_raw') ? message : undefined
}

function renamed(record: Fields): Fields {
  const fields: Fields = {}
  for (const [name, value] of Object.entries(record)) {
    const spelled = canonical.get(name.toLowerCase()) ?? name
    put(fields, spelled, integers.has(spelled) && typeof value === 'string' ? (intOf(value) ?? value) : value)
  }
  return fields
}
