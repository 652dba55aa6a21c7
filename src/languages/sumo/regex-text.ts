/**
 * A pattern, as the text in quotes meant it, written between slashes: a slash is escaped, a line break spelled. Nothing between
 * them would begin a comment.
 */
export function regexOf(pattern: string): string {
  let out = ''
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i)
    if (c === '\\' && i + 1 < pattern.length) {
      out += c + pattern.charAt(i + 1)
      i++
    } else out += { '/': '\\/', '\n': '\\n', '\r': '\\r', '\t': '\\t' }[c] ?? c
  }
  return `/${out === '' ? '(?:)' : out}/`
}
