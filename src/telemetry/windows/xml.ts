import type { Value } from '../../event/value.ts'
import { type Fields, put, typed } from '../values/fields.ts'

/**
 * The fields of one `<Event>` as Windows and Sysmon write it, or what is wrong with it. This knows the shape of these
 * events only (https://learn.microsoft.com/en-us/windows/win32/wes/eventschema-schema) and no other XML. `read` gives a text
 * the type of its field. O(length).
 */
export function xmlFields(xml: string, read: (name: string, text: string) => Value = typed): Fields | string {
  const end = xml.indexOf('</Event>')
  if (end < 0) return 'an <Event> without its end'
  const systemStart = xml.indexOf('<System>')
  const systemEnd = xml.indexOf('</System>', systemStart)
  if (systemStart < 0 || systemEnd < 0) return 'an <Event> without <System>'
  const fields: Fields = {}
  elements(xml, systemStart + 8, systemEnd, (name, attributes, text) => {
    if (text !== '') put(fields, name, systemInts.has(name) ? typed('EventID', text) : text)
    for (const [key, value] of attributes)
      put(fields, systemName(name, key), name === 'Execution' ? typed('ProcessId', value) : value)
  })
  if (typeof fields['EventID'] !== 'bigint') return 'an <Event> without a number in <EventID>'
  const data = xml.indexOf('<EventData', systemEnd)
  if (data >= 0) {
    const dataEnd = xml.indexOf('</EventData>', data)
    if (dataEnd >= 0) eventData(xml, data, dataEnd, fields, read)
    else if (xml.indexOf('/>', data) < 0 || xml.indexOf('<Data', data + 10) >= 0)
      return 'an <EventData> without its end'
    return fields
  }
  const user = xml.indexOf('<UserData', systemEnd)
  if (user >= 0)
    elements(xml, xml.indexOf('>', user) + 1, xml.lastIndexOf('</UserData>'), (name, _, text) =>
      put(fields, name, text),
    )
  return fields
}

const systemInts: ReadonlySet<string> = new Set(['EventID', 'Version', 'Level', 'Task', 'Opcode', 'EventRecordID'])

/** `Provider_Name`, as most converters flatten it; Sysmon for Linux spells the user's attribute in its own way. */
function systemName(element: string, attribute: string): string {
  if (element === 'TimeCreated' && attribute === 'SystemTime') return 'SystemTime'
  if (element === 'Security') return attribute.toLowerCase() === 'userid' ? 'Security_UserID' : `Security_${attribute}`
  if (element === 'Provider' && attribute === 'Name') return 'Provider_Name'
  if (element === 'Provider' && attribute === 'Guid') return 'Provider_Guid'
  if (element === 'Execution' && attribute === 'ProcessID') return 'Execution_ProcessID'
  if (element === 'Execution' && attribute === 'ThreadID') return 'Execution_ThreadID'
  return `${element}_${attribute}`
}

/**
 * The names of the data of each kind of event, in their order, as the last such event had them. A name that is found at
 * its place again need not be cut out and looked up anew, which is most of the cost of reading an event.
 */
const namesOf = new Map<Value, string[]>()
const mostKinds = 1000

function expectedNames(id: Value): string[] {
  let names = namesOf.get(id)
  if (names === undefined) {
    names = []
    if (namesOf.size < mostKinds) namesOf.set(id, names)
  }
  return names
}

/** `<Data Name="Image">…</Data>`, and unnamed ones, which are a list. */
function eventData(
  xml: string,
  start: number,
  end: number,
  fields: Fields,
  read: (name: string, text: string) => Value,
): void {
  const unnamed: string[] = []
  const expected = expectedNames(fields['EventID'] ?? null)
  let index = 0
  for (let at = xml.indexOf('<Data', start + 10); at >= 0 && at < end; at = xml.indexOf('<Data', at)) {
    let name = expected[index]
    let close = name === undefined ? -1 : at + 13 + name.length
    if (
      name === undefined ||
      !xml.startsWith(name, at + 12) ||
      !xml.startsWith('">', close - 1) ||
      !xml.startsWith(' Name="', at + 5)
    ) {
      close = xml.indexOf('>', at)
      if (close < 0 || close > end) break
      name = attribute(xml, at + 5, close, 'Name')
      if (name !== undefined && index < 100) expected[index] = name
    }
    index++
    const empty = xml.charCodeAt(close - 1) === 47
    const textEnd = empty ? close + 1 : xml.indexOf('</Data>', close)
    const text = empty || textEnd < 0 || textEnd > end ? '' : decode(xml.slice(close + 1, textEnd))
    if (name === undefined) unnamed.push(text)
    else put(fields, name, read(name, text))
    at = textEnd < 0 ? end : Math.max(textEnd, close + 1)
  }
  if (unnamed.length > 0) fields['Data'] = unnamed
}

