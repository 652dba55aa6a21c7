import type { LogSource } from '../../event/log-source.ts'
import type { Value } from '../../event/value.ts'
import { type Fields, own } from '../values/fields.ts'
import type { SocketAddress } from './sockaddr.ts'

/** All records of one audit event, however they were written. */
export interface AuditEvent {
  readonly id: string
  readonly node: string | undefined
  readonly types: readonly string[]
  /** Of SYSCALL, and of every record that is not told apart below. */
  readonly fields: Fields
  readonly argv: readonly string[] | undefined
  readonly cwd: string | undefined
  readonly paths: readonly Path[]
  readonly address: SocketAddress | undefined
  readonly parentImage?: string
}

/** One file that a system call named. */
export interface Path {
  readonly name: string
  readonly nametype: string
  /** In octal as the kernel prints it, file type first: `0100644`. */
  readonly mode: string
}

/** The numbers of the calls that matter here, by the kernel's number of the architecture. */
const connects: Readonly<Record<string, bigint>> = {
  c000003e: 42n,
  c00000b7: 203n,
  '40000003': 362n,
  '40000028': 283n,
  c0000015: 328n,
  '80000015': 328n,
}

/**
 * Gives an audit event the fields of the taxonomy, in place, beside auditd's own, and tells what it is: an execve that succeeded is a
 * process creation, a connect to an IP address a network connection (also a failed one: those that do not wait always
 * fail at first), and a regular file that came to be a file event.
 */
export function auditMeaning(event: AuditEvent): { fields: Fields; logSource: LogSource } {
  const fields = event.fields
  if (event.node !== undefined) fields['Computer'] = event.node
  fields['audit_id'] = event.id
  fields['type'] = event.types.includes('EXECVE') ? 'EXECVE' : (event.types[0] ?? null)
  fields['types'] = event.types
  if (event.cwd !== undefined) fields['cwd'] = event.cwd
  if (event.argv !== undefined) {
    // the system call's own a0 to a3 are addresses in memory
    for (const name of ['a0', 'a1', 'a2', 'a3']) delete fields[name]
    for (const [i, argument] of event.argv.entries()) fields[`a${i}`] = argument
  }
  const created = event.paths.find(path => path.nametype === 'CREATE' && isFile(path.mode))
  const name = (created ?? event.paths[0])?.name
  if (name !== undefined) fields['name'] = name
  if (event.paths.length > 0) fields['names'] = event.paths.map(path => path.name)
  const category = categoryOf(event, created)
  if (category !== undefined) describeProcess(fields, event)
  if (category === 'process_creation' && event.argv !== undefined) {
    fields['CommandLine'] = event.argv.join(' ')
    if (event.cwd !== undefined) fields['CurrentDirectory'] = event.cwd
  }
  if (category === 'network_connection' && event.address !== undefined) {
    fields['Initiated'] = true
    fields['DestinationIp'] = event.address.ip
    fields['DestinationPort'] = event.address.port
  }
  if (category === 'file_event' && created !== undefined) fields['TargetFilename'] = absolute(created.name, event.cwd)
  return { fields, logSource: { ...(category === undefined ? {} : { category }), product: 'linux', service: 'auditd' } }
}

function categoryOf(event: AuditEvent, created: Path | undefined): string | undefined {
  const succeeded = own(event.fields, 'success') !== 'no'
  if (event.argv !== undefined) return succeeded ? 'process_creation' : undefined
  if (event.address !== undefined && isConnect(event.fields)) return 'network_connection'
  return created !== undefined && succeeded ? 'file_event' : undefined
}

function isConnect(fields: Fields): boolean {
  const name = own(fields, 'SYSCALL')
  if (name !== undefined) return name === 'connect'
  const arch = own(fields, 'arch')
  const known = typeof arch === 'string' ? connects[arch.replace(/^0x/, '')] : undefined
  return known !== undefined && known === own(fields, 'syscall')
}

/** A regular file, not a folder, link or socket; where the mode is not known, too. */
const isFile = (mode: string): boolean => mode === '' || mode.replace(/^0o?/, '').startsWith('10')

function describeProcess(fields: Fields, event: AuditEvent): void {
  copy(fields, 'exe', 'Image')
  copy(fields, 'pid', 'ProcessId')
  copy(fields, 'ppid', 'ParentProcessId')
  if (event.parentImage !== undefined) fields['ParentImage'] = event.parentImage
  const user: Value = own(fields, 'UID') ?? own(fields, 'uid') ?? null
  if (user !== null) fields['User'] = String(user)
}

function copy(fields: Fields, from: string, to: string): void {
  const value = own(fields, from) ?? null
  if (value !== null) fields[to] = value
}

/** A path in the folder it is relative to; `.` and `..` are resolved as text, as links cannot be followed here. */
function absolute(name: string, cwd: string | undefined): string {
  const path = name.startsWith('/') || cwd === undefined ? name : `${cwd}/${name}`
  if (!path.startsWith('/') || !/\/\.{0,2}(\/|$)/.test(path)) return path
  const out: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') out.pop()
    else if (part !== '' && part !== '.') out.push(part)
  }
  return `/${out.join('/')}`
}
