import { StringDecoder } from 'node:string_decoder'
import { lineEnds, longest, type Piece, type Splitter, tooLong } from './splitter.ts'

const close = '</Event>'

/**
 * Every `<Event>…</Event>` is a record, wherever it starts and ends: in one `<Events>` document, after one another, or
 * all on one line. Other text is a record of its own, except what documents put around events.
 */
export function splitXml(cap = longest): Splitter {
  const decoder = new StringDecoder('utf8')
  let text = ''
  let line = 1

  /** Gives `text` up to `end` as the rest of a record or what stands around it, and moves on. */
  function take(out: Piece[], end: number): void {
    const part = text.slice(0, end)
    const from = startOf(part)
    const before = from < 0 ? part : part.slice(0, from)
    const left = leftOver(before)
    const first = before.length - before.trimStart().length
    if (left !== '') out.push({ text: left, line: line + lineEnds(before, 0, first) })
    if (from >= 0) out.push({ text: part.slice(from), line: line + lineEnds(part, 0, from) })
    line += lineEnds(part, 0, part.length)
    text = text.slice(end)
  }

  function drain(out: Piece[], from: number): void {
    let searched = from
    for (;;) {
      const end = text.indexOf(close, searched)
      if (end < 0) return
      take(out, end + close.length)
      searched = 0
    }
  }

  return {
    push(chunk) {
      const out: Piece[] = []
      const searched = Math.max(0, text.length - close.length)
      text += decoder.write(chunk)
      drain(out, searched)
      if (text.length > cap) {
        const lines = lineEnds(text, 0, text.length)
        out.push({ text: '', line, lost: { why: tooLong, lines: Math.max(1, lines) } })
        line += lines
        text = ''
      }
      return out
    },
    end() {
      const out: Piece[] = []
      text += decoder.end()
      drain(out, 0)
      if (text !== '') take(out, text.length)
      return out
    },
  }
}

/** Where an event starts: the last `<Event>` or `<Event …>`, so that one that never ended is not glued to the next. */
function startOf(text: string): number {
  for (let at = text.lastIndexOf('<Event'); at >= 0; at = at === 0 ? -1 : text.lastIndexOf('<Event', at - 1)) {
    const next = text.charCodeAt(at + 6)
    if (next === 62 || next === 32 || next === 10 || next === 13 || next === 9) return at
  }
  return -1
}

/** What stands between events without being part of one: nothing is left of a document's frame. */
function leftOver(text: string): string {
  const rest = text
    .replace(/<\?xml[^<>]*\?>/g, '')
    .replace(/<\/?Events[^<>]*>/g, '')
    // evtx_dump counts the records
    .replace(/^Record [0-9]+\r?$/gm, '')
  return rest.trim()
}
