import { alt, assertion, capture, char, empty, repeat, seq } from '../build.ts'
import { intersect } from '../charset.ts'
import type { Regex } from '../regex.ts'
import { captures, partsOf } from '../walk.ts'
import type { Demand, Line } from './line.ts'

/** The work that is left to do, and whether something could not be done. */
export interface Effort {
  left: number
  failed: boolean
  /** Whether what is demanded behind a match still stands apart from it. */
  open: boolean
}

/** A regex that fulfils the beginning of a line, and the rest of the line, which what follows must fulfil. */
export interface Pushed {
  readonly body: Regex
  readonly rest: Line
}

/**
 * The matches of a regex in which a line stands where the regex begins. The ways are in the order in which a match would be
 * looked for, so that together, one after the other, they find what the regex would.
 */
export function push(line: Line, regex: Regex, effort: Effort): readonly Pushed[] {
  effort.left--
  if (effort.left < 0) effort.failed = true
  if (effort.failed) return []
  const [first, ...rest] = line
  if (first === undefined) return [{ body: regex, rest: line }]
  if (typeof first === 'string')
    return push(rest, regex, effort).map(p => ({ ...p, body: seq([assertion(first), p.body]) }))
  switch (regex.re) {
    case 'empty':
    case 'assert':
      return [{ body: regex, rest: line }]
    case 'char': {
      const both = intersect(first, regex.set)
      return both.length === 0 ? [] : [{ body: char(both, regex.at), rest }]
    }
    case 'seq':
      return regex.items.reduce<readonly Pushed[]>(
        (parts, item) =>
          parts.flatMap(part =>
            push(part.rest, item, effort).map(next => ({ body: seq([part.body, next.body]), rest: next.rest })),
          ),
        [{ body: empty(), rest: line }],
      )
    case 'alt':
      return regex.options.flatMap(option => push(line, option, effort))
    case 'capture':
      return merged(push(line, regex.of, effort)).map(p => ({ ...p, body: capture(p.body, regex.name, regex.at) }))
    case 'repeat':
      return unrolled(regex, effort).flatMap(option => push(line, option, effort))
  }
}

/** The first turn of a repetition by itself, or none, in the order in which they are tried. */
function unrolled(regex: Regex & { readonly re: 'repeat' }, effort: Effort): readonly Regex[] {
  const { of, min, max, greedy } = regex
  // a group holds what its last turn matched, which two groups cannot say, and an empty turn ends a repetition
  if (canBeEmpty(of) || captures(of).length > 0) effort.failed = true
  if (max === 0 || effort.failed) return [empty()]
  const more = max === undefined ? undefined : max - 1
  const one = seq([of, more === 0 ? empty() : repeat(of, Math.max(min - 1, 0), more, greedy)])
  if (min > 0) return [one]
  return greedy ? [one, empty()] : [empty(), one]
}

/** Neighbouring ways that leave the same rest as one. */
export function merged(parts: readonly Pushed[]): readonly Pushed[] {
  const out: Pushed[] = []
  for (const part of parts) {
    const last = out[out.length - 1]
    const same = last !== undefined && JSON.stringify(last.rest) === JSON.stringify(part.rest)
    if (same) out[out.length - 1] = { body: alt([last.body, part.body]), rest: last.rest }
    else out.push(part)
  }
  return out
}

/** The same with everything from the end to the beginning. */
export function reversed(regex: Regex): Regex {
  switch (regex.re) {
    case 'seq':
      return seq([...regex.items].reverse().map(reversed))
    case 'alt':
      return alt(regex.options.map(reversed))
    case 'capture':
      return capture(reversed(regex.of), regex.name, regex.at)
    case 'repeat':
      return repeat(reversed(regex.of), regex.min, regex.max, regex.greedy)
    default:
      return regex
  }
}

/** Whether a part of it is repeated that is more than one character; such turns have an order of their own. */
export const repeatsMore = (regex: Regex): boolean =>
  (regex.re === 'repeat' && regex.of.re !== 'char') || (regex.re !== 'char' && partsOf(regex).some(repeatsMore))

function canBeEmpty(regex: Regex): boolean {
  switch (regex.re) {
    case 'empty':
    case 'assert':
      return true
    case 'char':
      return false
    case 'alt':
      return regex.options.some(canBeEmpty)
    case 'repeat':
      return regex.min === 0 || canBeEmpty(regex.of)
    case 'seq':
    case 'capture':
      return partsOf(regex).every(canBeEmpty)
  }
}

/** What is demanded behind a regex, as a regex that follows it. */
export function consumed(demands: readonly Demand[], effort: Effort): Regex {
  const hard = demands.filter(({ soft }) => !soft)
  const endless = hard.filter(({ lines }) => lines === undefined)
  const [first, ...more] = [...endless, ...hard.filter(({ lines }) => lines !== undefined)]
  if (first === undefined) return empty()
  if (endless.length > 1) effort.failed = true
  const all = more.reduce(
    (regex, { lines = [] }) =>
      alt(lines.flatMap(line => push(line, regex, effort).map(({ body, rest }) => seq([body, lineRegex(rest)])))),
    first.of ?? alt((first.lines ?? []).map(lineRegex)),
  )
  for (const { lines = [], soft } of demands)
    if (soft && lines.some(line => push(line, all, effort).length > 0)) effort.failed = true
  return all
}

const lineRegex = (line: Line): Regex =>
  seq(line.map(item => (typeof item === 'string' ? assertion(item) : char(item))))
