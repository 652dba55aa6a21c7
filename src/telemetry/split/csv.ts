import { StringDecoder } from 'node:string_decoder'
import { type Delimiter, longestRecord, recordTooLong } from '../csv/cells.ts'
import { lineEnds, type Piece, type Splitter } from './splitter.ts'

/** Why lines were given up. */
export const openQuote = 'a quote is opened here and never closed, or closed in the middle of a cell; this was left out'

/**
 * Every record of a CSV text, over as many lines as its quotes hold together. Where a quote is not closed, or text follows where it is,
 * the first line is given up and the next one begins a record, so that a missing quote costs a line and not the file. Lines that were
 * tried before are given up together, so that no text is read more than three times.
 */
export function splitCsv(delimiter: Delimiter, cap = longestRecord): Splitter {
  const decoder = new StringDecoder('utf8')
  const nextQuote = finder('"')
  const nextEnd = finder('\n')
  const firstEnd = finder('\n')
  let text = ''
  /** Where the record begins in the text that is held, and how far it was read. */
  let from = 0
  let at = 0
  let line = 1
  let quoted = false
  /** The rest of a line that is too long is passed over. */
  let skipping = false
  /** Records that begin before this were tried as part of one that was given up. */
  let tried = 0

  function begin(place: number): void {
    from = place
    at = place
    quoted = false
  }

  /** The line ends at `end`, and with it the record. */
  function finish(out: Piece[], end: number): void {
    if (!skipping && end - from > cap) giveUp(out, end)
    else {
      if (!skipping)
        out.push({ text: text.slice(from, text.charCodeAt(end - 1) === 13 && end > from ? end - 1 : end), line })
      line += lineEnds(text, from, end) + 1
      skipping = false
      begin(end + 1)
    }
  }

  /** At `place` it is clear that what is held is no record. */
  function giveUp(out: Piece[], place: number): void {
    const end = Math.min(place, from + cap)
    const lastLine = text.lastIndexOf('\n', end - 1) + 1
    if (lastLine <= from) {
      out.push({ text: '', line, lost: { why: end - from === cap ? recordTooLong : openQuote, lines: 1 } })
      skipping = true
      begin(end)
      return
    }
    const next = from < tried ? lastLine : text.indexOf('\n', from) + 1
    const lines = lineEnds(text, from, next)
    out.push({ text: '', line, lost: { why: openQuote, lines } })
    line += lines
    tried = Math.max(tried, lastLine)
    begin(next)
  }

  function scan(out: Piece[], ended: boolean): void {
    while (at < text.length) {
      if (quoted) {
        const quote = nextQuote(text, at)
        if (quote < 0) at = text.length
        else if (text.charCodeAt(quote + 1) === 34) at = quote + 2
        else if (quote + 1 === text.length && !ended) {
          // the next character tells whether it closes
          at = quote
          return
        } else close(out, quote + 1)
      } else {
        const end = nextEnd(text, at)
        const quote = skipping ? -1 : opening(end < 0 ? text.length : end)
        if (quote >= 0) {
          quoted = true
          at = quote + 1
        } else if (end >= 0) finish(out, end)
        else at = text.length
      }
    }
  }

  /** The quote that opens a cell before `end`; -1 where none does. */
  function opening(end: number): number {
    for (let quote = nextQuote(text, at); quote >= 0 && quote < end; quote = nextQuote(text, quote + 1))
      if (quote === from || text[quote - 1] === delimiter) return quote
    return -1
  }

  /** A quote was closed before `next`: the cell ends there, or the quote was never meant to be closed there. */
  function close(out: Piece[], next: number): void {
    const follows = text[next]
    const ends = follows === undefined || follows === delimiter || follows === '\n' || follows === '\r'
    const lineEnd = ends ? -1 : firstEnd(text, from)
    if (lineEnd >= 0 && lineEnd < next) giveUp(out, next)
    else {
      quoted = false
      at = next
    }
  }

  function take(out: Piece[], more: string, ended: boolean): void {
    text += more
    scan(out, ended)
    while (!skipping && text.length - from > cap) {
      giveUp(out, text.length)
      scan(out, ended)
    }
    if (skipping) begin(text.length)
    text = text.slice(from)
    at -= from
    tried = Math.max(0, tried - from)
    from = 0
  }

  return {
    push(chunk) {
      const out: Piece[] = []
      take(out, decoder.write(chunk), false)
      return out
    },
    end() {
      const out: Piece[] = []
      take(out, decoder.end(), true)
      while (text !== '') {
        if (quoted) giveUp(out, text.length)
        else finish(out, text.length)
        take(out, '', true)
      }
      return out
    },
  }
}

/** `indexOf` that remembers what it found: asked from place to place, it reads a text once. */
function finder(sign: string): (text: string, at: number) => number {
  let seen: string | undefined
  let from = 0
  let found = -1
  return (text, at) => {
    if (text === seen && at >= from && (found < 0 || found >= at)) return found
    seen = text
    from = at
    found = text.indexOf(sign, at)
    return found
  }
}