/** The elements of a stretch that hold text or attributes, each with its text; those that hold elements are entered. */
function elements(
  xml: string,
  start: number,
  end: number,
  found: (name: string, attributes: readonly (readonly [string, string])[], text: string) => void,
): void {
  for (let at = xml.indexOf('<', start); at >= 0 && at < end; at = xml.indexOf('<', at + 1)) {
    const close = xml.indexOf('>', at)
    if (close < 0 || close >= end) return
    const first = xml.charCodeAt(at + 1)
    if (first === 47 || first === 33 || first === 63) continue
    const empty = xml.charCodeAt(close - 1) === 47
    const tag = xml.slice(at + 1, empty ? close - 1 : close)
    const blank = blankIn(tag)
    const name = blank < 0 ? tag : tag.slice(0, blank)
    const next = empty ? -1 : xml.indexOf('<', close)
    const text = next >= 0 && xml.charCodeAt(next + 1) === 47 ? decode(xml.slice(close + 1, next)) : ''
    const attributes = blank < 0 ? [] : attributesOf(tag.slice(blank))
    if (text !== '' || attributes.length > 0) found(name, attributes, text)
  }
}

function blankIn(tag: string): number {
  for (let i = 0; i < tag.length; i++) {
    const unit = tag.charCodeAt(i)
    if (unit === 32 || unit === 9 || unit === 10 || unit === 13) return i
  }
  return -1
}

function attributesOf(text: string): (readonly [string, string])[] {
  const out: (readonly [string, string])[] = []
  let at = 0
  while (at < text.length) {
    const equals = text.indexOf('=', at)
    if (equals < 0) break
    const quote = text.charAt(equals + 1)
    const close = quote === '"' || quote === "'" ? text.indexOf(quote, equals + 2) : -1
    if (close < 0) break
    const name = text.slice(at, equals).trim()
    if (name !== 'xmlns') out.push([name, decode(text.slice(equals + 2, close))])
    at = close + 1
  }
  return out
}

function attribute(xml: string, start: number, end: number, name: string): string | undefined {
  // how nearly every event is written
  if (xml.startsWith(` ${name}="`, start)) {
    const from = start + name.length + 3
    const close = xml.indexOf('"', from)
    return close >= 0 && close < end ? decode(xml.slice(from, close)) : undefined
  }
  return attributesOf(xml.slice(start, end)).find(([key]) => key === name)?.[1]
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Undoes the five entities of XML and its character references; what is none of them stays as it is. */
export function decode(text: string): string {
  let at = text.indexOf('&')
  if (at < 0) return text
  let out = ''
  let from = 0
  while (at >= 0) {
    // the longest reference is &#x10FFFF; so a look-out for the semicolon need not go further
    const end = text.slice(at, at + 12).indexOf(';')
    const char = end < 0 ? undefined : reference(text.slice(at + 1, at + end))
    if (char !== undefined) {
      out += text.slice(from, at) + char
      from = at + end + 1
    }
    at = text.indexOf('&', at + 1)
  }
  return out + text.slice(from)
}

function reference(name: string): string | undefined {
  if (name.charCodeAt(0) !== 35) return Object.hasOwn(entities, name) ? entities[name] : undefined
  const hex = name.charAt(1) === 'x'
  const digits = name.slice(hex ? 2 : 1)
  if (!(hex ? /^[0-9a-fA-F]+$/ : /^[0-9]+$/).test(digits)) return undefined
  const code = Number.parseInt(digits, hex ? 16 : 10)
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}
