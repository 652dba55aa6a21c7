import type { SearchEntry } from '../search-index.ts'

/** The words of a search, lower case. */
export const termsOf = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean)

/** The part of an entry that a search looks at, and what a hit there is worth. */
const parts: readonly (readonly [part: (entry: SearchEntry) => string, worth: number])[] = [
  [entry => entry.id, 60],
  [entry => entry.name, 40],
  [entry => entry.title, 20],
  [entry => entry.technique, 15],
  [entry => entry.tactic, 10],
  [entry => entry.words, 4],
]

/** How well an entry answers a search; 0 when a word of it is nowhere. The start of a word is worth more than its middle. */
export function score(entry: SearchEntry, terms: readonly string[]): number {
  let sum = 0
  for (const term of terms) {
    let best = 0
    for (const [part, worth] of parts) {
      const text = part(entry).toLowerCase()
      const at = text.indexOf(term)
      if (at < 0) continue
      const starts = at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? '')
      best = Math.max(best, starts ? worth : worth / 2)
    }
    if (best === 0) return 0
    sum += best
  }
  return terms.length === 0 ? 1 : sum
}
