/** A text with a name. A query that stands inside another file (YAML, Markdown) keeps the place where it starts. */
export interface Source {
  readonly name: string
  readonly text: string
  /**
   * Where the first character stands in the file it was taken from; line and column count from 1. `indent`: columns that
   * every further line is moved to the right by there.
   */
  readonly startsAt?: {
    readonly file: string
    readonly line: number
    readonly column: number
    readonly indent?: number
  }
}

/** A place a person can go to; line and column count from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/**
 * The place of an offset of `source`, in the file that it was taken from. An offset past the end is the end.
 * O(offset) in time.
 */
export function placeOf(source: Source, offset: number): Place {
  const before = source.text.slice(0, Math.max(0, offset))
  const line = before.split('\n').length
  const column = before.length - before.lastIndexOf('\n')
  const start = source.startsAt
  if (start === undefined) return { file: source.name, line, column }
  return {
    file: start.file,
    line: start.line + line - 1,
    column: column + (line === 1 ? start.column - 1 : (start.indent ?? 0)),
  }
}
