import type { Event } from '../../event/event.ts'
import { complain, nothing, type Reader } from '../reader.ts'
import { mostly } from '../recognise.ts'
import { documentOf, unwrapped } from './document.ts'
import { parseObject } from './parse.ts'
import { understand } from './understand.ts'

/** Events as JSON objects, one a line or in an array; each record is understood by its own shape. */
export const json: Reader = {
  id: 'json',
  title: 'JSON: NDJSON and arrays of Windows, Sysmon, auditd (LAUREL), Zeek, nginx and other events',
  recognise: head => mostly(head, record => parseObject(record) !== undefined),
  open: (file, options) => ({
    line(text, number) {
      if (text.trim() === '') return nothing
      const record = parseObject(text)
      if (record === undefined) return complain(file, number, notAnObject(text), lineCount(text))
      const understood = understand(options?.documents ? unwrapped(record) : record)
      const { fields, logSource, time } = understood
      const event: Event = { origin: { file, line: number }, time, logSource, fields, raw: text }
      return [{ event: options?.documents ? { ...event, document: documentOf(text, understood) } : event }]
    },
    end: () => nothing,
  }),
}

function notAnObject(text: string): string {
  const start = text.trimStart()
  if (!start.startsWith('{')) return `expected a JSON object, found: ${shown(start)}`
  return start.trimEnd().endsWith('}')
    ? `this is not valid JSON: ${shown(start)}`
    : `this JSON object has no end: ${shown(start)}`
}

/** So much of a text that a person can find it. */
const shown = (text: string): string => {
  const first = text.slice(0, 60).replaceAll(/[\n\r\t]/g, ' ')
  return text.length > 60 ? `${first}…` : first
}

const lineCount = (text: string): number => text.split('\n').length
