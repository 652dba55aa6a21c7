import { lowerCase } from '../../plan/functions/case.ts'
import { sizeOf } from '../../plan/regex/charset.ts'
import type { CharSet, Regex } from '../../plan/regex/regex.ts'

/** Shorter texts stand in too many texts to be worth asking for. */
const SHORTEST = 3

/**
 * A text, in lower case, that stands in the lower case of every text in which the regex is found: the longest run of its
 * characters that are the same but for letter case. Undefined where there is none of use, and where letter case counts all
 * along it, since engines for regexes look for such a run first by themselves.
 */
export function neededText(regex: Regex): string | undefined {
  const runs: Run[] = [{ text: '', folded: false }]
  const see = (part: Regex): void => {
    const last = runs.at(-1)
    const char = part.re === 'char' ? charOf(part.set) : undefined
    if (part.re === 'seq') part.items.forEach(see)
    else if (part.re === 'capture') see(part.of)
    else if (char !== undefined && last !== undefined)
      runs[runs.length - 1] = { text: last.text + char.text, folded: last.folded || char.folded }
    else if (part.re !== 'empty') runs.push({ text: '', folded: false })
  }
  see(regex)
  const [longest] = runs.filter(run => run.folded).sort((a, b) => b.text.length - a.text.length)
  return longest === undefined || longest.text.length < SHORTEST ? undefined : longest.text
}

interface Run {
  readonly text: string
  readonly folded: boolean
}

/** The lower case of the characters of a set, where they have one and the same. */
function charOf(set: CharSet): Run | undefined {
  const count = sizeOf(set)
  if (count === 0 || count > 4) return undefined
  const points = set.flatMap(([low, high]) => Array.from({ length: high - low + 1 }, (_, i) => low + i))
  // half of a surrogate pair is no character of a database's text
  if (points.some(point => point >= 0xd800 && point <= 0xdfff)) return undefined
  const [text, ...others] = new Set(points.map(point => lowerCase(String.fromCodePoint(point))))
  return text === undefined || others.length > 0 ? undefined : { text, folded: count > 1 }
}
