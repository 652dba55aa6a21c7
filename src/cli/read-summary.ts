import type { ReadSummary } from '../app/load-events.ts'
import type { Io } from './io.ts'

const shownProblems = 5

/** Says on standard error which records could not be read, and, where nothing was found, what was looked through. */
export function printRead(read: ReadSummary, io: Io, empty: boolean): void {
  const { warning, dim } = io.paint.err
  for (const { file, line, message } of read.problems.slice(0, shownProblems))
    io.err(`${warning('unread')} ${file}:${line}: ${message}\n`)
  const rest = read.problemCount - Math.min(shownProblems, read.problems.length)
  if (rest > 0) io.err(`${warning('unread')} … and ${rest} more records\n`)
  if (!empty) return
  io.err(`${dim(`no rows; looked through ${readText(read)}`)}\n`)
}

/** `1,204 events in 2 files (900 linux/process_creation/sysmon, 304 webserver)`. */
export function readText(read: Pick<ReadSummary, 'events' | 'kinds'> & { readonly files?: number }): string {
  const kinds = read.kinds.map(k => `${grouped(k.count)} ${k.kind}`).join(', ')
  const files = read.files === undefined ? '' : ` in ${plural(read.files, 'file')}`
  return `${plural(read.events, 'event')}${files}${kinds === '' ? '' : ` (${kinds})`}`
}

/** 12345 as `12,345`. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

export const plural = (n: number, one: string): string => `${grouped(n)} ${one}${n === 1 ? '' : 's'}`
