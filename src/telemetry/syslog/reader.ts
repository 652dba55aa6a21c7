import type { Event } from '../../event/event.ts'
import type { LogSource } from '../../event/log-source.ts'
import { bindQuery } from '../dns/bind.ts'
import { dnsmasqMessage } from '../dns/dnsmasq.ts'
import { complain, nothing, type Opening, type Read, type Reader, type Reading } from '../reader.ts'
import { share } from '../recognise.ts'
import { longest } from '../split/splitter.ts'
import { type Fields, intOf } from '../values/fields.ts'
import { withDocument, xmlReads } from '../windows/xml-reader.ts'
import { calendar, type Header, syslogHeader } from './header.ts'

/**
 * Syslog files. Messages of programs that are known here are understood: Sysmon for Linux, dnsmasq, BIND; the others stay
 * text with their program, process and host. Lines without a header are events of their own.
 */
export const syslog: Reader = {
  id: 'syslog',
  title: 'Syslog, with Sysmon for Linux, dnsmasq and BIND inside',
  recognise(head) {
    const part = share(head, line => syslogHeader(line) !== undefined)
    // lines without a header are no loss here, and a command line of Sysmon may have many
    return part < 0.3 ? 0 : part * 0.85
  },
  open: read,
}

/** An `<Event>` whose end has not come yet: a command line may hold line ends. */
interface Open {
  readonly line: number
  readonly lines: string[]
  length: number
}

function read(file: string, options?: Opening): Reading {
  const years = calendar(file, options?.year)
  let open: Open | undefined

  function giveUp(o: Open): readonly Read[] {
    open = undefined
    return complain(file, o.line, 'an <Event> without its end', o.lines.length)
  }

  function line(text: string, number: number): readonly Read[] {
    if (open === undefined) return text.trim() === '' ? nothing : begin(text, number)
    const header = syslogHeader(text)
    if (header !== undefined && text.startsWith('<Event', header.end)) return [...giveUp(open), ...begin(text, number)]
    open.lines.push(text)
    open.length += text.length + 1
    if (open.length > longest) return giveUp(open)
    if (!text.includes('</Event>')) return nothing
    const { lines, line: start } = open
    open = undefined
    const raw = lines.join('\n')
    const xml = raw.slice(raw.indexOf('<Event'))
    return withDocument(xmlReads(file, start, xml, raw, lines.length), xml, options)
  }

  function begin(text: string, number: number): readonly Read[] {
    const header = syslogHeader(text)
    const start = text.indexOf('<Event', header?.end ?? 0)
    const blank = text.charCodeAt(start + 6)
    if (start >= 0 && (header === undefined ? start === 0 : start === header.end) && (blank === 62 || blank === 32)) {
      if (text.includes('</Event>')) {
        const xml = withLineEnds(text.slice(start))
        return withDocument(xmlReads(file, number, xml, text), xml, options)
      }
      open = { line: number, lines: [text], length: text.length }
      return nothing
    }
    if (header === undefined)
      return [{ event: { origin: { file, line: number }, time: undefined, logSource: {}, fields: {}, raw: text } }]
    return [{ event: message(text, number, header) }]
  }

  function message(text: string, number: number, header: Header): Event {
    const body = text.slice(header.end)
    const fields: Fields = {}
    if (header.host !== undefined) fields['Computer'] = header.host
    if (header.program !== undefined) fields['program'] = header.program
    if (header.pid !== undefined) fields['pid'] = intOf(header.pid) ?? header.pid
    const logSource = understood(header.program, body, fields) ?? plain(header.program, body, fields)
    return { origin: { file, line: number }, time: years.timeOf(header.stamp, number), logSource, fields, raw: text }
  }

  return { line, end: () => [...(open === undefined ? nothing : giveUp(open)), ...years.note()] }
}

function understood(program: string | undefined, body: string, fields: Fields): LogSource | undefined {
  if (program === undefined) return undefined
  if (program.startsWith('dnsmasq')) return dnsmasqMessage(body, fields)
  return program === 'named' ? bindQuery(body, fields) : undefined
}

/** Sigma's services of Linux by the program that logs. */
const services: Readonly<Record<string, string>> = {
  sshd: 'sshd',
  sudo: 'sudo',
  cron: 'cron',
  crond: 'cron',
  CRON: 'cron',
  clamd: 'clamav',
  freshclam: 'clamav',
  vsftpd: 'vsftpd',
}

function plain(program: string | undefined, body: string, fields: Fields): LogSource {
  fields['message'] = body
  const service = program !== undefined && Object.hasOwn(services, program) ? services[program] : undefined
  return { product: 'linux', service: service ?? 'syslog' }
}

/** rsyslog writes control characters as `#` and three octal digits: those a command line may hold are undone. */
function withLineEnds(xml: string): string {
  if (!xml.includes('#01')) return xml
  return xml.replaceAll(/#01[125]/g, code => controls[code] ?? code)
}

const controls: Readonly<Record<string, string>> = { '#011': '\t', '#012': '\n', '#015': '\r' }
