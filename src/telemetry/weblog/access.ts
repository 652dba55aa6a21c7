import type { Event } from '../../event/event.ts'
import { complain, nothing, type Reader } from '../reader.ts'
import { mostly } from '../recognise.ts'
import { type Fields, intOf } from '../values/fields.ts'
import { dayMonthTime } from '../values/time.ts'
import { requestFields } from './request.ts'

/**
 * Access logs in the common and combined formats (https://httpd.apache.org/docs/2.4/logs.html#accesslog), as Apache and
 * nginx write them; what a server adds behind them is kept in `extra`.
 */
export const accessLog: Reader = {
  id: 'access',
  title: 'Web access logs: common and combined (Apache, nginx)',
  recognise: head => mostly(head, line => accessEvent('', 1, line) !== undefined),
  open: file => ({
    line(text, number) {
      if (text.trim() === '') return nothing
      const event = accessEvent(file, number, text)
      if (event !== undefined) return [{ event }]
      return complain(file, number, 'this line is not in the common or combined access log format')
    },
    end: () => nothing,
  }),
}

/** One line as an event: `host ident user [time] "request" status bytes "referer" "agent"`. */
function accessEvent(file: string, line: number, text: string): Event | undefined {
  const open = text.indexOf(' [')
  const close = text.indexOf('] "', open)
  if (open <= 0 || close < 0) return undefined
  const before = text.slice(0, open).split(' ')
  const time = dayMonthTime(text.slice(open + 2, close))
  if (before.length < 3 || time === undefined) return undefined
  const request = quoted(text, close + 2)
  if (request === undefined) return undefined
  const statusEnd = wordEnd(text, request.end + 1)
  const bytesEnd = wordEnd(text, statusEnd + 1)
  const status = intOf(text.slice(request.end + 1, statusEnd))
  if (status === undefined) return undefined
  const fields: Fields = { 'c-ip': before[before.length - 3] ?? '' }
  // a name before the address is the virtual host (Apache's vhost_combined)
  if (before.length > 3) fields['cs-host'] = before.slice(0, -3).join(' ')
  const user = before[before.length - 1]
  if (user !== undefined && user !== '-') fields['cs-username'] = user
  requestFields(fields, request.text)
  fields['sc-status'] = status
  const bytes = intOf(text.slice(statusEnd + 1, bytesEnd))
  if (bytes !== undefined) fields['sc-bytes'] = bytes
  const referer = quoted(text, bytesEnd + 1)
  const agent = referer === undefined ? undefined : quoted(text, referer.end + 1)
  if (referer !== undefined && referer.text !== '-') fields['cs-referer'] = referer.text
  if (agent !== undefined && agent.text !== '-') fields['cs-user-agent'] = agent.text
  const extra = text.slice(agent?.end ?? referer?.end ?? bytesEnd).trim()
  if (extra !== '') fields['extra'] = extra
  return { origin: { file, line }, time, logSource: { category: 'webserver' }, fields, raw: text }
}

function wordEnd(text: string, from: number): number {
  const end = text.indexOf(' ', from)
  return end < 0 ? text.length : end
}

/** A text in quotes at `at`, its escapes undone: `\"`, `\\` and bytes as `\xHH`, which are UTF-8. */
function quoted(text: string, at: number): { text: string; end: number } | undefined {
  if (text.charCodeAt(at) !== 34) return undefined
  let end = at + 1
  let escaped = false
  for (; end < text.length && text.charCodeAt(end) !== 34; end++) {
    if (text.charCodeAt(end) !== 92) continue
    escaped = true
    end++
  }
  if (end >= text.length) return undefined
  const inside = text.slice(at + 1, end)
  return { text: escaped ? unescaped(inside) : inside, end: end + 1 }
}

function unescaped(text: string): string {
  const bytes: number[] = []
  const encoder = new TextEncoder()
  for (let at = 0; at < text.length; ) {
    const hex = text.slice(at + 2, at + 4)
    if (text.charCodeAt(at) !== 92) {
      const end = text.indexOf('\\', at)
      const plain = text.slice(at, end < 0 ? text.length : end)
      for (const byte of encoder.encode(plain)) bytes.push(byte)
      at += plain.length
    } else if (text.charAt(at + 1) === 'x' && /^[0-9a-fA-F]{2}$/.test(hex)) {
      bytes.push(Number.parseInt(hex, 16))
      at += 4
    } else {
      for (const byte of encoder.encode(controls[text.charAt(at + 1)] ?? text.charAt(at + 1))) bytes.push(byte)
      at += 2
    }
  }
  return new TextDecoder().decode(Uint8Array.from(bytes))
}

const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', v: '\v', b: '\b', f: '\f' }
