import type { Edge, Nfa } from './nfa.ts'
import type { CharSet } from './regex.ts'
import type { Texts } from './texts.ts'

/** A state of a regex at a place in a text. */
export interface Node {
  readonly state: number
  readonly place: number
  readonly steps: readonly Step[]
  /** Fewest characters from here to the end of a match; undefined when no match can pass here. */
  readonly toEnd: number | undefined
  /** Some step from here leads nearer to the end, or as near but to a lower rank. */
  readonly rank: number
}

export interface Step {
  readonly to: Node
  /** The characters that it reads, one of them; undefined when it reads none. */
  readonly chars: CharSet | undefined
}

interface Making {
  readonly state: number
  readonly place: number
  readonly steps: { readonly to: Making; readonly chars: CharSet | undefined }[]
  readonly from: { readonly node: Making; readonly cost: number }[]
  toEnd: number | undefined
  rank: number
}

/** Whether the regex is found in some of the texts. */
export const isFoundIn = (nfa: Nfa, texts: Texts): boolean =>
  findPaths(nfa, texts).starts.some(start => start.toEnd !== undefined)

/** Everything a regex can do on the texts: where it can begin, and all that can be reached. O(states × places). */
export function findPaths(nfa: Nfa, texts: Texts): { readonly starts: readonly Node[]; readonly all: readonly Node[] } {
  const made = new Map<number, Making>()
  const waiting: Making[] = []
  const nodeAt = (state: number, place: number): Making => {
    const key = state * texts.size + place
    let node = made.get(key)
    if (node === undefined) {
      node = { state, place, steps: [], from: [], toEnd: undefined, rank: 0 }
      made.set(key, node)
      waiting.push(node)
    }
    return node
  }
  const link = (from: Making, to: Making, chars: CharSet | undefined): void => {
    from.steps.push({ to, chars })
    to.from.push({ node: from, cost: chars === undefined ? 0 : 1 })
  }
  const starts = texts.starts.map(place => nodeAt(nfa.start, place))
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop())
    for (const edge of nfa.edges[node.state] ?? [])
      for (const [place, chars] of follow(edge, node.place, texts)) link(node, nodeAt(edge.to, place), chars)
  const all = [...made.values()]
  measure(all.filter(node => node.state === nfa.accept))
  return { starts, all }
}

function follow(edge: Edge, place: number, texts: Texts): (readonly [number, CharSet | undefined])[] {
  if (edge.set !== undefined) return texts.read(place, edge.set).map(read => [read.place, read.chars])
  const there = edge.assert === undefined ? place : texts.holds(place, edge.assert)
  return there === undefined ? [] : [[there, undefined]]
}

/** Sets `toEnd` of all nodes that lead to these, nearest first. */
function measure(ends: readonly Making[]): void {
  let level = [...ends]
  let rank = 0
  for (let distance = 0; level.length > 0; distance++) {
    const next: Making[] = []
    for (let node = level.pop(); node !== undefined; node = level.pop()) {
      if (node.toEnd !== undefined) continue
      node.toEnd = distance
      node.rank = rank++
      for (const { node: previous, cost } of node.from)
        if (previous.toEnd === undefined) (cost === 0 ? level : next).push(previous)
    }
    level = next
  }
}
