import type { Value } from '../../event/value.ts'
import { isList, isObject } from '../json/parse.ts'
import type { Shape } from '../json/shape.ts'
import { type Fields, intOf, own, put } from '../values/fields.ts'
import { epochTime } from '../values/time.ts'
import { auditMeaning, type Path } from './event.ts'
import { type SocketAddress, socketAddress } from './sockaddr.ts'

/** Audit events as LAUREL writes them: one JSON object each, its records by type (https://github.com/threathunters-io/laurel). */
export const laurel: Shape = record => {
  const id = own(record, 'ID')
  if (typeof id !== 'string') return undefined
  const time = epochTime(id.slice(0, id.lastIndexOf(':')))
  const types = Object.keys(record).filter(name => name !== 'ID' && name !== 'NODE' && typeof record[name] === 'object')
  if (time === undefined || types.length === 0) return undefined
  const fields: Fields = {}
  for (const type of types) {
    if (handled.has(type)) continue
    for (const item of listOf(record[type]))
      for (const [name, value] of Object.entries(item)) fieldOf(fields, name, value)
  }
  const [execve] = listOf(own(record, 'EXECVE'))
  const [cwd] = listOf(own(record, 'CWD'))
  const [title] = listOf(own(record, 'PROCTITLE'))
  if (title !== undefined && isList(title['ARGV'])) fields['proctitle'] = title['ARGV'].map(unescaped).join(' ')
  const parent = syscallPart(record, 'PPID')
  const node = own(record, 'NODE')
  const meaning = auditMeaning({
    id,
    node: typeof node === 'string' ? node : undefined,
    types,
    fields,
    argv: execve === undefined ? undefined : argvOf(execve),
    cwd: typeof cwd?.['cwd'] === 'string' ? unescaped(cwd['cwd']) : undefined,
    paths: listOf(own(record, 'PATH')).map(pathOf),
    address: listOf(own(record, 'SOCKADDR'))
      .map(addressOf)
      .find(address => address !== undefined),
    ...(typeof parent?.['exe'] === 'string' ? { parentImage: unescaped(parent['exe']) } : {}),
  })
  return { ...meaning, time }
}

const handled: ReadonlySet<string> = new Set(['EXECVE', 'CWD', 'PATH', 'SOCKADDR', 'PROCTITLE'])

type Item = { readonly [key: string]: Value }

/** A record, or a list of them where the kernel may write several. */
const listOf = (value: Value | undefined): readonly Item[] =>
  isList(value) ? value.filter(isObject) : isObject(value) ? [value] : []

function syscallPart(record: Fields, name: string): Item | undefined {
  const [syscall] = listOf(own(record, 'SYSCALL'))
  const part = syscall?.[name]
  return isObject(part) ? part : undefined
}

/** `PID` and `PPID` are LAUREL's notes on the processes, and `ARGV` of a system call are its bare arguments. */
function fieldOf(fields: Fields, name: string, value: Value): void {
  if (Object.hasOwn(fields, name) || isObject(value)) return
  if (name === 'ARGV' && isList(value)) {
    for (const [i, item] of value.entries()) put(fields, `a${i}`, String(item).replace(/^0x/, ''))
  } else put(fields, name, typeof value === 'string' ? unescaped(value) : value)
}

function argvOf(execve: Item): readonly string[] {
  const list = execve['ARGV']
  if (isList(list)) return list.map(unescaped)
  const joined = execve['ARGV_STR']
  return typeof joined === 'string' ? [unescaped(joined)] : []
}

function pathOf(item: Item): Path {
  const text = (name: string): string => (typeof item[name] === 'string' ? unescaped(item[name]) : '')
  return { name: text('name'), nametype: text('nametype'), mode: text('mode') }
}

function addressOf(item: Item): SocketAddress | undefined {
  if (typeof item['saddr'] === 'string') return socketAddress(item['saddr'])
  const address = item['SADDR']
  if (!isObject(address)) return undefined
  const ip = address['addr']
  const port = typeof address['port'] === 'string' ? intOf(address['port']) : address['port']
  return typeof ip === 'string' && typeof port === 'bigint' ? { ip, port } : undefined
}

/** LAUREL writes bytes that are not printable ASCII, and the percent sign, as `%` and two hexadecimal digits. */
function unescaped(value: Value): string {
  const text = String(value)
  if (!text.includes('%')) return text
  const bytes: Buffer[] = []
  let from = 0
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
    const hex = text.slice(at + 1, at + 3)
    if (!/^[0-9a-fA-F]{2}$/.test(hex)) continue
    bytes.push(Buffer.from(text.slice(from, at)), Buffer.from(hex, 'hex'))
    from = at + 3
    at += 2
  }
  bytes.push(Buffer.from(text.slice(from)))
  return Buffer.concat(bytes).toString('utf8')
}
