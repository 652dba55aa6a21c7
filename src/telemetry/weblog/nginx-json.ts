import type { Value } from '../../event/value.ts'
import type { Shape } from '../json/shape.ts'
import { type Fields, intOf, own, put } from '../values/fields.ts'
import { dayMonthTime, epochNumber, epochTime, isoTime } from '../values/time.ts'
import { requestFields } from './request.ts'

/** nginx's variables, as its `log_format escape=json` logs are usually written, by the names of the taxonomy. */
const names: Readonly<Record<string, string>> = {
  remote_addr: 'c-ip',
  remote_port: 'c-port',
  remote_user: 'cs-username',
  request_method: 'cs-method',
  server_protocol: 'cs-version',
  status: 'sc-status',
  body_bytes_sent: 'sc-bytes',
  http_user_agent: 'cs-user-agent',
  http_referer: 'cs-referer',
  http_referrer: 'cs-referer',
  http_host: 'cs-host',
  host: 'cs-host',
  server_addr: 's-ip',
  server_port: 's-port',
}

const ints: ReadonlySet<string> = new Set(['c-port', 'sc-status', 'sc-bytes', 's-port'])

/** An access log of nginx as JSON (variables: https://nginx.org/en/docs/varindex.html). */
export const nginxJson: Shape = record => {
  const request = own(record, 'request_uri') ?? own(record, 'request')
  if (typeof request !== 'string' || own(record, 'remote_addr') === undefined) return undefined
  const fields: Fields = {}
  for (const [name, value] of Object.entries(record)) {
    if (name === 'request') continue
    const canonical = Object.hasOwn(names, name) ? names[name] : undefined
    if (canonical === undefined) put(fields, name, value)
    else if (!absent(value) && fields[canonical] === undefined)
      fields[canonical] = ints.has(canonical) && typeof value === 'string' ? (intOf(value) ?? value) : value
  }
  requestFields(
    fields,
    request.includes(' ') ? request : `${text(fields['cs-method'])} ${request} ${text(fields['cs-version'])}`,
  )
  const seconds = own(record, 'request_time')
  const taken = typeof seconds === 'string' ? Number(seconds) : Number(seconds ?? Number.NaN)
  if (Number.isFinite(taken)) fields['time-taken'] = BigInt(Math.round(taken * 1000))
  return { fields, logSource: { category: 'webserver', product: 'nginx' }, time: timeOf(record) }
}

const absent = (value: Value): boolean => value === null || value === '' || value === '-'
const text = (value: Value | undefined): string => (typeof value === 'string' ? value : '-')

function timeOf(record: Fields): bigint | undefined {
  const msec = own(record, 'msec')
  if (typeof msec === 'number') return epochNumber(msec)
  if (typeof msec === 'bigint') return msec * 1_000_000n
  if (typeof msec === 'string') return epochTime(msec)
  const iso = own(record, 'time_iso8601')
  if (typeof iso === 'string') return isoTime(iso, 'required')
  const local = own(record, 'time_local')
  return typeof local === 'string' ? dayMonthTime(local) : undefined
}
