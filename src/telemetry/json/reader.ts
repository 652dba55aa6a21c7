import type { Event } from '../../event/event.ts'
import { laurel } from '../auditd/laurel.ts'
import { complain, nothing, type Reader } from '../reader.ts'
import { mostly } from '../recognise.ts'
import { type Fields, own } from '../values/fields.ts'
import { isoTime } from '../values/time.ts'
import { nginxJson } from '../weblog/nginx-json.ts'
import { evtxDump, flatWindows, winlogbeat } from '../windows/json.ts'
import { zeekJson } from '../zeek/json.ts'
import { parseObject } from './parse.ts'
import type { Shape } from './shape.ts'

/** Tried in this order; what none of them takes keeps its fields as they are. */
const shapes: readonly Shape[] = [evtxDump, winlogbeat, flatWindows, laurel, zeekJson, nginxJson]

/** Events as JSON objects, one a line or in an array; each record is understood by its own shape. */
export const json: Reader = {
  id: 'json',
  title: 'JSON: NDJSON and arrays of Windows, Sysmon, auditd (LAUREL), Zeek, nginx and other events',
  recognise: head => mostly(head, record => parseObject(record) !== undefined),
  open: file => ({
    line(text, number) {
      if (text.trim() === '') return nothing
      const record = parseObject(text)
      if (record === undefined) return complain(file, number, notAnObject(text), lineCount(text))
      const { fields, logSource, time } = understand(record)
      const event: Event = { origin: { file, line: number }, time, logSource, fields, raw: text }
      return [{ event }]
    },
    end: () => nothing,
  }),
}

function understand(record: Fields): ReturnType<Shape> & object {
  for (const shape of shapes) {
    const understood = shape(record)
    if (understood !== undefined) return understood
  }
  return { fields: record, logSource: {}, time: timeOf(record) }
}

function timeOf(record: Fields): bigint | undefined {
  for (const name of ['UtcTime', '@timestamp', 'timestamp', 'time', 'Timestamp', 'time_iso8601']) {
    const value = own(record, name)
    const time = typeof value === 'string' ? isoTime(value, name === 'UtcTime' ? 'utc' : 'required') : undefined
    if (time !== undefined) return time
  }
  return undefined
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
