import type { Event } from '../../event/event.ts'
import { printValue } from '../../event/json.ts'
import { complain, nothing, type Opening, type Read, type Reader } from '../reader.ts'
import { mostly } from '../recognise.ts'
import { type Fields, put } from '../values/fields.ts'
import { namedDocument } from './document.ts'
import { windowsMeaning } from './event.ts'
import { xmlFields } from './xml.ts'

/** Windows and Sysmon events as XML documents: one record is one `<Event>`. */
export const windowsXml: Reader = {
  id: 'xml',
  title: 'Windows and Sysmon events as XML',
  recognise: head => mostly(head, record => record.startsWith('<Event') && record.includes('<System>')),
  open: (file, options) => ({
    line: (text, number) =>
      text.trim() === '' ? nothing : withDocument(xmlReads(file, number, text, text), text, options),
    end: () => nothing,
  }),
}

/** What an `<Event>` says; `raw` is the text it was found in, `lines` how many lines that has. */
export function xmlReads(file: string, line: number, xml: string, raw: string, lines = 1): readonly Read[] {
  if (!xml.startsWith('<Event')) return complain(file, line, 'this text stands outside of any <Event>', lines)
  const fields = xmlFields(xml)
  if (typeof fields === 'string') return complain(file, line, fields, lines)
  const meaning = windowsMeaning(fields)
  const event: Event = {
    origin: { file, line },
    time: meaning?.time,
    logSource: meaning?.logSource ?? { product: 'windows' },
    fields,
    raw,
  }
  return [{ event }]
}

/** The events with their document, where it is wanted: in XML every value is text. */
export function withDocument(reads: readonly Read[], xml: string, options: Opening | undefined): readonly Read[] {
  if (options?.documents !== true) return reads
  return reads.map(read => {
    const fields = 'event' in read ? xmlFields(xml, (_, text) => text) : ''
    if (!('event' in read) || typeof fields === 'string') return read
    const { fields: named, sources } = namedDocument(bare(fields)) ?? { fields, sources: read.event.logSource }
    return { event: { ...read.event, document: { fields: printValue(named), sources } } }
  })
}

/** Under the names that converters of these events write: without blanks, attributes after their element. */
function bare(fields: Fields): Fields {
  const out: Fields = {}
  for (const [name, value] of Object.entries(fields))
    put(out, name === 'SystemTime' ? 'TimeCreated_SystemTime' : name.replaceAll(' ', ''), value)
  return out
}
