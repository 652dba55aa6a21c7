import { delimiterOf } from '../csv/cells.ts'
import { headerOf } from '../csv/header.ts'
import { splitCsv } from './csv.ts'
import { splitJson } from './json.ts'
import { splitLines } from './lines.ts'
import type { Piece, Splitter } from './splitter.ts'
import { splitXml } from './xml.ts'

/** So much text decides what it is, and so many records. */
export const headBytes = 64 * 1024
const headRecords = 64

/** How a text is cut into records, and the first of them, without blank ones and what cannot be one. */
export interface Framing {
  readonly splitter: () => Splitter
  readonly records: readonly string[]
}

/**
 * The framing of a text that begins with `head`, or is no more than that (`whole`): lines, unless it is made of JSON or XML documents
 * or of CSV records, which span lines.
 */
export function framingOf(head: Uint8Array, whole: boolean): Framing {
  const start = Buffer.from(head).toString('utf8', 0, headBytes)
  const isAll = whole && head.length <= headBytes
  const splitter = documentSplitter(start)
  const csv = splitter === undefined ? csvFraming(start, isAll) : undefined
  if (csv !== undefined) return csv
  const split = splitter ?? splitLines
  return { splitter: split, records: recordsIn(piecesOf(head, split(), whole)) }
}

/** The splitter for JSON or XML documents that span lines. */
function documentSplitter(head: string): (() => Splitter) | undefined {
  const text = head.trimStart()
  if (/^<(\?xml|Events?[\s>])/.test(text) || /^Record [0-9]+\r?\n\s*<\?xml/.test(text)) return splitXml
  if (/^\[\s*[[{\]]/.test(text)) return splitJson
  return text.startsWith('{') && !text.split('\n', 64).some(isObject) ? splitJson : undefined
}

function csvFraming(head: string, whole: boolean): Framing | undefined {
  const delimiter = delimiterOf(head.trimStart())
  const splitter = (): Splitter => splitCsv(delimiter)
  // a record that is open at the end of the head is a long one, or has a quote that is never closed
  for (const ended of whole ? [true] : [false, true]) {
    const pieces = piecesOf(Buffer.from(head), splitter(), ended)
    const records = recordsIn(ended && !whole ? pieces.slice(0, -1) : pieces)
    if (headerOf(records) !== undefined) return { splitter, records }
  }
  return undefined
}

const piecesOf = (bytes: Uint8Array, splitter: Splitter, ended: boolean): readonly Piece[] => [
  ...splitter.push(bytes),
  ...(ended ? splitter.end() : []),
]

const recordsIn = (pieces: readonly Piece[]): readonly string[] =>
  pieces
    .map(piece => piece.text)
    .filter(text => text.trim() !== '')
    .slice(0, headRecords)

/** One complete object, so that each line of the file may be expected to be one. */
function isObject(line: string): boolean {
  if (!line.startsWith('{')) return false
  try {
    return Object.keys(JSON.parse(line)).length > 0
  } catch {
    return false
  }
}
