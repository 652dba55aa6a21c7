import type { Value } from '../../event/value.ts'
import { flatten, isList, isObject } from '../json/parse.ts'
import type { Shape } from '../json/shape.ts'
import { type Fields, own, put } from '../values/fields.ts'
import { ecs } from './ecs.ts'
import { windowsMeaning } from './event.ts'

/** Flat, as NXLog, Splunk and Sysmon's converters write it: every field at the top. */
export const flatWindows: Shape = record => {
  if (!Object.hasOwn(record, 'EventID') && !Object.hasOwn(record, 'EventCode')) return undefined
  const nested = own(record, 'EventData')
  const fields = isObject(nested) ? unnested(record, nested) : record
  const meaning = windowsMeaning(fields)
  return meaning === undefined ? undefined : { fields, ...meaning }
}

/** As Sumo's Windows source writes it: the data of the event under `EventData`. */
function unnested(record: Fields, data: { readonly [key: string]: Value }): Fields {
  const fields: Fields = {}
  for (const [name, value] of Object.entries(record)) {
    if (name === 'EventData') continue
    if (name === 'Provider' && isObject(value)) put(fields, 'Provider_Name', value['Name'] ?? null)
    else put(fields, name, value)
  }
  for (const [name, value] of Object.entries(data)) if (!Object.hasOwn(fields, name)) put(fields, name, value)
  return fields
}

/** As evtx_dump and chainsaw write it: XML turned to JSON, attributes under `#attributes`. */
export const evtxDump: Shape = record => {
  const event = own(record, 'Event')
  if (!isObject(event)) return undefined
  const system = event['System']
  if (!isObject(system)) return undefined
  const fields: Fields = {}
  for (const [name, value] of Object.entries(system)) systemField(fields, name, value)
  for (const part of ['EventData', 'UserData']) {
    const data = event[part]
    if (isObject(data)) dataFields(fields, data)
  }
  for (const [name, value] of Object.entries(record)) if (name !== 'Event') put(fields, name, value)
  const meaning = windowsMeaning(fields)
  return meaning === undefined ? undefined : { fields, ...meaning }
}

function systemField(fields: Fields, name: string, value: Value): void {
  if (!isObject(value)) {
    if (value !== null) put(fields, name, value)
    return
  }
  const text = value['#text']
  if (text !== undefined) put(fields, name, text)
  const attributes = value['#attributes']
  if (!isObject(attributes)) return
  for (const [key, item] of Object.entries(attributes))
    put(fields, name === 'TimeCreated' && key === 'SystemTime' ? key : `${name}_${key}`, item)
}

function dataFields(fields: Fields, data: { readonly [key: string]: Value }): void {
  for (const [name, value] of Object.entries(data)) {
    if (name === '#attributes') continue
    if (!isObject(value)) put(fields, name, value)
    else if (value['#text'] !== undefined) put(fields, name, value['#text'])
    // UserData wraps its fields in one element of the provider
    else dataFields(fields, value)
  }
}

/** As Winlogbeat writes it: ECS fields, and under `winlog.event_data` what it did not map. */
export const winlogbeat: Shape = record => {
  if (!isObject(own(record, 'winlog')) && !Object.hasOwn(record, 'winlog.channel')) return undefined
  const flat = flatten(record)
  const fields: Fields = {}
  for (const [name, value] of Object.entries(flat)) {
    const canonical = name.startsWith('winlog.event_data.') ? name.slice(18) : (ecs.get(name) ?? name)
    if (canonical !== undefined && !Object.hasOwn(fields, canonical)) put(fields, canonical, value)
  }
  if (fields['EventID'] === undefined && fields['event.code'] !== undefined) fields['EventID'] = fields['event.code']
  const args = fields['process.args']
  if (fields['CommandLine'] === undefined && isList(args)) fields['CommandLine'] = args.join(' ')
  const user = fields['user.name']
  const domain = fields['user.domain']
  if (fields['User'] === undefined && typeof user === 'string')
    fields['User'] = typeof domain === 'string' ? `${domain}\\${user}` : user
  const direction = fields['network.direction']
  if (fields['Initiated'] === undefined && typeof direction === 'string')
    fields['Initiated'] = direction === 'outbound' || direction === 'egress'
  const meaning = windowsMeaning(fields)
  return meaning === undefined ? undefined : { fields, ...meaning }
}
