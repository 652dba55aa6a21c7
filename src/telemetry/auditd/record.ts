import type { Value } from '../../event/value.ts'
import { intOf } from '../values/fields.ts'
import { epochTime } from '../values/time.ts'

/** The start of an audit record: `node=vm type=SYSCALL msg=audit(1795488001.252:188): …`. */
export interface Head {
  readonly type: string
  readonly node: string | undefined
  /** Time and serial number; with the node it joins the records of one event. */
  readonly id: string
  readonly time: bigint
  /** Where the record's own fields start. */
  readonly end: number
}

/** The start of a record, which may stand behind a syslog header; undefined where the line is none. */
export function headOf(line: string): Head | undefined {
  const stamp = line.indexOf('audit(')
  const close = line.indexOf('):', stamp)
  if (stamp < 0 || close < 0) return undefined
  const before = line.slice(0, stamp)
  const id = line.slice(stamp + 6, close)
  const colon = id.lastIndexOf(':')
  const time = epochTime(id.slice(0, colon))
  const type = valueIn(before, 'type=')
  if (type === undefined || time === undefined || colon < 0) return undefined
  return { type, node: valueIn(before, 'node='), id, time, end: close + 2 }
}

function valueIn(text: string, key: string): string | undefined {
  const at = text.indexOf(key)
  if (at < 0 || (at > 0 && text.charCodeAt(at - 1) !== 32)) return undefined
  const end = text.indexOf(' ', at)
  return text.slice(at + key.length, end < 0 ? text.length : end)
}

/** Fields that the kernel writes as bare hexadecimal when they hold a space, a quote or a control character. */
const encoded: ReadonlySet<string> = new Set([
  'name',
  'cwd',
  'exe',
  'comm',
  'proctitle',
  'cmd',
  'acct',
  'key',
  'path',
  'dir',
  'data',
  'old',
  'new',
  'vm',
  'grp',
])

const integers: ReadonlySet<string> = new Set([
  'syscall',
  'exit',
  'items',
  'ppid',
  'pid',
  'auid',
  'uid',
  'gid',
  'euid',
  'suid',
  'fsuid',
  'egid',
  'sgid',
  'fsgid',
  'ses',
  'argc',
  'item',
  'inode',
  'ouid',
  'ogid',
])

/** Takes one field of a record. */
export type Sink = (name: string, value: Value) => void

/**
 * The `key=value` fields of a record from `start`, those that auditd adds when it enriches (after a group separator,
 * their names in capitals) and those inside `msg='…'` among them. `EXECVE` arguments are all encoded where unquoted.
 */
export const recordFields = (line: string, start: number, type: string, sink: Sink): void =>
  readPairs(line, start, line.length, type === 'EXECVE', sink)

function readPairs(text: string, start: number, end: number, isExecve: boolean, sink: Sink): void {
  for (let at = start; at < end; ) {
    const unit = text.charCodeAt(at)
    if (isGap(unit)) {
      at++
      continue
    }
    const equals = text.indexOf('=', at)
    if (equals < 0 || equals >= end) return
    const key = text.slice(lastGap(text, at, equals), equals)
    const valueAt = equals + 1
    const opening = text.charCodeAt(valueAt)
    if (opening === 34) {
      const close = closing(text, '"', valueAt + 1, end)
      sink(key, text.slice(valueAt + 1, close))
      at = close + 1
    } else if (opening === 39) {
      const close = text.lastIndexOf("'", end)
      const inner = close > valueAt ? close : end
      readPairs(text, valueAt + 1, inner, false, sink)
      at = inner + 1
    } else if (opening === 123) {
      const close = closing(text, '}', valueAt, end)
      sink(key, text.slice(valueAt, close + 1))
      at = close + 1
    } else {
      const close = wordEnd(text, valueAt, end)
      sink(key, bare(key, text.slice(valueAt, close), isExecve))
      at = close
    }
  }
}

const isGap = (unit: number): boolean => unit === 32 || unit === 29 || unit === 44

/** Where the key before an `=` starts: text without one stands before some keys (`pid=1 terminal old-auid=0`). */
function lastGap(text: string, from: number, to: number): number {
  for (let at = to - 1; at >= from; at--) if (isGap(text.charCodeAt(at))) return at + 1
  return from
}

function closing(text: string, mark: string, from: number, end: number): number {
  const close = text.indexOf(mark, from)
  return close < 0 || close > end ? end : close
}

function wordEnd(text: string, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 32 || unit === 29) return at
  }
  return end
}

function bare(key: string, text: string, isExecve: boolean): Value {
  if (integers.has(key)) return intOf(text) ?? text
  if (text === '(null)') return null
  return isExecve
    ? key.startsWith('a') && !key.includes('_len') && key !== 'argc'
      ? unhex(text)
      : text
    : encoded.has(key)
      ? unhex(text)
      : text
}

/** The bytes of bare hexadecimal as UTF-8; a text that is no such thing stays as it is. */
export const unhex = (text: string): string => (isHex(text) ? Buffer.from(text, 'hex').toString('utf8') : text)

function isHex(text: string): boolean {
  if (text.length === 0 || text.length % 2 === 1) return false
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (!((unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 70) || (unit >= 97 && unit <= 102))) return false
  }
  return true
}
