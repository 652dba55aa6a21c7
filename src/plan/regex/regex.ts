import type { Span } from '../../base/span.ts'

/** Code points as inclusive ranges: sorted, not touching, so that equal sets are equal arrays. */
export type CharSet = readonly (readonly [from: number, to: number])[]

/**
 * A regular expression as every engine can run it in linear time: no look-around, no back-references. Flags of the text
 * it was written in (`i`, `s`, `m`) are already spent on the sets and assertions. Matching is leftmost, first alternative
 * first, unanchored. `at` is where the author wrote it and is no part of the meaning.
 */
export type Regex =
  | { readonly re: 'empty'; readonly at?: Span }
  | { readonly re: 'char'; readonly set: CharSet; readonly at?: Span }
  | { readonly re: 'seq'; readonly items: readonly Regex[]; readonly at?: Span }
  | { readonly re: 'alt'; readonly options: readonly Regex[]; readonly at?: Span }
  | {
      readonly re: 'repeat'
      readonly of: Regex
      readonly min: number
      readonly max: number | undefined
      readonly greedy: boolean
      readonly at?: Span
    }
  | { readonly re: 'capture'; readonly of: Regex; readonly name: string | undefined; readonly at?: Span }
  | { readonly re: 'assert'; readonly is: Assertion; readonly at?: Span }

/** Empty-width conditions: of the whole text, of a line, of an ASCII word boundary. */
export type Assertion = 'text start' | 'text end' | 'line start' | 'line end' | 'word boundary' | 'no word boundary'
