import { untilDamage } from './bytes/damage.ts'
import { abandon, peek, utf8From, without } from './bytes/decode.ts'
import { gunzip } from './bytes/gunzip.ts'
import { contentOf, enoughToTell } from './bytes/magic.ts'
import { unzstd } from './bytes/unzstd.ts'
import { utf8Watch } from './bytes/watch.ts'
import { readerOf, readers } from './index.ts'
import { complain, type Opening, type Problem, type Read } from './reader.ts'
import { type Framing, framingOf, headBytes } from './split/framing.ts'
import { longest, type Piece } from './split/splitter.ts'

/** What the one who reads knows better than the content. */
export interface ReadOptions {
  /** The id of the reader to use; without it the content decides. */
  readonly format?: string
  /** The year of the first time stamp, for logs that do not write one. */
  readonly year?: number
  /** Structured events keep their document (`Event.document`). */
  readonly documents?: boolean
}

/** An archive in an archive in an archive is no log any more. */
const deepest = 3

/**
 * Reads the events of one file, in batches. gzip and zstd are undone by their magic bytes, UTF-16 is told from UTF-8, the
 * format is recognised by content. Whatever is wrong comes as a problem with its line, among them: an empty file, a file
 * that is no text, an archive that is damaged (what was before the damage is read). Holds one chunk and one event; never
 * throws for what `bytes` hold, only if reading them does.
 */
export async function* readEvents(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): AsyncGenerator<readonly Read[]> {
  const fixed = readers.find(reader => reader.id === options.format)
  if (options.format !== undefined && fixed === undefined) {
    const known = readers.map(reader => reader.id).join(', ')
    yield complain(file, 1, `there is no reader called "${options.format}"; there are: ${known}`, 0)
    return
  }
  const damage: string[] = []
  const found = await textOf(bytes, what => damage.push(what))
  if ('problem' in found) {
    yield complain(file, 1, found.problem, 0)
    return
  }
  const watch = utf8Watch(found.text)
  const start = await beginning(watch.bytes)
  if (start.empty && damage.length === 0) {
    await abandon(start.all)
    yield [{ problem: { file, line: 1, message: 'this file is empty', lines: 0, note: true } }]
    return
  }
  const { year, documents = false } = options
  const opening: Opening = { readerOf, documents, ...(year === undefined ? {} : { year }) }
  const reading = (fixed ?? readerOf(start.records)).open(file, opening)
  const splitter = start.splitter()
  const seen = { line: 1, bad: 0, firstBad: 0 }
  const take = (pieces: readonly Piece[]): readonly Read[] => {
    const reads: Read[] = []
    for (const piece of pieces) {
      seen.line = piece.line
      if (piece.text.includes('\uFFFD') && seen.bad++ === 0) seen.firstBad = piece.line
      if (piece.lost !== undefined) reads.push(...complain(file, piece.line, piece.lost.why, piece.lost.lines))
      else for (const read of reading.line(piece.text, piece.line)) reads.push(read)
    }
    return reads
  }
  for await (const chunk of start.all) {
    const reads = take(splitter.push(chunk))
    if (reads.length > 0) yield reads
  }
  const last = [...take(splitter.end()), ...reading.end()]
  if (last.length > 0) yield last
  if (watch.invalid()) yield [{ problem: notUtf8(file, seen.firstBad, seen.bad) }]
  for (const what of damage) yield complain(file, seen.line, what, 0)
}

/** The text in a file as UTF-8 without a mark, or why there is none. */
export async function textOf(
  bytes: AsyncIterable<Uint8Array>,
  report: (what: string) => void,
): Promise<{ text: AsyncIterable<Uint8Array> } | { problem: string }> {
  let current = bytes
  for (let depth = 0; depth <= deepest; depth++) {
    const { head, all } = await peek(enoughToTell, current)
    const content = contentOf(head)
    if (content.is === 'gzip') current = untilDamage(gunzip(all), report)
    else if (content.is === 'zstd') current = untilDamage(unzstd(all), report)
    else if (content.is === 'binary') {
      await abandon(all)
      return { problem: `this is ${content.what}, not a log text; ${content.help}` }
    } else {
      const text = content.bom === 0 ? all : without(content.bom, all)
      return { text: content.encoding === 'utf-8' ? text : utf8From(content.encoding, text) }
    }
  }
  await abandon(current)
  return { problem: `this is an archive in an archive, more than ${deepest} deep; unpack it first` }
}

interface Beginning extends Framing {
  readonly empty: boolean
  readonly all: AsyncIterable<Uint8Array>
}

/** Reads as much as it takes to see the first records, and tells how the text is to be split. */
async function beginning(bytes: AsyncIterable<Uint8Array>): Promise<Beginning> {
  let all = bytes
  for (let size = headBytes; ; size *= 8) {
    const seen = await peek(size, all)
    all = seen.all
    const whole = seen.head.length < size
    const framing = framingOf(seen.head, whole)
    if (framing.records.length > 0 || whole || size > longest) return { ...framing, empty: seen.head.length === 0, all }
  }
}

function notUtf8(file: string, line: number, records: number): Problem {
  const what = records === 1 ? '1 record has' : `${records} records have`
  return {
    file,
    line: Math.max(1, line),
    message: `${what} bytes that are not UTF-8; each is read as \uFFFD`,
    note: true,
  }
}
