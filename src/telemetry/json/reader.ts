import type { Event } from '../../event/event.ts'
import { laurel } from '../auditd/laurel.ts'
import { complain, nothing, type Reader } from '../reader.ts'
import { mostly } from '../recognise.ts'
import { type Fields, own } from '../values/fields.ts'
import { epochTime, isoTime } from '../values/time.ts'
import { nginxJson } from '../weblog/nginx-json.ts'
import { evtxDump, flatWindows, winlogbeat } from '../windows/json.ts'
import { zeekJson } from '../zeek/json.ts'
import { documentOf, unwrapped } from './document.ts'
import { parseObject } from './parse.ts'
import type { Shape } from './shape.ts'

/** Tried in this order; what none of them takes keeps its fields as they are. */
const shapes: readonly Shape[] = [evtxDump, winlogbeat, flatWindows, laurel, zeekJson, nginxJson]

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

function understand(record: Fields): ReturnType<Shape> & object {
  for (const shape of shapes) {
    const understood = shape(record)
    if (understood !== undefined) return understood
  }
  return { fields: record, logSource: {}, time: timeOf(record) }
}

const timeNames = ['UtcTime', '@timestamp', 'timestamp', 'time', 'Timestamp', 'time_iso8601', 'ts', '_time'] as const

/** The first of the usual fields that is a time; a zone counts, without one it is UTC, as collectors take it. */
function timeOf(record: Fields): bigint | undefined {
  for (const name of timeNames) {
    const value = own(record, name)
    const time = typeof value === 'string' ? (isoTime(value) ?? epochOf(value)) : epochOf(String(value))
    if (time !== undefined) return time
  }
  return undefined
}

/**
 * Seconds, milliseconds, microseconds or nanoseconds since 1970, told by the number of digits, as Sumo's collectors tell them
 * apart (SumoLogic/sumologic-documentation, docs/send-data/reference-information/time-reference.md).
 */
function epochOf(number: string): bigint | undefined {
  const [whole = '', fraction] = number.split('.')
  if (whole.length === 10) return epochTime(number)
  if (fraction !== undefined || !/^[0-9]+$/.test(whole)) return undefined
  if (whole.length === 13) return BigInt(whole) * 1000n
  if (whole.length === 16) return BigInt(whole)
  return whole.length === 19 ? BigInt(whole) / 1000n : undefined
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
