import type { Assertion, CharSet, Regex } from './regex.ts'

/** A way out of a state: reads a character of `set`, or passes where `assert` holds, or passes freely. */
export interface Edge {
  readonly to: number
  readonly set?: CharSet
  readonly assert?: Assertion
}

/** A regex as states; a path from `start` to `accept` reads a match, from its first character to its last. */
export interface Nfa {
  readonly start: number
  readonly accept: number
  readonly edges: readonly (readonly Edge[])[]
  /** Of each alternative of the regex: the states that every path through it passes (several where it is repeated). */
  readonly entries: ReadonlyMap<Regex, readonly number[]>
}

/**
 * `exact` writes repetitions out as often as they say. `loose` takes `{2,5}` for `+` and `{0,5}` for `*`, which keeps the
 * number of states that of the regex: its paths include all of the exact ones, so that what it cannot match, nothing can.
 */
export function toNfa(regex: Regex, repeats: 'exact' | 'loose'): Nfa {
  const edges: Edge[][] = []
  const entries = new Map<Regex, number[]>()
  const state = (...out: Edge[]): number => edges.push(out) - 1

  /** The state from which `part` leads to `next`. */
  const before = (part: Regex, next: number): number => {
    switch (part.re) {
      case 'empty':
        return next
      case 'char':
        return state({ to: next, set: part.set })
      case 'assert':
        return state({ to: next, assert: part.is })
      case 'seq':
        return part.items.reduceRight((to, item) => before(item, to), next)
      case 'capture':
        return before(part.of, next)
      case 'alt':
        return state(...part.options.map(option => ({ to: beforeOption(option, next) })))
      case 'repeat':
        return repeats === 'loose' ? beforeLoose(part, next) : beforeExact(part, next)
    }
  }

  const beforeOption = (option: Regex, next: number): number => {
    const entry = state({ to: before(option, next) })
    const others = entries.get(option)
    if (others === undefined) entries.set(option, [entry])
    else others.push(entry)
    return entry
  }

  const loop = (of: Regex, next: number): number => {
    const again = state({ to: next })
    edges[again]?.push({ to: before(of, again) })
    return again
  }

  const beforeLoose = ({ of, min, max }: Regex & { re: 'repeat' }, next: number): number => {
    if (max === 0) return next
    if (max === 1) return min === 1 ? before(of, next) : state({ to: next }, { to: before(of, next) })
    const rest = loop(of, next)
    return min === 0 ? rest : before(of, rest)
  }

  const beforeExact = ({ of, min, max }: Regex & { re: 'repeat' }, next: number): number => {
    let to = max === undefined ? loop(of, next) : next
    for (let i = min; i < (max ?? min); i++) to = state({ to: next }, { to: before(of, to) })
    for (let i = 0; i < min; i++) to = before(of, to)
    return to
  }

  const accept = state()
  return { start: before(regex, accept), accept, edges, entries }
}
