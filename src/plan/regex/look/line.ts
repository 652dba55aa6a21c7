import { ALL, complement } from '../charset.ts'
import type { Assertion, CharSet, Regex } from '../regex.ts'

/** What has to stand beside a place, one after the other, read away from it. */
export type Line = readonly (CharSet | Assertion)[]

/** What a look-around demands of a place: one of these lines, or, where they are not finite, a match of `of`. */
export interface Demand {
  readonly lines: readonly Line[] | undefined
  /** The look as it was written, where it is positive. */
  readonly of: Regex | undefined
  /** Its lines are not demanded but ruled out: where one could follow, nothing is known. */
  readonly soft?: true
}

/** More lines, or longer ones, are not followed. */
const mostLines = 60
const longestLine = 40

/** Every line that fits the regex, read away from the place; undefined where there are too many. */
export function linesOf(regex: Regex, ahead: boolean): readonly Line[] | undefined {
  const lines = expand(nearest(regex, ahead))
  if (lines === undefined) return undefined
  return ahead ? lines : lines.map(line => [...line].reverse())
}

/** What is enough of it: what may be repeated at its far end need not be, beyond the least. */
function nearest(regex: Regex, ahead: boolean): Regex {
  switch (regex.re) {
    case 'repeat':
      return { ...regex, max: regex.min }
    case 'capture':
      return nearest(regex.of, ahead)
    case 'alt':
      return { ...regex, options: regex.options.map(option => nearest(option, ahead)) }
    case 'seq': {
      const far = ahead ? regex.items.length - 1 : 0
      return { ...regex, items: regex.items.map((item, i) => (i === far ? nearest(item, ahead) : item)) }
    }
    default:
      return regex
  }
}

function expand(regex: Regex): readonly Line[] | undefined {
  switch (regex.re) {
    case 'empty':
      return [[]]
    case 'char':
      return [[regex.set]]
    case 'assert':
      return [[regex.is]]
    case 'capture':
      return expand(regex.of)
    case 'seq':
      return regex.items.reduce<readonly Line[] | undefined>((lines, item) => after(lines, expand(item)), [[]])
    case 'alt': {
      const options = regex.options.map(expand)
      return options.every(lines => lines !== undefined) ? within(options.flat()) : undefined
    }
    case 'repeat': {
      if (regex.max === undefined || regex.max > longestLine) return undefined
      const once = expand(regex.of)
      const lines: Line[] = []
      let some: readonly Line[] | undefined = [[]]
      for (let n = 0; n <= regex.max; n++) {
        if (some === undefined) return undefined
        if (n >= regex.min) lines.push(...some)
        some = after(some, once)
      }
      return within(lines)
    }
  }
}

const after = (a: readonly Line[] | undefined, b: readonly Line[] | undefined): readonly Line[] | undefined =>
  a && b ? within(a.flatMap(x => b.map(y => [...x, ...y]))) : undefined

const within = (lines: readonly Line[] | undefined): readonly Line[] | undefined =>
  lines !== undefined && lines.length <= mostLines && lines.every(line => line.length <= longestLine)
    ? lines
    : undefined

/** The lines of which one stands where a line does not; undefined where assertions inside of it cannot be turned round. */
export function linesWithout(line: Line, edge: Assertion): readonly Line[] | undefined {
  const ends = line[line.length - 1] === edge
  const sets = ends ? line.slice(0, -1) : line
  if (!sets.every(item => typeof item !== 'string')) return undefined
  const lines: Line[] = []
  for (const [i, set] of sets.entries()) {
    const before = sets.slice(0, i)
    const others = complement(set)
    if (others.length > 0) lines.push([...before, others])
    lines.push([...before, edge])
  }
  return ends ? [...lines, [...sets, ALL]] : lines
}
