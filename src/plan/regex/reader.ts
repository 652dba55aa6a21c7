import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'
import type { Fold } from '../pattern.ts'
import type { Look } from './look/hoist.ts'
import type { Regex } from './regex.ts'

/** Where a regex is being read, and what was found wrong so far. */
export interface Reader {
  readonly text: string
  /** Offset of the next character. */
  at: number
  readonly sourceOffset: (offset: number) => number
  readonly diagnostics: Diagnostic[]
  readonly flags: Flags
  /** Which letters are equal where letter case does not count. */
  readonly insensitive: Fold
  /** Names of groups so far, and where they stand. */
  readonly names: Map<string, Span>
  depth: number
  /** Look-arounds so far, by what stands in the tree for them; undefined where they are refused. */
  readonly looks: Map<Regex, Look> | undefined
}

/** Those in force at the place where the reader is. */
export interface Flags {
  ignoreCase: boolean
  dotAll: boolean
  multiline: boolean
}

/** How letters are compared at the place where the reader is. */
export const foldOf = (r: Reader): Fold => (r.flags.ignoreCase ? r.insensitive : 'none')

/** The next character, whole even where it takes two units; empty at the end. */
export function peek(r: Reader): string {
  const codePoint = r.text.codePointAt(r.at)
  return codePoint === undefined ? '' : String.fromCodePoint(codePoint)
}

/** The next character, which is passed; empty at the end. */
export function take(r: Reader): string {
  const c = peek(r)
  r.at += c.length
  return c
}

/** Whether the text goes on like this; if so, it is passed. */
export function takeText(r: Reader, expected: string): boolean {
  if (!r.text.startsWith(expected, r.at)) return false
  r.at += expected.length
  return true
}

/** What a sticky expression matches here; it is passed. */
export function takeMatch(r: Reader, sticky: RegExp): RegExpExecArray | undefined {
  sticky.lastIndex = r.at
  const found = sticky.exec(r.text)
  if (found === null) return undefined
  r.at += found[0].length
  return found
}

/** The span, in the source, from an offset in the regex to where the reader is. */
export const since = (r: Reader, start: number, end = r.at): Span => ({
  start: r.sourceOffset(start),
  end: r.sourceOffset(end),
})
