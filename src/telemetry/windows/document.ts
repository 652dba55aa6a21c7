import type { LogSources } from '../../event/log-source.ts'
import type { Value } from '../../event/value.ts'
import { isListed, kindsOf } from '../../event/windows/kinds.ts'
import { isList, isObject } from '../json/parse.ts'
import { type Fields, intOf, own, put } from '../values/fields.ts'
import { ecs } from './ecs.ts'
import { logSourceBy } from './event.ts'

/** A Windows event as its log has it, its wrapping undone, and where rules look for it. */
export interface WindowsDocument {
  /** The record itself, where nothing of it had to change. */
  readonly fields: Fields
  readonly sources: LogSources
}

/**
 * A record of a Windows event in one of the shapes that programs write, its values untouched: `System` and `EventData` as
 * evtx_dump, xmltodict or Velociraptor write them, Winlogbeat's `winlog`, or flat. Undefined where it is no such event.
 */
export function windowsDocument(record: Fields): WindowsDocument | undefined {
  const fields = wrapped(record) ?? beats(record) ?? flat(record)
  return fields === undefined ? undefined : namedDocument(fields, fields === record)
}

/** Adds the names that rules expect; `shared` says that the record is somebody else's. */
export function namedDocument(given: Fields, shared = false): WindowsDocument | undefined {
  const added: [string, Value][] = []
  for (const [name, ...others] of otherNames) {
    const from = Object.hasOwn(given, name) ? undefined : others.find(other => isPlain(own(given, other)))
    if (from !== undefined) added.push([name, own(given, from) ?? null])
  }
  const seen = (name: string): Value => {
    const value = own(given, name) ?? added.find(([other]) => other === name)?.[1] ?? null
    // where the data has the name too, the system part comes first
    return isList(value) ? (value[0] ?? null) : value
  }
  const textOf = (name: string): string | undefined => {
    const value = seen(name)
    return typeof value === 'string' ? value : undefined
  }
  const id = numberOf(seen('EventID'))
  const source = id === undefined ? undefined : logSourceBy(textOf, name => seen(name) !== null, id)
  if (id === undefined || source === undefined) return undefined
  const { product, service } = source
  const kinds = service === undefined ? [] : kindsOf(service, id, textOf)
  for (const { names = {} } of kinds)
    for (const [name, from] of Object.entries(names)) {
      const value = own(given, from)
      if (value !== undefined && !Object.hasOwn(given, name)) added.push([name, value])
    }
  const fields = added.length > 0 && shared ? { ...given } : given
  for (const [name, value] of added) put(fields, name, value)
  const listed = service !== undefined && isListed(service)
  return {
    fields,
    sources: {
      ...(product === undefined ? {} : { product }),
      ...(service === undefined ? {} : { service }),
      ...(listed ? { categories: kinds.flatMap(kind => kind.categories) } : {}),
    },
  }
}

const isPlain = (value: Value | undefined): boolean =>
  value !== undefined && value !== null && (typeof value !== 'object' || isList(value))

/** Sigma's name of a field of the system part, and what programs that flatten events call it (NXLog, Splunk, Fluent Bit, Get-WinEvent). */
const otherNames: readonly (readonly [string, ...string[]])[] = [
  ['EventID', 'EventCode', 'event_id', 'winlog.event_id', 'Id'],
  ['Channel', 'LogName', 'winlog.channel'],
  ['Provider_Name', 'SourceName', 'ProviderName', 'Provider', 'winlog.provider_name'],
  ['Computer', 'ComputerName', 'Hostname', 'MachineName', 'winlog.computer_name'],
]

function numberOf(value: Value): number | undefined {
  const int = typeof value === 'string' ? intOf(value) : value
  return typeof int === 'bigint' ? Number(int) : typeof int === 'number' && Number.isInteger(int) ? int : undefined
}

/** `{"Event":{"System":…,"EventData":…}}`, with or without `Event`. */
function wrapped(record: Fields): Fields | undefined {
  const inner = own(record, 'Event')
  const event = isObject(inner) && isObject(own(inner, 'System')) ? inner : record
  const system = own(event, 'System')
  if (!isObject(system)) return undefined
  const fields: Fields = {}
  for (const [name, value] of Object.entries(system)) systemField(fields, name, value)
  for (const [name, value] of Object.entries(event)) {
    if (name === 'EventData' || name === 'UserData') dataFields(fields, value)
    else if (name !== 'System' && !isAttributes(name)) put(fields, bare(name), value)
  }
  if (event !== record)
    for (const [name, value] of Object.entries(record)) if (name !== 'Event') put(fields, bare(name), value)
  return fields
}

/** What the converters of XML put the attributes of an element under, or before their names. */
const isAttributes = (name: string): boolean =>
  name === '#attributes' || name.startsWith('@') || name === 'xmlns' || name.endsWith(apart)

/** The end of a name under which evtx_dump puts attributes beside the element (`--separate-json-attributes`). */
const apart = '_attributes'

/** The text of an element that has attributes too. */
const textNames = ['#text', '_', 'Value', 'text'] as const

