import type { LogSource } from '../../event/log-source.ts'
import { type Fields, intOf } from '../values/fields.ts'

/**
 * One message of dnsmasq's query log (`log-queries`, or `log-queries=extra`, which puts a serial number and client/port
 * before it). Only what a client asks is a look-up of the category `dns`; forwards and answers are kept beside it.
 */
export function dnsmasqMessage(body: string, fields: Fields): LogSource {
  const words = body.split(' ')
  const serial = intOf(words[0] ?? '')
  const client = serial === undefined ? undefined : words[1]
  const slash = client?.lastIndexOf('/') ?? -1
  const known = client !== undefined && slash > 0
  if (known) {
    fields['serial'] = serial ?? null
    fields['src_ip'] = client.slice(0, slash)
    fields['src_port'] = intOf(client.slice(slash + 1)) ?? null
  }
  const [action = '', name, preposition, target] = known ? words.slice(2) : words
  if (action.startsWith('query[') && name !== undefined && preposition === 'from') {
    fields['query'] = name
    fields['QueryName'] = name
    fields['record_type'] = action.slice(6, -1)
    if (target !== undefined) fields['src_ip'] = target
    return { category: 'dns', service: 'dnsmasq' }
  }
  fields['message'] = body
  if (preposition === 'is' && name !== undefined && target !== undefined) fields['answer'] = [target]
  return { service: 'dnsmasq' }
}
