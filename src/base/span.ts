/** Where something stands in a text: half-open offsets, counted in UTF-16 units as JavaScript counts them. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The smallest span that covers both. */
export const cover = (a: Span, b: Span): Span => ({ start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) })
