import { StringDecoder } from 'node:string_decoder'
import { lineEnds, longest, type Piece, type Splitter, tooLong } from './splitter.ts'

const newline = 10
const quote = 34
const comma = 44
const openList = 91
const backslash = 92
const closeList = 93
const openObject = 123
const closeObject = 125

/**
 * Every JSON object is a record: those of one array that fills the file, or those that follow one another, over as many
 * lines as they take. A line end ends a string, for JSON has none inside strings, so that a missing quote costs its
 * record only. A record that never ends is given up, and its lines that are records by themselves are kept.
 */
export function splitJson(cap = longest): Splitter {
  const decoder = new StringDecoder('utf8')
  let text = ''
  /** Where the record in progress starts in `text`; below zero between records. */
  let start = -1
  let startLine = 1
  let line = 1
  let depth = 0
  let inArray = false
  let inString = false
  let escaped = false
  let bare = false
  let at = 0

  function finish(out: Piece[], end: number): void {
    out.push({ text: text.slice(start, end), line: startLine })
    start = -1
    depth = 0
    inString = false
    escaped = false
    bare = false
  }

  function begin(): void {
    start = at
    startLine = line
  }

  function between(unit: number): void {
    if (unit === newline || unit === 32 || unit === 9 || unit === 13 || unit === comma) return
    if (unit === openList && !inArray) inArray = true
    else if (unit === closeList && inArray) inArray = false
    else {
      begin()
      if (unit === openObject || unit === openList) depth = 1
      else bare = true
    }
  }

  function scan(out: Piece[]): void {
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      if (start < 0) between(unit)
      else if (bare) {
        if (unit === newline || unit === comma || unit === closeList) {
          finish(out, at)
          between(unit)
        }
      } else if (inString) {
        if (unit === newline) inString = false
        if (escaped) escaped = false
        else if (unit === backslash) escaped = true
        else if (unit === quote) inString = false
      } else if (unit === quote) inString = true
      else if (unit === openObject || unit === openList) depth++
      else if (unit === closeObject || unit === closeList) {
        depth--
        if (depth === 0) finish(out, at + 1)
      }
      if (unit === newline) line++
    }
  }

  /** What is held of a record that will not end, read as lines. */
  function giveUp(out: Piece[], why: string): void {
    const lines = text.slice(start).split('\n')
    let lost = 0
    lines.forEach((part, i) => {
      const alone = part.trim().replace(/,$/, '')
      const whole = i > 0 && alone.startsWith('{') && alone.endsWith('}') && isJson(alone)
      if (!whole && (i < lines.length - 1 || part !== '')) lost++
      if ((whole || i === lines.length - 1) && lost > 0) {
        out.push({ text: '', line: startLine + i - (whole ? lost : lost - 1), lost: { why, lines: lost } })
        lost = 0
      }
      if (whole) out.push({ text: alone, line: startLine + i })
    })
    start = -1
    depth = 0
    inString = false
    escaped = false
    bare = false
  }

  return {
    push(chunk) {
      const out: Piece[] = []
      text += decoder.write(chunk)
      scan(out)
      if (start < 0) {
        text = ''
        at = 0
      } else {
        if (start > 0) {
          text = text.slice(start)
          at -= start
          start = 0
        }
        if (text.length > cap) {
          giveUp(out, lineEnds(text, 0, text.length) === 0 ? tooLong : `${tooLong}: is a brace missing?`)
          text = ''
          at = 0
        }
      }
      return out
    },
    end() {
      const out: Piece[] = []
      text += decoder.end()
      scan(out)
      if (start >= 0 && bare) finish(out, text.length)
      else if (start >= 0) giveUp(out, 'the file ends in the middle of this JSON object')
      return out
    },
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
