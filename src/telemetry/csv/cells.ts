/** What parts the cells of a record. */
const delimiters = [',', ';', '\t'] as const
export type Delimiter = (typeof delimiters)[number]

/** No record is longer than this many characters: what is longer is a quote that nobody closed. */
export const longestRecord = 1_000_000

/** Why such a record is left out. */
export const recordTooLong = `this record is longer than ${longestRecord.toLocaleString('en-US')} characters and was left out: is a quote missing?`

/**
 * The sign that a line before the names says the cells are parted by, as Excel writes it and reads it (`sep=;`); undefined where a
 * line says nothing of this.
 */
export function separatorIn(line: string): Delimiter | undefined {
  const sign = /^"?sep=([,;\t])"?\r?$/i.exec(line)?.[1]
  return delimiters.find(known => known === sign)
}

/** What parts the names in the first line of a text: what that says, else the sign that occurs most in it, a comma where none does. */
export function delimiterOf(head: string): Delimiter {
  const line = head.split('\n', 1)[0] ?? ''
  const said = separatorIn(line)
  if (said !== undefined) return said
  const counts = delimiters.map(sign => line.split(sign).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}

/** One record's cells: null where nothing is written, `''` where `""` is. */
export type Cells = readonly (string | null)[]

/**
 * The cells of a record without its line end (RFC 4180). A cell is quoted where it begins with a quote, and a quote inside of it is
 * doubled; elsewhere a quote is a character like any other. Undefined where a quote is not closed, or text follows where it is.
 */
export function cellsOf(record: string, delimiter: Delimiter): Cells | undefined {
  if (!record.includes('"')) return record.split(delimiter).map(text => (text === '' ? null : text))
  const cells: (string | null)[] = []
  for (let at = 0; ; at++) {
    if (record.charCodeAt(at) === 34) {
      const end = closing(record, at + 1)
      if (end < 0) return undefined
      cells.push(record.slice(at + 1, end).replaceAll('""', '"'))
      at = end + 1
      if (at === record.length) return cells
      if (record[at] !== delimiter) return undefined
    } else {
      const found = record.indexOf(delimiter, at)
      const text = found < 0 ? record.slice(at) : record.slice(at, found)
      cells.push(text === '' ? null : text)
      if (found < 0) return cells
      at = found
    }
  }
}

/** Where the quote is that closes a cell, from somewhere inside of it; -1 where there is none. */
function closing(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at >= 0 && text.charCodeAt(at + 1) === 34) at = text.indexOf('"', at + 2)
  return at
}
