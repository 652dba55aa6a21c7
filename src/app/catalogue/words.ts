/** Characters of the words of one detection: the home page loads those of all. */
const longest = 6000

/** The words of some texts, lower case, each once, in the order in which they first occur. */
export function wordsOf(texts: readonly string[]): string {
  const words = new Set<string>()
  let length = 0
  for (const text of texts)
    for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}_][\p{L}\p{N}_.-]*[\p{L}\p{N}_]/gu)) {
      if (words.has(word) || word.length > 40) continue
      length += word.length + 1
      if (length > longest) return [...words].join(' ')
      words.add(word)
    }
  return [...words].join(' ')
}
