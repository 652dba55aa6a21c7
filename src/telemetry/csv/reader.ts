import type { Event } from '../../event/event.ts'
import { printValue } from '../../event/json.ts'
import { documentOf } from '../json/document.ts'
import { understand } from '../json/understand.ts'
import { complain, nothing, type Opening, type Reader } from '../reader.ts'
import { messageReader } from '../sumo/message.ts'
import { type Fields, own, put } from '../values/fields.ts'
import { type Cells, cellsOf, type Delimiter, delimiterOf, separatorIn } from './cells.ts'
import { type Header, headerOf, namesIn } from './header.ts'
import { messageBy } from './message.ts'
import { timeColumns, timeIn } from './time.ts'

/**
 * Events as CSV whose first record names their fields: what the search pages of SIEMs export. A record is understood like a JSON
 * object of texts. An empty cell, quoted or not, is a field that the event does not have: exports give every event the columns of all.
 */
export const csv: Reader = {
  id: 'csv',
  title: 'CSV with a header: exports of Sumo Logic, Splunk, Elastic, Sentinel and others',
  recognise: head => (headerOf(head) === undefined ? 0 : 0.97),
  open(file, options) {
    let columns: Columns | undefined
    let said: Delimiter | undefined
    let records = 0
    return {
      line(text, number) {
        if (text.trim() === '') return nothing
        if (columns === undefined) {
          if (said === undefined) {
            said = separatorIn(text)
            if (said !== undefined) return nothing
          }
          columns = columnsBy(text, said, options)
          return columns === undefined ? complain(file, number, noNames, lineCount(text)) : nothing
        }
        // files that were joined have their header again and again
        if (text === columns.text) return nothing
        records++
        const { names, delimiter, eventOf } = columns
        const cells = cellsOf(text, delimiter)
        if (cells?.length !== names.length)
          return complain(file, number, misfit(cells?.length, names.length), lineCount(text))
        return [{ event: eventOf(recordOf(names, cells), text, { file, line: number }) }]
      },
      end: () => (columns === undefined || records > 0 ? nothing : [{ problem: { ...noRecords, file } }]),
    }
  },
}

const noNames = 'expected the names of columns: two or more, all different, none empty'
const noRecords = {
  line: 1,
  message: 'this CSV has the names of its columns and no record',
  lines: 0,
  note: true,
} as const

/** What the first record says, worked out once. */
interface Columns extends Header {
  readonly text: string
  readonly eventOf: (record: Fields, text: string, origin: Event['origin']) => Event
}

function columnsBy(text: string, said: Delimiter | undefined, options: Opening | undefined): Columns | undefined {
  const delimiter = said ?? delimiterOf(text)
  const names = namesIn(cellsOf(text, delimiter))
  if (names === undefined) return undefined
  const times = timeColumns(names)
  const message = messageBy(names)
  const eventOf = message === undefined ? structured(times, options) : messages(message, times, options)
  return { text, delimiter, names, eventOf }
}

/** Events whose fields are the columns. */
const structured =
  (times: readonly string[], options: Opening | undefined): Columns['eventOf'] =>
  (record, raw, origin) => {
    const written = timeIn(record, times)
    // before it is understood, since that gives fields their types in place
    const text = options?.documents ? printValue(record) : undefined
    const understood = understand(record)
    const { fields, logSource, time = written } = understood
    const event: Event = { origin, time, logSource, fields, raw }
    return text === undefined ? event : { ...event, document: documentOf(text, understood) }
  }

/** Events that one column holds as text, as a search found them. */
function messages(
  message: (record: Fields) => Fields,
  times: readonly string[],
  options: Opening | undefined,
): Columns['eventOf'] {
  const eventOf = messageReader(options)
  return (record, _, origin) => {
    const event = eventOf(message(record), origin)
    if (own(event.fields, '_messageTime') !== undefined) return event
    return { ...event, time: timeIn(record, times) ?? event.time }
  }
}

function recordOf(names: readonly string[], cells: Cells): Fields {
  const record: Fields = {}
  for (let i = 0; i < names.length; i++) {
    const cell = cells[i] ?? ''
    if (cell !== '') put(record, names[i] ?? '', cell)
  }
  return record
}

function misfit(cells: number | undefined, names: number): string {
  if (cells === undefined) return 'a quote in this record is closed in the middle of a cell, or never; it was left out'
  const there = `${cells} ${cells === 1 ? 'cell' : 'cells'}`
  return `this record has ${there}, and the first line names ${names} columns; it was left out`
}

const lineCount = (text: string): number => text.split('\n').length
