import { nothing, type Reader } from '../reader.ts'
import { dayMonthTime, isoStamp } from '../values/time.ts'

/** What no other reader knows: every line is an event that has its text, and its time where it starts with one, also in brackets. */
export const plainText: Reader = {
  id: 'text',
  title: 'Plain text, one event a line',
  recognise: () => 0.01,
  open: file => ({
    line(text, number) {
      if (text.trim() === '') return nothing
      const time = timeOf(text)
      return [{ event: { origin: { file, line: number }, time, logSource: {}, fields: {}, raw: text } }]
    },
    end: () => nothing,
  }),
}

/** Without a zone it is UTC, as collectors take it. */
function timeOf(line: string): bigint | undefined {
  const at = line.charCodeAt(0) === 91 ? 1 : 0
  return isoStamp(line, at)?.time ?? (at === 1 ? dayMonthTime(line.slice(at, line.indexOf(']'))) : undefined)
}
