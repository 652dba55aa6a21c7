import type { Event } from '../../event/event.ts'
import { complain, nothing, type Read, type Reader } from '../reader.ts'
import { mostly } from '../recognise.ts'
import { windowsMeaning } from './event.ts'
import { xmlFields } from './xml.ts'

/** Windows and Sysmon events as XML documents: one record is one `<Event>`. */
export const windowsXml: Reader = {
  id: 'xml',
  title: 'Windows and Sysmon events as XML',
  recognise: head => mostly(head, record => record.startsWith('<Event') && record.includes('<System>')),
  open: file => ({
    line: (text, number) => (text.trim() === '' ? nothing : xmlReads(file, number, text, text)),
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
