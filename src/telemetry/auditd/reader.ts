import type { Event } from '../../event/event.ts'
import type { Value } from '../../event/value.ts'
import { complain, nothing, type Read, type Reader, type Reading } from '../reader.ts'
import { mostly } from '../recognise.ts'
import { type Fields, put } from '../values/fields.ts'
import { collectArguments } from './argv.ts'
import { auditMeaning, type Path } from './event.ts'
import { type Head, headOf, recordFields, type Sink } from './record.ts'
import { type SocketAddress, socketAddress } from './sockaddr.ts'

/** How many events may be incomplete at a time, and how much text they may hold: records of several CPUs interleave. */
const mostPending = 256
const mostHeld = 32 * 1024 * 1024

/** Records of auditd, enriched or not, merged to events by node, time and serial number (man 5 auditd.conf, auparse(3)). */
export const auditd: Reader = {
  id: 'auditd',
  title: 'auditd logs',
  recognise: head => mostly(head, line => headOf(line) !== undefined),
  open: read,
}

interface Pending {
  readonly line: number
  readonly node: string | undefined
  readonly time: bigint
  readonly id: string
  readonly records: { readonly head: Head; readonly text: string }[]
  size: number
  complete: boolean
}

function read(file: string): Reading {
  /** In the order of their first record, in which they are given. */
  const pending = new Map<string, Pending>()
  let held = 0

  function give(): readonly Read[] {
    let out: Read[] | undefined
    for (const [key, event] of pending) {
      if (!event.complete && pending.size <= mostPending && held <= mostHeld) break
      pending.delete(key)
      held -= event.size
      out ??= []
      out.push({ event: eventOf(file, event) })
    }
    return out ?? nothing
  }

  return {
    line(text, number) {
      if (text.trim() === '' || isDecoration(text)) return nothing
      const head = headOf(text)
      if (head === undefined) return complain(file, number, whyNot(text))
      const key = `${head.node ?? ''} ${head.id}`
      let event = pending.get(key)
      if (event === undefined) {
        const { node, time, id } = head
        event = { line: number, node, time, id, records: [], size: 0, complete: false }
        pending.set(key, event)
      }
      event.records.push({ head, text })
      event.size += text.length
      held += text.length
      if (head.type === 'EOE') event.complete = true
      return give()
    },
    end() {
      const out = [...pending.values()].map((event): Read => ({ event: eventOf(file, event) }))
      pending.clear()
      return out
    },
  }
}

/** What ausearch prints between events. */
const isDecoration = (text: string): boolean => text === '----' || text.startsWith('time->')

function whyNot(text: string): string {
  if (!text.includes('audit(')) return 'this line is no audit record: it has no audit(time:serial)'
  return 'this audit record has no type or no time in seconds: export it with "ausearch --raw", not with "-i"'
}

function eventOf(file: string, { line, node, time, id, records }: Pending): Event {
  const types: string[] = []
  const fields: Fields = {}
  const argv = collectArguments()
  const paths: Record<string, Value>[] = []
  let cwd: string | undefined
  let address: SocketAddress | undefined
  const keep: Sink = (name, value) => {
    if (!Object.hasOwn(fields, name)) put(fields, name, value)
  }
  for (const { head, text } of records) {
    if (!types.includes(head.type)) types.push(head.type)
    recordFields(text, head.end, head.type, sinkOf(head.type))
  }
  return {
    origin: { file, line },
    time,
    ...auditMeaning({
      id,
      node,
      types,
      fields,
      argv: types.includes('EXECVE') ? argv.all() : undefined,
      cwd,
      paths: paths.sort((a, b) => Number(a['item'] ?? 0) - Number(b['item'] ?? 0)).map(pathOf),
      address,
    }),
    raw: records.length === 1 ? records[0]?.text : records.map(({ text }) => text).join('\n'),
  }

  function sinkOf(type: string): Sink {
    switch (type) {
      case 'EXECVE':
        return argv.take
      case 'PATH': {
        const path: Record<string, Value> = {}
        paths.push(path)
        return (name, value) => {
          if (pathFields.has(name)) path[name] = value
        }
      }
      case 'CWD':
        return (name, value) => {
          if (name === 'cwd' && typeof value === 'string') cwd = value
        }
      case 'SOCKADDR':
        return (name, value) => {
          if (name === 'saddr' && typeof value === 'string') address ??= socketAddress(value)
        }
      case 'PROCTITLE':
        return (name, value) => keep(name, typeof value === 'string' ? value.replaceAll('\0', ' ') : value)
      default:
        return keep
    }
  }
}

const pathFields: ReadonlySet<string> = new Set(['item', 'name', 'nametype', 'mode'])

function pathOf(record: Readonly<Record<string, Value>>): Path {
  const text = (name: string): string => (typeof record[name] === 'string' ? record[name] : '')
  return { name: text('name'), nametype: text('nametype'), mode: text('mode') }
}
