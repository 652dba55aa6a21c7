import type { TextPart } from './model.ts'

/**
 * A value as text and wildcards (sigma-rules-specification.md, "Escaping"): `\*`, `\?` and `\\` stand for the second
 * character, any other backslash for itself, in one pass from the left.
 */
export function readText(written: string): TextPart[] {
  const parts: TextPart[] = []
  let text = ''
  const flush = (): void => {
    if (text !== '') parts.push({ text })
    text = ''
  }
  for (let i = 0; i < written.length; i++) {
    const c = written[i] ?? ''
    const next = written[i + 1] ?? ''
    if (c === '\\' && (next === '*' || next === '?' || next === '\\')) {
      text += next
      i++
    } else if (c === '*' || c === '?') {
      flush()
      parts.push({ any: c === '*' ? 'run' : 'one' })
    } else text += c
  }
  flush()
  return parts
}

/** The text with its wildcards escaped again, as a rule would write it. */
export const writeText = (parts: readonly TextPart[]): string =>
  parts
    .map(part =>
      'text' in part
        ? part.text.replace(/[*?]|\\(?=[*?\\]|$)/g, '\\$&')
        : 'any' in part
          ? part.any === 'run'
            ? '*'
            : '?'
          : String.fromCodePoint(part.oneOf[0] ?? 0x2d),
    )
    .join('')

const run: TextPart = { any: 'run' }
const isRun = (part: TextPart | undefined): boolean => part !== undefined && 'any' in part && part.any === 'run'

/** The pattern with a run of any characters at its ends, unless one is there already. */
export const open = (parts: readonly TextPart[], start: boolean, end: boolean): readonly TextPart[] => [
  ...(start && !isRun(parts[0]) ? [run] : []),
  ...parts,
  ...(end && !(parts.length > 0 && isRun(parts[parts.length - 1])) ? (start && parts.length === 0 ? [] : [run]) : []),
]

/** The text where there are no wildcards in it, else undefined. */
export function literalOf(parts: readonly TextPart[]): string | undefined {
  let text = ''
  for (const part of parts) {
    if (!('text' in part)) return undefined
    text += part.text
  }
  return text
}
