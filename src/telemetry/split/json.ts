import { StringDecoder } from 'node:string_decoder'
import { longest, type Piece, type Splitter, tooLong } from './splitter.ts'

const newline = 10
const quote = 34
const comma = 44
const openList = 91
const backslash = 92
const closeList = 93
const openObject = 123
const closeObject = 125

/** Beyond this only the depth is counted; no reader takes records that are nested so deeply. */
const mostOpen = 1000

/** A record in progress. */
interface Open {
  /** Where it starts in the text that is held, on which line, and how far that line is indented (-1: not its first text). */
  at: number
  readonly line: number
  readonly indent: number
  /** The brackets that are open, outermost first, and how many there are. */
  readonly brackets: number[]
  depth: number
  inString: boolean
  escaped: boolean
  /** It cannot be JSON: a line ended inside a string, or a bracket was closed by the other kind. */
  broken: boolean
}

/**
 * Every JSON object is a record: those of one array that fills the file, or those that follow one another, over as many
 * lines as they take. A line end ends a string, for JSON has none inside strings. Of a record that is broken or never ends
 * those lines are kept that are records by themselves, so that a missing quote or brace costs one record.
 */
export function splitJson(cap = longest): Splitter {
  const decoder = new StringDecoder('utf8')
  let text = ''
  let at = 0
  let line = 1
  let indent = 0
  let inArray = false
  let open: Open | undefined

  function between(unit: number): void {
    if (unit === newline) indent = 0
    else if (unit === 32 || unit === 9) indent += indent < 0 ? 0 : 1
    else if (unit === openList && !inArray) inArray = true
    else if (unit === closeList && inArray) inArray = false
    else if (unit !== comma && unit !== 13) {
      const brackets = unit === openObject || unit === openList ? [unit] : []
      open = { at, line, indent, brackets, depth: brackets.length, inString: false, escaped: false, broken: false }
      indent = -1
    }
  }

  /** Takes the next character of a record; whether the record ends with it. */
  function inside(o: Open, unit: number): boolean {
    if (o.inString) {
      if (unit === newline) {
        o.inString = false
        o.broken = true
      }
      if (o.escaped) o.escaped = false
      else if (unit === backslash) o.escaped = true
      else if (unit === quote) o.inString = false
    } else if (unit === quote) o.inString = true
    else if (unit === openObject || unit === openList) {
      if (o.depth < mostOpen) o.brackets.push(unit)
      o.depth++
    } else if (unit === closeObject || unit === closeList) {
      o.depth--
      if (o.depth < mostOpen && o.brackets.pop() !== (unit === closeObject ? openObject : openList)) o.broken = true
      return o.depth === 0
    }
    return false
  }

  function finish(out: Piece[], o: Open, end: number): void {
    const record = text.slice(o.at, end)
    if (o.broken) salvage(out, o, record, 'this JSON object is broken: is a quote or a bracket missing?')
    else out.push({ text: record, line: o.line })
    open = undefined
  }

  function scan(out: Piece[]): void {
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      if (open === undefined) between(unit)
      else if (open.depth === 0) {
        // something else than an object, up to where the next record may start
        if (unit === newline || unit === comma || unit === closeList) {
          finish(out, open, at)
          between(unit)
        }
      } else if (inside(open, unit)) finish(out, open, at + 1)
      if (unit === newline) line++
    }
  }

  return {
    push(chunk) {
      const out: Piece[] = []
      text += decoder.write(chunk)
      scan(out)
      if (open !== undefined && text.length - open.at > cap) {
        salvage(out, open, text.slice(open.at), tooLong)
        open = undefined
      }
      const keep = open?.at ?? text.length
      text = text.slice(keep)
      at -= keep
      if (open !== undefined) open.at = 0
      return out
    },
    end() {
      const out: Piece[] = []
      text += decoder.end()
      scan(out)
      if (open !== undefined && open.depth === 0) finish(out, open, text.length)
      else if (open !== undefined)
        salvage(out, open, text.slice(open.at), 'the file ends in the middle of this JSON object')
      return out
    },
  }
}

/** What is left of a record that is none: its lines that are records as far in as it was, and which lines were lost. */
function salvage(out: Piece[], { line, indent }: Open, text: string, why: string): void {
  const lines = text.split('\n')
  // the end of the array, which the broken record took for its own
  while (lines.length > 1 && /^[\]\s]*$/.test(lines[lines.length - 1] ?? '')) lines.pop()
  let lost = 0
  const give = (end: number): void => {
    if (lost > 0) out.push({ text: '', line: line + end - lost, lost: { why, lines: lost } })
    lost = 0
  }
  lines.forEach((part, i) => {
    const record = part.trim().replace(/,$/, '')
    const sameIndent = indent >= 0 && part.length - part.trimStart().length === indent
    if (i > 0 && sameIndent && record.startsWith('{') && record.endsWith('}') && isJson(record)) {
      give(i)
      out.push({ text: record, line: line + i })
    } else lost++
  })
  give(lines.length)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
