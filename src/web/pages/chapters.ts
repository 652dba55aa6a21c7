/**
 * Markdown cut at its headings of the second level. What stands before the first of them belongs to the first chapter, whose own
 * heading is left out: the page has one there.
 */
export function chaptersOf(markdown: string): string[] {
  const [before = [], first = [], ...more] = cutAtHeadings(markdown)
  return [[...before, ...first.slice(1)], ...more].map(lines => lines.join('\n').trim())
}

/** Headings inside of code blocks are none. */
function cutAtHeadings(markdown: string): string[][] {
  const parts: string[][] = [[]]
  let fenced = false
  for (const line of markdown.split(/\r?\n/)) {
    if (/^\s{0,3}(```|~~~)/.test(line)) fenced = !fenced
    if (!fenced && line.startsWith('## ')) parts.push([line])
    else parts.at(-1)?.push(line)
  }
  return parts
}
