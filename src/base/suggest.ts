/**
 * The known names that `written` may have been meant as, best first, at most three: those a few slips of the finger away
 * (insert, drop, replace, swap neighbours), compared without regard to case. O(names × length²).
 */
export function suggest(written: string, names: Iterable<string>): string[] {
  const limit = Math.max(1, Math.floor(written.length * 0.4))
  const found: { name: string; distance: number }[] = []
  for (const name of new Set(names)) {
    if (Math.abs(name.length - written.length) > limit) continue
    const distance = slips(written.toLowerCase(), name.toLowerCase())
    if (distance <= limit) found.push({ name, distance })
  }
  found.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
  return found.slice(0, 3).map(f => f.name)
}

/** “did you mean …?” for a help line, or undefined when nothing is near. */
export function didYouMean(written: string, names: Iterable<string>): string | undefined {
  const near = suggest(written, names)
  return near.length === 0 ? undefined : `did you mean ${near.map(n => `\`${n}\``).join(' or ')}?`
}

/** Damerau-Levenshtein distance, restricted to swaps of neighbours. */
function slips(a: string, b: string): number {
  let previous: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (previous[j - 2] ?? 0) + 1)
      next.push(best)
    }
    previous = row
    row = next
  }
  return row[b.length] ?? 0
}
