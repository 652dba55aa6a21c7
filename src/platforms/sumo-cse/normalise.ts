import type { Event } from '../../event/event.ts'
import type { Value } from '../../event/value.ts'
import { inSystem, normalisedNames } from './taxonomy.ts'

/** Sysmon's names of hashes. */
const hashes: Readonly<Record<string, string>> = {
  MD5: 'file_hash_md5',
  SHA1: 'file_hash_sha1',
  SHA256: 'file_hash_sha256',
  IMPHASH: 'file_hash_imphash',
}

/** Types of records by category of log. */
const objectTypes: Readonly<Record<string, string>> = {
  process_creation: 'EndpointProcess',
  network_connection: 'Network',
  file_event: 'Endpoint',
  dns_query: 'NetworkDNS',
  dns: 'NetworkDNS',
  webserver: 'NetworkHTTP',
}

/**
 * The record that an event of a known log would become. No enrichment is made: whether an address is internal, where it
 * is, what lists it is in, is missing.
 */
export function normalise({ fields, logSource }: Event): Record<string, Value> {
  const out: Record<string, Value> = {}
  const put = (name: string, value: Value): void => {
    if (value !== null && value !== undefined && out[name] === undefined) out[name] = value
  }
  const windows = logSource.product === 'windows'
  if (windows) {
    put('metadata_vendor', 'Microsoft')
    put('metadata_product', 'Windows')
    const [channel, id] = [fields['Channel'] ?? null, fields['EventID'] ?? null]
    if (typeof channel === 'string' && id !== null) put('metadata_deviceEventId', `${channel}-${String(id)}`)
  } else if (logSource.product === 'linux') put('metadata_vendor', 'Linux')
  put('objectType', objectTypes[logSource.category ?? ''] ?? null)
  for (const [name, value] of Object.entries(fields)) {
    const known = Object.hasOwn(normalisedNames, name) ? normalisedNames[name] : undefined
    if (known !== undefined) put(known, value)
  }
  const path = out['file_path']
  if (typeof path === 'string')
    put('file_basename', path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1))
  for (const [name, value] of hashesIn(fields['Hashes'] ?? null)) put(name, value)
  out['fields'] = Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [windows ? inSystem(name) : name, value]),
  )
  return out
}

function hashesIn(written: Value): [string, string][] {
  if (typeof written !== 'string') return []
  return written.split(',').flatMap((part): [string, string][] => {
    const at = part.indexOf('=')
    const name = hashes[part.slice(0, Math.max(0, at)).trim().toUpperCase()]
    return name === undefined ? [] : [[name, part.slice(at + 1)]]
  })
}
