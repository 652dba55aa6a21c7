import type { LogSource } from '../../event/log-source.ts'
import type { Value } from '../../event/value.ts'
import { type Fields, intOf } from '../values/fields.ts'
import { isoTime } from '../values/time.ts'
import { sysmonLogSource, windowsLogSource } from './log-source.ts'

/** What a reader knows of an event before it is told where it stood. */
export interface Meaning {
  readonly logSource: LogSource
  readonly time: bigint | undefined
}

/** Fields that the taxonomy types, and that exporters also write as text. */
const numbers = [
  'EventID',
  'EventCode',
  'ProcessId',
  'ParentProcessId',
  'SourcePort',
  'DestinationPort',
  'TerminalSessionId',
  'QueryStatus',
  'Version',
  'Level',
  'Task',
  'Opcode',
  'EventRecordID',
] as const

/**
 * Gives the fields of a Windows or Sysmon event the types and names of the taxonomy, in place, and tells what the event
 * is. Undefined where they are of no such event: no event number, or nothing else that speaks for Windows or Sysmon.
 */
export function windowsMeaning(fields: Fields): Meaning | undefined {
  const id = fields['EventID'] ?? fields['EventCode']
  if (id === undefined || id === null) return undefined
  for (const name of numbers) {
    const value = fields[name]
    if (typeof value === 'string') fields[name] = intOf(value) ?? value
  }
  const number = fields['EventID'] ?? fields['EventCode']
  if (typeof number !== 'bigint') return undefined
  const textOf = (name: string): string | undefined => text(fields[name])
  const logSource = logSourceBy(textOf, name => fields[name] !== undefined, Number(number))
  if (logSource === undefined) return undefined
  if (fields['EventID'] === undefined) fields['EventID'] = number
  rename(fields, 'ComputerName', 'Computer')
  rename(fields, 'Hostname', 'Computer')
  const initiated = fields['Initiated']
  if (initiated === 'true' || initiated === 'false') fields['Initiated'] = initiated === 'true'
  if (logSource.service === 'security' && logSource.category === 'process_creation') fromAudit(fields)
  return { logSource, time: timeOf(fields) }
}

/** The log source of an event by its channel and provider, else by what it holds; undefined where nothing speaks for Windows. */
export function logSourceBy(
  textOf: (name: string) => string | undefined,
  has: (name: string) => boolean,
  id: number,
): LogSource | undefined {
  const channel = textOf('Channel')
  const provider = textOf('Provider_Name') ?? textOf('SourceName')
  if (channel !== undefined || provider !== undefined) return windowsLogSource(channel, provider, id)
  const path = textOf('Image') ?? textOf('TargetFilename')
  if (path === undefined && !sysmonFields.some(has))
    return has('NewProcessName') ? windowsLogSource('Security', undefined, id) : undefined
  return sysmonLogSource(path === undefined ? undefined : systemOf(path), id)
}

/** Fields that speak for Sysmon where nothing names the provider, and no path does. */
const sysmonFields = ['ProcessGuid', 'UtcTime', 'ParentImage', 'QueryName', 'DestinationIp'] as const

/** Paths of Linux may be relative (`./tool`); a bare name may be of either system. */
const systemOf = (path: string): 'linux' | 'windows' | undefined =>
  path.includes('\\') || /\.exe$/i.test(path) ? 'windows' : path.includes('/') ? 'linux' : undefined

const text = (value: Value | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

function rename(fields: Fields, from: string, to: string): void {
  const value = fields[from]
  if (value === undefined || fields[to] !== undefined) return
  fields[to] = value
  delete fields[from]
}

/**
 * Security event 4688 by the names of process creation. Its `ProcessId` is that of the creator, its numbers are
 * hexadecimal (https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/event-4688).
 */
function fromAudit(fields: Fields): void {
  const created = fields['NewProcessId']
  if (created === undefined || created === null) return
  const parent = fields['ProcessId']
  if (parent !== undefined) fields['ParentProcessId'] = parent
  fields['ProcessId'] = typeof created === 'string' ? (intOf(created) ?? created) : created
  copy(fields, 'NewProcessName', 'Image')
  copy(fields, 'ParentProcessName', 'ParentImage')
  const user = text(fields['SubjectUserName'])
  const domain = text(fields['SubjectDomainName'])
  if (user !== undefined) fields['User'] = domain === undefined || domain === '-' ? user : `${domain}\\${user}`
}

function copy(fields: Fields, from: string, to: string): void {
  const value = fields[from]
  if (value !== undefined && fields[to] === undefined) fields[to] = value
}

/** Sysmon's own time first: the system's is later by up to seconds. `EventTime` has no zone: it is read as UTC where there is nothing better, as collectors do. */
function timeOf(fields: Fields): bigint | undefined {
  for (const name of ['UtcTime', 'SystemTime', 'TimeCreated', 'TimeCreated_SystemTime', '@timestamp', 'EventTime']) {
    const value = fields[name]
    const time = typeof value === 'string' ? isoTime(value) : undefined
    if (time !== undefined) return time
  }
  return undefined
}
