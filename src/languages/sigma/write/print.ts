import type { Laid, LaidItem, LaidMap } from './laid.ts'

/** sigma-rules-specification.md, "Yaml File". */
const step = 4
/** Keys longer than this need a `?` before them, by YAML 1.2. */
const longestKey = 1000

/** A document as text, with its comments; ends with a line end. */
export function printDocument(top: readonly string[], root: LaidMap): string {
  const lines: string[] = [...top]
  nested(lines, root, 0, '')
  return lines.map(line => `${line}\n`).join('')
}

/** Entries or items on lines of their own. `lead` is what the first line begins with, in place of its indentation. */
function nested(lines: string[], value: Laid & { is: 'map' | 'list' }, column: number, lead: string): void {
  const pad = ' '.repeat(column)
  const children = value.is === 'map' ? value.entries : value.items
  for (const [i, child] of children.entries()) {
    const first = i === 0 && lead !== ''
    // a comment before the first entry of an item cannot stand behind its dash
    if (!first) for (const comment of child.before) lines.push(pad + comment)
    const start = first ? lead : pad
    if ('key' in child) printEntry(lines, start, child.key as string, child, column)
    else under(lines, `${start}-`, child, column + 2, column + 2, true)
  }
  for (const comment of value.after) lines.push(pad + comment)
}

function printEntry(lines: string[], start: string, key: string, child: LaidItem, column: number): void {
  if (key.length > longestKey) {
    lines.push(`${start}? ${key}`)
    under(lines, `${' '.repeat(column)}:`, child, column + step, column + step, false)
  } else under(lines, `${start}${key}:`, child, column + step, column + step, false)
}

/** A value behind its key or dash, or below it. */
function under(lines: string[], start: string, child: LaidItem, column: number, text: number, dash: boolean): void {
  const { value, behind } = child
  const comment = behind.length === 0 ? '' : ` ${behind.join(' ')}`
  if (value.is === 'scalar') lines.push(`${start} ${value.text}${comment}`)
  else if (value.is === 'block') {
    lines.push(`${start} ${value.head}${comment}`)
    for (const line of value.lines) lines.push(line === '' ? '' : ' '.repeat(text) + line)
  } else if (isEmpty(value)) {
    lines.push(`${start} ${value.is === 'map' ? '{}' : '[]'}${comment}`)
    for (const after of value.after) lines.push(' '.repeat(column) + after)
  } else if (dash && value.is === 'map' && comment === '') nested(lines, value, column, `${start} `)
  else {
    lines.push(start + comment)
    nested(lines, value, column, '')
  }
}

const isEmpty = (value: Laid & { is: 'map' | 'list' }): boolean =>
  (value.is === 'map' ? value.entries : value.items).length === 0
