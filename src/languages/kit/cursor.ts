import type { Span } from '../../base/span.ts'
import type { TokenKind } from '../language.ts'

/** A token as a lexer makes it: what it is, what it says, and the colour an editor gives it. A parser that knows better recolours it. */
export interface Lexeme<K extends string> extends Span {
  readonly kind: K
  /** As written. */
  readonly text: string
  colour: TokenKind
}

/** One token from `at` on, after white space and comments, or the end. `previous` is the last token before it in the stream. */
export type Scan<T, M> = (at: number, mode: M, previous: T | undefined) => T

/**
 * A place in a text that is cut into tokens only as they are asked for, because what a character means depends on where
 * the parser stands (`mode`). Every character is scanned once, and once more at each switch of mode.
 */
export interface Cursor<T, M> {
  readonly mode: M
  /** The token `ahead` places on, without moving. */
  peek(ahead?: number): T
  next(): T
  /** Where the last token taken ends; 0 before the first. */
  end(): number
  /** The last token taken. */
  last(): T | undefined
  /** From here on the text is cut in another way; tokens only looked at are cut anew. */
  switchTo(mode: M): void
  /** All tokens taken so far, in order. */
  taken(): readonly T[]
}

/** A cursor at the start of a text. */
export function createCursor<T extends Span, M>(scan: Scan<T, M>, start: M): Cursor<T, M> {
  const tokens: T[] = []
  let index = 0
  let mode = start
  const peek = (ahead = 0): T => {
    for (;;) {
      const found = tokens[index + ahead]
      if (found !== undefined) return found
      const previous = tokens[tokens.length - 1]
      tokens.push(scan(previous?.end ?? 0, mode, previous))
    }
  }
  return {
    get mode() {
      return mode
    },
    peek,
    next() {
      const token = peek()
      index++
      return token
    },
    end: () => tokens[index - 1]?.end ?? 0,
    last: () => tokens[index - 1],
    switchTo(next) {
      if (next === mode) return
      mode = next
      tokens.length = index
    },
    taken: () => tokens.slice(0, index),
  }
}
