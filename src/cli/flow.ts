import { printable } from '../base/printable.ts'
import { widthOf } from '../base/width.ts'

/** A piece of running text, and how it is coloured. */
export type Piece = string | { readonly text: string; readonly paint: (text: string) => string }

export interface FlowOptions {
  /** Columns of a line. */
  readonly width: number
  /** Blanks before the first line. */
  readonly indent?: number
  /** Blanks before every other line; as `indent` unless given. */
  readonly hang?: number
}

/** A run without blanks, of pieces that may differ in colour. */
interface Word {
  readonly shown: string
  readonly width: number
}

/** Shown as a blank, at which no line ends. */
export const tie = '\u00a0'

/**
 * Running text in lines that fit: broken at blanks, a word that is wider than a line stands on one of its own. Characters that
 * could steer a terminal are made visible.
 */
export function flow(pieces: readonly Piece[], { width, indent = 0, hang = indent }: FlowOptions): string[] {
  const lines: string[] = []
  let line = ' '.repeat(indent)
  let used = indent
  let begun = false
  for (const word of wordsOf(pieces)) {
    if (begun && used + 1 + word.width > width) {
      lines.push(line)
      line = ' '.repeat(hang)
      used = hang
      begun = false
    }
    line += begun ? ` ${word.shown}` : word.shown
    used += begun ? 1 + word.width : word.width
    begun = true
  }
  return begun ? [...lines, line] : lines
}

function wordsOf(pieces: readonly Piece[]): Word[] {
  const words: Word[] = []
  let shown = ''
  let width = 0
  const flush = (): void => {
    if (width > 0) words.push({ shown, width })
    shown = ''
    width = 0
  }
  for (const piece of pieces) {
    const { text, paint } = typeof piece === 'string' ? { text: piece, paint: (same: string) => same } : piece
    for (const [i, part] of text.split(/[ \n]+/).entries()) {
      if (i > 0) flush()
      if (part === '') continue
      const safe = printable(part).replaceAll(tie, ' ')
      shown += paint(safe)
      width += widthOf(safe)
    }
  }
  flush()
  return words
}
