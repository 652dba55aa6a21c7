import type { ReadSummary } from '../app/load-events.ts'
import { amount, plural } from '../base/amount.ts'
import type { Paint } from '../base/frame.ts'
import { printable } from '../base/printable.ts'
import type { Io } from './io.ts'

const shownProblems = 5

/** Says on standard error which records could not be read, and, where nothing was found, what was looked through. */
export function printRead(read: ReadSummary, io: Io, empty: boolean): void {
  for (const line of problemLines(read, io.paint.err, shownProblems)) io.err(`${line}\n`)
  const { dim, error } = io.paint.err
  if (read.events === 0) io.err(`${error('error')} no event was read from ${plural(read.files, 'file')}\n`)
  else if (empty) io.err(`${dim(`no rows; looked through ${readText(read)}`)}\n`)
}

/** What could not be read, and remarks, with their places; at most so many lines and one that counts the rest. */
export function problemLines(
  { problems, problemCount }: Pick<ReadSummary, 'problems' | 'problemCount'>,
  { warning, note }: Paint,
  most: number,
): string[] {
  const shown = problems.slice(0, most)
  const lines = shown.map(({ is, file, line, message }) => {
    const word = is === 'remark' ? note('note') : warning('unread')
    return `${word} ${printable(line === 0 ? message : `${file}:${line}: ${message}`)}`
  })
  const rest = problemCount - shown.length
  return rest > 0 ? [...lines, `${warning('unread')} … and ${amount(rest)} more`] : lines
}

/** `1,204 events in 2 files (900 linux/process_creation/sysmon, 304 webserver)`. */
export function readText(
  read: Pick<ReadSummary, 'events' | 'kinds'> & { readonly files?: number },
  mostKinds = Number.POSITIVE_INFINITY,
): string {
  const shown = read.kinds.slice(0, mostKinds).map(k => `${amount(k.count)} ${k.kind}`)
  const rest = read.kinds.slice(mostKinds).reduce((sum, k) => sum + k.count, 0)
  const kinds = [...shown, ...(rest > 0 ? [`${amount(rest)} other`] : [])].join(', ')
  const files = read.files === undefined ? '' : ` in ${plural(read.files, 'file')}`
  return `${plural(read.events, 'event')}${files}${kinds === '' ? '' : ` (${kinds})`}`
}
