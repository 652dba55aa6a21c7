import type { LogSource } from '../../event/log-source.ts'
import { type Fields, own } from '../values/fields.ts'

/** Zeek's names of the ends of a connection by the taxonomy's; exporters that dislike dots write `id_orig_h`. */
const ends = [
  { zeek: ['id.orig_h', 'id_orig_h'], network: 'src_ip', endpoint: 'SourceIp' },
  { zeek: ['id.orig_p', 'id_orig_p'], network: 'src_port', endpoint: 'SourcePort' },
  { zeek: ['id.resp_h', 'id_resp_h'], network: 'dst_ip', endpoint: 'DestinationIp' },
  { zeek: ['id.resp_p', 'id_resp_p'], network: 'dst_port', endpoint: 'DestinationPort' },
] as const

const categories: Readonly<Record<string, string>> = { dns: 'dns', conn: 'network' }

/**
 * The log source of one of Zeek's logs. Adds the names of the taxonomy, in place; Zeek's own stay, because rules for
 * Zeek use them.
 */
export function zeekMeaning(path: string | undefined, fields: Fields): LogSource {
  const category = path !== undefined && Object.hasOwn(categories, path) ? categories[path] : undefined
  for (const { zeek, network, endpoint } of ends) {
    const value = own(fields, zeek[0]) ?? own(fields, zeek[1])
    if (value === undefined || value === null) continue
    if (category === 'dns') fields[network] = value
    else if (category === 'network') fields[endpoint] = value
  }
  if (category === 'network') fields['Protocol'] = own(fields, 'proto') ?? null
  if (category === 'dns') {
    fields['QueryName'] = own(fields, 'query') ?? null
    fields['record_type'] = own(fields, 'qtype_name') ?? null
    fields['answer'] = own(fields, 'answers') ?? null
  }
  return {
    ...(category === undefined ? {} : { category }),
    product: 'zeek',
    ...(path === undefined ? {} : { service: path }),
  }
}
