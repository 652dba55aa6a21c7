import type { Event } from '../event/event.ts'
import { printLogSource } from '../event/log-source.ts'
import type { Value } from '../event/value.ts'
import { printTime } from '../plan/time.ts'
import type { Sighting } from './verdict.ts'

/** Fields that tell a person what an event is, the most telling first. */
const telling = [
  'CommandLine',
  'QueryName',
  'query',
  'TargetFilename',
  'cs-uri-stem',
  'DestinationHostname',
  'DestinationIp',
  'Image',
] as const

/** An event as a person recognises it. */
export function sighting(event: Event): Sighting {
  return {
    origin: event.origin,
    time: event.time === undefined ? undefined : (printTime(event.time) ?? String(event.time)),
    kind: printLogSource(event.logSource),
    gist: gistOf(event),
    event,
  }
}

function gistOf(event: Event): string {
  for (const name of telling) {
    const value = textOf(event.fields[name])
    if (value !== null && value !== '') return name === 'cs-uri-stem' ? webRequest(event, value) : value
  }
  return event.raw ?? Object.keys(event.fields).join(', ')
}

const webRequest = (event: Event, path: string): string =>
  [textOf(event.fields['cs-method']) ?? '', path].join(' ').trim()

/** A value as text, as assertions compare it: null stays null, structure is JSON. */
export function textOf(value: Value | undefined): string | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'object')
    return JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? v.toString() : v))
  return String(value)
}
