/** How a scalar is written. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'block'

const escapeLengths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 }

/**
 * Where each character of a scalar stands in the file: `start` is the offset of its first character, after quotes and the head of a
 * block. Line ends that were folded away are followed by looking for what comes after the white space.
 */
export function offsetsOf(file: string, start: number, style: ScalarStyle, value: string): number[] {
  const offsets: number[] = []
  let at = start
  for (let i = 0; i < value.length; i++) {
    const c = value[i]
    const blank = c === ' ' || c === '\n'
    if (style === 'double' && file[at] === '\\') {
      while (file[at] === '\\' && file[at + 1] === '\n') at = afterBlanks(file, at + 2)
      if (file[at] === '\\') {
        offsets.push(at)
        at += escapeLengths[file[at + 1] ?? ''] ?? 2
        continue
      }
    }
    offsets.push(at)
    if (style === 'single' && file.startsWith("''", at)) at += 2
    else if (blank && file[at] !== c && /\s/.test(file[at] ?? '')) at = afterBlanks(file, at)
    else if (blank && c === '\n' && style !== 'double')
      at = style === 'block' ? lineStart(file, at + 1, value[i + 1]) : at + 1
    else at++
  }
  offsets.push(at)
  return offsets
}

function afterBlanks(file: string, at: number): number {
  while (/\s/.test(file[at] ?? '')) at++
  return at
}

/** The place after the indentation of a line of a block. */
function lineStart(file: string, at: number, next: string | undefined): number {
  while (file[at] === ' ' && next !== ' ') at++
  return at
}
