import { intersect } from './charset.ts'
import { toNfa } from './nfa.ts'
import { findPaths, type Node, type Step } from './paths.ts'
import type { CharSet, Regex } from './regex.ts'
import { charsAfter, charsBefore, textsOf } from './texts.ts'

/** Picks one of so many: a number from 0 below it. */
export type Choose = (count: number) => number

/** A short text, of these characters, in which the regex is found; undefined when there is none. */
export const shortMatch = (regex: Regex, chars: CharSet): string | undefined => walk(regex, chars, undefined, 0)

/**
 * Some text, of these characters, in which the regex is found, by the choices made; undefined when there is none. After
 * `patience` steps it goes straight to the end of a match.
 */
export const sampleMatch = (regex: Regex, chars: CharSet, choose: Choose, patience = 60): string | undefined =>
  walk(regex, chars, choose, patience)

function walk(regex: Regex, chars: CharSet, choose: Choose | undefined, patience: number): string | undefined {
  const possible = findPaths(toNfa(regex, 'exact'), textsOf(chars)).starts.filter(node => node.toEnd !== undefined)
  let node = choose === undefined ? nearest(possible) : possible[choose(possible.length)]
  if (node === undefined) return undefined
  let text = charFrom(intersect(charsBefore(node.place), chars), choose)
  for (let steps = 0; ; steps++) {
    const onward: readonly Step[] = node.steps.filter(step => step.to.toEnd !== undefined)
    const step: Step | undefined =
      choose === undefined || steps > patience ? shortestStep(onward) : onward[choose(Math.max(1, onward.length))]
    if (step === undefined) break
    if (step.chars !== undefined) text += charFrom(step.chars, choose)
    node = step.to
  }
  return text + charFrom(intersect(charsAfter(node.place), chars), choose)
}

const cost = (step: Step): number => (step.to.toEnd ?? 0) + (step.chars === undefined ? 0 : 1)

/** Never goes in circles: of steps that are as near, it takes the one of lowest rank. */
function shortestStep(steps: readonly Step[]): Step | undefined {
  return steps.reduce<Step | undefined>((best, step) => {
    if (best === undefined || cost(step) < cost(best)) return step
    return cost(step) === cost(best) && step.to.rank < best.to.rank ? step : best
  }, undefined)
}

const nearest = (nodes: readonly Node[]): Node | undefined =>
  nodes.reduce<Node | undefined>(
    (best, node) => ((node.toEnd ?? 0) < (best?.toEnd ?? Infinity) ? node : best),
    undefined,
  )

/** What people read most easily comes first. */
const preferred: readonly CharSet[] = [[[0x61, 0x7a]], [[0x30, 0x39]], [[0x41, 0x5a]], [[0x20, 0x7e]]]

function charFrom(set: CharSet, choose: Choose | undefined): string {
  if (set.length === 0) return ''
  if (choose === undefined) {
    const readable = [...preferred.map(p => intersect(set, p)), set].find(s => s.length > 0)
    return String.fromCodePoint(readable?.[0]?.[0] ?? 0)
  }
  const printable = intersect(set, [[0x20, 0x7e]])
  const from = printable.length > 0 && choose(4) > 0 ? printable : set
  const [low, high] = from[choose(from.length)] ?? [0, 0]
  return String.fromCodePoint(low + choose(high - low + 1))
}
