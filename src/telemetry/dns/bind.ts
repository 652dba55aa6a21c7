import type { LogSource } from '../../event/log-source.ts'
import type { Value } from '../../event/value.ts'
import { nothing, type Reader } from '../reader.ts'
import { mostly } from '../recognise.ts'
import { type Fields, intOf } from '../values/fields.ts'
import { dayMonthTime, isoStamp } from '../values/time.ts'

/**
 * One look-up of BIND's query log: `client @0x… 127.0.0.1#54897 (crt.sh): query: crt.sh IN A +E(0)K (127.0.0.1)`
 * (https://bind9.readthedocs.io/en/latest/reference.html#the-query-errors-category, section query logging). Undefined
 * where the message is another.
 */
export function bindQuery(message: string, fields: Fields): LogSource | undefined {
  const client = message.indexOf('client ')
  const query = message.indexOf(': query: ', client)
  if (client < 0 || query < 0) return undefined
  const address = message
    .slice(client + 7, query)
    .split(' ')
    .find(word => word.includes('#'))
  const [name, , type, , server] = message.slice(query + 9).split(' ')
  if (address === undefined || name === undefined || type === undefined) return undefined
  const hash = address.lastIndexOf('#')
  fields['query'] = name
  fields['QueryName'] = name
  fields['record_type'] = type
  fields['src_ip'] = address.slice(0, hash)
  const port: Value = intOf(address.slice(hash + 1)) ?? null
  if (port !== null) fields['src_port'] = port
  if (server?.startsWith('(') === true && server.endsWith(')')) fields['dst_ip'] = server.slice(1, -1)
  return { category: 'dns', service: 'bind' }
}

/** BIND's own log files; each line starts with a time as BIND writes it, `24-Nov-2026 02:50:03.132` or ISO. */
export const bind: Reader = {
  id: 'bind',
  title: 'BIND query logs',
  recognise: head => mostly(head, line => startOf(line) !== undefined && bindQuery(line, {}) !== undefined),
  open: file => ({
    line(text, number) {
      if (text.trim() === '') return nothing
      const fields: Fields = {}
      const logSource = bindQuery(text, fields) ?? { service: 'bind' }
      return [{ event: { origin: { file, line: number }, time: startOf(text), logSource, fields, raw: text } }]
    },
    end: () => nothing,
  }),
}

const startOf = (line: string): bigint | undefined => isoStamp(line)?.time ?? dayMonthTime(line.slice(0, 24))
