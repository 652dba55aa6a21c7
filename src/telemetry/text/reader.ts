import { nothing, type Reader } from '../reader.ts'
import { isoStamp } from '../values/time.ts'

/** What no other reader knows: every line is an event that has its text, and its time where it starts with one. */
export const plainText: Reader = {
  id: 'text',
  title: 'Plain text, one event a line',
  recognise: () => 0.01,
  open: file => ({
    line(text, number) {
      if (text.trim() === '') return nothing
      const time = isoStamp(text, 0, 'required')?.time
      return [{ event: { origin: { file, line: number }, time, logSource: {}, fields: {}, raw: text } }]
    },
    end: () => nothing,
  }),
}
