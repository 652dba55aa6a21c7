import type { Event } from '../../event/event.ts'
import { printValue } from '../../event/json.ts'
import type { Value } from '../../event/value.ts'
import { arrivalOf } from './category.ts'

/** How structured events are presented; logs that are text by nature are presented as logged in every style. */
export const styles = [
  { id: 'flat', title: 'Flat JSON with EventCode, as forwarders write it' },
  { id: 'windows', title: "Sumo's own Windows JSON: EventID, Computer, Channel and nested EventData" },
  { id: 'raw', title: 'As it was logged' },
] as const

/** The message of an event as the collector would send it. */
export function messageOf(event: Event, style: string): string {
  const asLogged = style === 'raw' || arrivalOf(event.logSource).text || Object.keys(event.fields).length === 0
  if (asLogged && event.raw !== undefined) return event.raw
  return printValue(
    style === 'windows' && 'EventID' in event.fields ? windowsJson(event.fields) : flatJson(event.fields),
  )
}

type Fields = Readonly<Record<string, Value>>

/** The fields under their own names. The event id of Windows and Sysmon is `EventCode`, which is how forwarders name it. */
function flatJson(fields: Fields): Value {
  const flat: Record<string, Value> = {}
  for (const name of Object.keys(fields)) {
    const value = fields[name] ?? null
    if (value !== null) put(flat, name === 'EventID' ? 'EventCode' : name, value)
  }
  return flat
}

/** A field may be called `__proto__`. */
function put(into: Record<string, Value>, name: string, value: Value): void {
  if (name === '__proto__') Object.defineProperty(into, name, { value, enumerable: true })
  else into[name] = value
}

/** What stands beside EventData in a Windows event; everything else is the data of that kind of event. */
const systemFields = [
  'EventID',
  'Computer',
  'Channel',
  'Version',
  'Level',
  'Task',
  'Opcode',
  'Keywords',
  'TimeCreated',
  'SystemTime',
  'EventRecordID',
  'Message',
] as const

function windowsJson(fields: Fields): Value {
  const system: Record<string, Value> = {}
  for (const name of systemFields) {
    const value = fields[name] ?? null
    if (value !== null) system[name === 'SystemTime' ? 'TimeCreated' : name] = value
  }
  const provider = fields['Provider_Name'] ?? null
  if (provider !== null) system['Provider'] = { Name: provider }
  const taken: ReadonlySet<string> = new Set([...systemFields, 'Provider_Name'])
  const data = Object.entries(fields).filter(([name, value]) => !taken.has(name) && value !== null)
  return { ...system, EventData: Object.fromEntries(data) }
}
