/** Where reading a path stands. */
export interface PathReader {
  readonly text: string
  at: number
}

/** Takes what the sticky expression finds here. */
export function takeFrom(r: PathReader, expression: RegExp): RegExpExecArray | undefined {
  expression.lastIndex = r.at
  const found = expression.exec(r.text)
  if (found === null) return undefined
  r.at = expression.lastIndex
  return found
}

/** A text in quotes. */
export const QUOTED = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/suy

/** What a quoted text says. */
export const unquoted = (found: RegExpExecArray): string => (found[1] ?? found[2] ?? '').replace(/\\(.)/gsu, '$1')
