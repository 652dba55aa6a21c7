/** The pieces of a JSON text: strings, and other values; signs; nothing else is left when white space is gone. */
const pieces = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},:]|[^\s[\]{},:"]+/g

/** JSON with a key or an item a line, two columns a level; what is empty stays on its line. Strings and numbers are as written. O(length). */
export function formatJson(text: string): string {
  const tokens = text.match(pieces) ?? []
  const out: string[] = []
  let level = 0
  const newLine = (): void => void out.push('\n', '  '.repeat(level))
  for (const [i, token] of tokens.entries()) {
    const next = tokens[i + 1]
    if (token === '{' || token === '[') {
      level++
      out.push(token)
      if (next !== '}' && next !== ']') newLine()
    } else if (token === '}' || token === ']') {
      level--
      const previous = tokens[i - 1]
      if (previous !== '{' && previous !== '[') newLine()
      out.push(token)
    } else if (token === ',') {
      out.push(token)
      newLine()
    } else out.push(token === ':' ? ': ' : token)
  }
  return `${out.join('')}\n`
}
