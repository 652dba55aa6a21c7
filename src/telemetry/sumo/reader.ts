import type { Value } from '../../event/value.ts'
import { isList, isObject, parseObject } from '../json/parse.ts'
import { complain, nothing, type Read, type Reader } from '../reader.ts'
import { mostly } from '../recognise.ts'
import { type Fields, own } from '../values/fields.ts'
import { messageReader } from './message.ts'

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
    const eventOf = messageReader(options)
    return {
      line(text, number) {
        if (text.trim() === '') return nothing
        const messages = messagesOf(text)
        if (messages === undefined)
          return complain(file, number, 'expected a Sumo record: a JSON object with _raw', text.split('\n').length)
        return messages.map((record): Read => ({ event: eventOf(record, { file, line: number }) }))
      },
      end: () => nothing,
    }
  },
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
