import { complain, nothing, type Read } from '../reader.ts'
import { isoStamp, type Yearless, yearlessStamp } from '../values/time.ts'

/** What syslog puts before a message. */
export interface Header {
  readonly stamp: bigint | Yearless
  readonly host: string | undefined
  readonly program: string | undefined
  readonly pid: string | undefined
  /** Where the message starts. */
  readonly end: number
}

/**
 * The header of a syslog line, in any of the usual forms: classic (RFC 3164, with or without host), with an ISO time as
 * rsyslog and journalctl write it, or RFC 5424; each with or without `<priority>`. Undefined where there is none.
 */
export function syslogHeader(line: string): Header | undefined {
  let at = 0
  if (line.charCodeAt(0) === 60) {
    const close = line.indexOf('>')
    if (close < 2 || close > 4) return undefined
    at = close + 1
  }
  if (line.charCodeAt(at) === 49 && line.charCodeAt(at + 1) === 32) return newHeader(line, at + 2)
  const iso = isoStamp(line, at)
  const stamp = iso === undefined ? yearlessStamp(line, at) : iso
  if (stamp === undefined || line.charCodeAt(stamp.end) !== 32) return undefined
  const time = iso === undefined ? (stamp as Yearless) : iso.time
  const first = word(line, stamp.end + 1)
  const tag = isTag(first.text) ? first : word(line, first.end + 1)
  const host = tag === first ? undefined : first.text
  // programs' own logs start with an ISO time too, but then comes no host
  if (iso !== undefined && (!isTag(tag.text) || host === undefined || levels.has(host.toUpperCase()))) return undefined
  if (!isTag(tag.text))
    return host === undefined || host === '' ? undefined : headerOf(time, host, undefined, first.end + 1)
  return headerOf(time, host, tag.text.slice(0, -1), tag.end + 1)
}

const levels: ReadonlySet<string> = new Set(['TRACE', 'DEBUG', 'INFO', 'NOTICE', 'WARN', 'WARNING', 'ERROR', 'FATAL'])

const isTag = (text: string): boolean => text.length > 1 && text.endsWith(':')

function headerOf(stamp: bigint | Yearless, host: string | undefined, tag: string | undefined, end: number): Header {
  const open = tag?.endsWith(']') === true ? tag.lastIndexOf('[') : -1
  if (tag === undefined || open <= 0) return { stamp, host, program: tag, pid: undefined, end }
  return { stamp, host, program: tag.slice(0, open), pid: tag.slice(open + 1, -1), end }
}

/** RFC 5424 after its version: `time host app pid msgid [data] message`, `-` for what is missing. */
function newHeader(line: string, at: number): Header | undefined {
  const stamp = isoStamp(line, at)
  if (stamp === undefined || line.charCodeAt(stamp.end) !== 32) return undefined
  const host = word(line, stamp.end + 1)
  const program = word(line, host.end + 1)
  const pid = word(line, program.end + 1)
  const id = word(line, pid.end + 1)
  let end = id.end + 1
  if (line.charCodeAt(end) === 45) end += 2
  else {
    while (line.charCodeAt(end) === 91) {
      const close = dataEnd(line, end)
      if (close < 0) return undefined
      end = close + 1
    }
    if (line.charCodeAt(end) === 32) end++
  }
  // rsyslog puts a byte order mark before a message in UTF-8
  if (line.charCodeAt(end) === 0xfeff) end++
  return { stamp: stamp.time, host: known(host.text), program: known(program.text), pid: known(pid.text), end }
}

const known = (text: string): string | undefined => (text === '-' || text === '' ? undefined : text)

/** The bracket that ends one structured element; inside quotes a backslash escapes the next character. */
function dataEnd(line: string, at: number): number {
  let quoted = false
  for (let i = at; i < line.length; i++) {
    const unit = line.charCodeAt(i)
    if (quoted && unit === 92) i++
    else if (unit === 34) quoted = !quoted
    else if (unit === 93 && !quoted) return i
  }
  return -1
}

function word(line: string, at: number): { text: string; end: number } {
  const end = line.indexOf(' ', at)
  return end < 0 ? { text: line.slice(at), end: line.length } : { text: line.slice(at, end), end }
}

/** Gives years to stamps without one, of one file in its order. */
export interface Calendar {
  timeOf(stamp: bigint | Yearless, line: number): bigint | undefined
  /** At the end: says once how many stamps had no year, if nobody gave one. */
  note(): readonly Read[]
}

/** From `year`, the year of the first stamp; the step from December to January is the next year. */
export function calendar(file: string, year: number | undefined): Calendar {
  let current = year
  let month = 0
  let count = 0
  let first = 0
  return {
    timeOf(stamp, line) {
      if (typeof stamp === 'bigint') return stamp
      if (current === undefined) {
        if (count++ === 0) first = line
        return undefined
      }
      // lines are not in strict order, so only a fall from the end of the year to its beginning is a new one
      if (month === 12 && stamp.month === 1) current++
      else if (month === 1 && stamp.month === 12 && current !== year) current--
      month = stamp.month
      return stamp.at(current)
    },
    note() {
      if (count === 0) return nothing
      const message = `the time stamps of ${count} line${count === 1 ? '' : 's'} have no year, so these events have no time: say which year it was`
      return complain(file, first, message, 0).map(read =>
        'problem' in read ? { problem: { ...read.problem, note: true } } : read,
      )
    },
  }
}