/** `Provider_Name`: the attributes of an element after its name; the element itself is its text. */
function systemField(fields: Fields, name: string, value: Value): void {
  if (name.endsWith(apart) && isObject(value)) {
    systemField(fields, name.slice(0, -apart.length), { '#attributes': value })
    return
  }
  if (!isObject(value)) {
    put(fields, name, value)
    return
  }
  const attributes = own(value, '#attributes')
  for (const [key, item] of Object.entries(isObject(attributes) ? attributes : value)) {
    if ((textNames as readonly string[]).includes(key) && !isObject(attributes)) continue
    const plain = key.replace(/^@/, '')
    // Sysmon for Linux has its own spelling
    put(fields, `${name}_${name === 'Security' && plain === 'UserId' ? 'UserID' : plain}`, item)
  }
  const text = textNames.map(key => own(value, key)).find(found => found !== undefined)
  if (text !== undefined) put(fields, name, text)
}

/** The data of an event under their own names; unnamed ones are `Data`. What the provider wraps them in is left out. */
function dataFields(fields: Fields, data: Value): void {
  if (!isObject(data)) {
    if (data !== null) put(fields, 'Data', data)
    return
  }
  for (const [name, value] of Object.entries(data)) {
    if (isAttributes(name)) continue
    if (name === 'Data') namedData(fields, value)
    else if (!isObject(value)) addData(fields, name, value)
    else {
      const text = own(value, '#text')
      if (text !== undefined) addData(fields, name, text)
      else dataFields(fields, value)
    }
  }
}

/** `Data` elements: texts, or objects with a name and a text. */
function namedData(fields: Fields, value: Value): void {
  const unnamed: Value[] = []
  for (const item of isList(value) ? value : [value]) {
    const attributes = isObject(item) ? own(item, '#attributes') : undefined
    const name = isObject(item)
      ? (own(item, '@Name') ?? own(item, 'Name') ?? (isObject(attributes) ? own(attributes, 'Name') : undefined))
      : undefined
    const text = isObject(item) ? (textNames.map(key => own(item, key)).find(t => t !== undefined) ?? null) : item
    if (typeof name === 'string') addData(fields, name, text)
    else if (isList(text)) unnamed.push(...text)
    else unnamed.push(text)
  }
  if (unnamed.length > 0) put(fields, 'Data', unnamed.length === 1 && !isList(value) ? (unnamed[0] ?? null) : unnamed)
}

/** A field that the system part has too holds both: rules about cleared logs ask for the `Channel` in the data. */
function addData(fields: Fields, name: string, value: Value): void {
  const known = own(fields, bare(name))
  const both = known === undefined || known === null ? value : [...(isList(known) ? known : [known]), value].flat()
  put(fields, bare(name), both)
}

/** Sigma writes names without blanks. */
const bare = (name: string): string => (name.includes(' ') ? name.replaceAll(' ', '') : name)

/** Winlogbeat: what it did not map to ECS, and its own names, beside the record as it is. */
function beats(record: Fields): Fields | undefined {
  const winlog = own(record, 'winlog')
  if (!isObject(winlog)) return undefined
  const fields: Fields = {}
  const system = { EventID: 'event_id', Channel: 'channel', Provider_Name: 'provider_name', Computer: 'computer_name' }
  for (const [name, from] of Object.entries(system)) {
    const value = own(winlog, from)
    if (value !== undefined) put(fields, name, value)
  }
  const event = own(record, 'event')
  const code = isObject(event) ? own(event, 'code') : undefined
  if (!Object.hasOwn(fields, 'EventID') && code !== undefined) put(fields, 'EventID', code)
  for (const part of ['event_data', 'user_data']) dataFields(fields, own(winlog, part) ?? null)
  for (const [path, name] of ecs) {
    const value = at(record, path)
    if (value !== undefined && value !== null && !Object.hasOwn(fields, name)) put(fields, name, value)
  }
  for (const [name, value] of Object.entries(record)) if (!Object.hasOwn(fields, name)) put(fields, name, value)
  return fields
}

function at(record: Value, path: string): Value | undefined {
  let here: Value | undefined = record
  for (const key of path.split('.')) here = isObject(here) ? own(here, key) : undefined
  return here
}

const numbered = ['EventID', 'EventCode', 'event_id', 'winlog.event_id'] as const

/** Flat, the data perhaps under `EventData`. */
function flat(record: Fields): Fields | undefined {
  if (!numbered.some(name => Object.hasOwn(record, name)) && !Object.hasOwn(record, 'LogName')) return undefined
  const data = own(record, 'EventData') ?? null
  const provider = own(record, 'Provider') ?? null
  const names = Object.keys(record)
  if (!isObject(data) && !isObject(provider) && !names.some(name => name.includes(' ') || name.startsWith('winlog.')))
    return record
  const fields: Fields = {}
  for (const [name, value] of Object.entries(record)) {
    if (name === 'EventData' && isObject(value)) dataFields(fields, value)
    else if (name === 'Provider' && isObject(value)) systemField(fields, name, value)
    else put(fields, bare(name.replace(/^winlog\.event_data\./, '')), value)
  }
  return fields
}
