/** A part of a page of prose. */
export interface Section {
  /** Undefined for what stands before the first heading. */
  readonly title: string | undefined
  readonly text: string
}

/** A page cut at its headings of the second level; headings in code blocks are none. */
export function sectionsOf(markdown: string): Section[] {
  const sections: { title: string | undefined; lines: string[] }[] = [{ title: undefined, lines: [] }]
  let fence: string | undefined
  for (const line of markdown.split(/\r?\n/)) {
    const [, mark] = /^\s{0,3}(```+|~~~+)/.exec(line) ?? []
    if (mark !== undefined) fence = fence === undefined ? mark : line.trim().startsWith(fence) ? undefined : fence
    const [, title] = fence === undefined ? (/^## +(.*\S)\s*$/.exec(line) ?? []) : []
    if (title !== undefined) sections.push({ title, lines: [] })
    else sections.at(-1)?.lines.push(line)
  }
  return sections.map(({ title, lines }) => ({ title, text: lines.join('\n').trim() }))
}
