import { hasErrors, type Outcome } from '../../../base/diagnostic.ts'
import { alt, assertion, capture, char, empty, seq } from '../build.ts'
import { ALL, intersect } from '../charset.ts'
import { checkSize } from '../limits.ts'
import { type ParseOptions, parseRegex, readRegex } from '../parse.ts'
import type { CharSet, Regex } from '../regex.ts'
import { captureNames, withoutUnnamed, withParts } from '../walk.ts'
import { edgeOf, hoist, type Look } from './hoist.ts'
import type { Demand } from './line.ts'
import { consumed, type Effort, reversed } from './push.ts'

/** A regex of which only what its named groups hold is wanted, and whether it is found. */
export interface Search {
  /** As it was read; where it has look-arounds, something else stands in their place. */
  readonly written: Regex
  readonly regex: Regex
  /** The names of its groups; one name may stand for several groups of which at most one takes part in a match. */
  readonly names: readonly (string | undefined)[]
  /** The regex for every match, and the group at whose end a match ends; undefined where it cannot say where they end. */
  readonly every: { readonly regex: Regex; readonly until: number | undefined } | undefined
}

/** Steps that are taken at most to move look-arounds out of a regex. */
const mostSteps = 2_000

/**
 * Reads a regex as `parseRegex` does, and rewrites look-arounds where another regex finds the same: what must stand at the
 * regex's own ends is matched beside the groups, and inside of it a look is put into what stands beside it. Where
 * that is not exact, look-arounds are refused as ever. Possessive repetitions of a character are looks too. Groups without
 * a name do not capture.
 */
export function parseSearch(text: string, options: ParseOptions = {}): Outcome<Search> {
  const plain = parseRegex(text, options)
  if (plain.value !== undefined) return { ...plain, value: searchOf(plain.value) }
  const looks = new Map<Regex, Look>()
  const read = readRegex(text, options, looks)
  if (read.value === undefined || looks.size === 0) return { ...plain, value: undefined }
  const search = rewritten(read.value, looks)
  if (search === undefined) return { ...plain, value: undefined }
  const span = read.value.at ?? { start: 0, end: text.length }
  const diagnostics = [...read.diagnostics, ...checkSize(search.regex, span)]
  return { value: hasErrors(diagnostics) ? undefined : search, diagnostics }
}

const searchOf = (regex: Regex): Search => ({
  written: regex,
  regex,
  names: captureNames(regex),
  every: { regex, until: undefined },
})

function rewritten(written: Regex, looks: ReadonlyMap<Regex, Look>): Search | undefined {
  const regex = withoutUnnamed(written)
  const effort: Effort = {
    left: mostSteps,
    failed: [...looks.values()].some(look => captureNames(look.of).length > 0),
    open: true,
  }
  const pointing = (ahead: boolean): Map<Regex, Look> => new Map([...looks].filter(([, look]) => look.ahead === ahead))
  const ways = hoist(regex, { at: pointing(true), backwards: false, effort }, true).flatMap(({ body, ahead }) =>
    hoist(reversed(body), { at: pointing(false), backwards: true, effort }, true).map(
      (back): Placed => ({ before: back.ahead, body: reversed(back.body), tail: consumed(ahead, effort) }),
    ),
  )
  const matches = headsOf(ways, effort).map(({ head, way }) => seq([head, way.body, way.tail]))
  // where looks contradict what stands beside them, no way is left, and this finds nothing
  const whole = alt(matches)
  const names = captureNames(whole)
  return effort.failed ? undefined : { written, regex: once(whole), names, every: everyOf(ways, effort) }
}

/** A way of a regex to match, what must stand before it, and what follows it that is no part of the match. */
interface Placed {
  readonly before: readonly Demand[]
  readonly body: Regex
  readonly tail: Regex
}

function everyOf(ways: readonly Placed[], { open }: Effort): Search['every'] {
  const names = ways.flatMap(({ body }) => captureNames(body)).filter(name => name !== undefined)
  if (!open || new Set(names).size < names.length || ways.some(way => way.before.length > 0)) return undefined
  const [only] = ways
  if (ways.every(({ tail }) => tail.re === 'empty'))
    return { regex: alt(ways.map(({ body }) => body)), until: undefined }
  if (only === undefined || ways.length > 1) return undefined
  return { regex: seq([capture(only.body, undefined), only.tail]), until: 1 }
}

/**
 * What is demanded at the beginning of the regex, as regexes of one length that stand before it, so that the leftmost
 * match is the same one; where the text begins closer than that, the shortest comes first.
 */
function headsOf(ways: readonly Placed[], effort: Effort): { readonly head: Regex; readonly way: Placed }[] {
  const lengths = ways.flatMap(way => way.before.flatMap(({ lines = [] }) => lines.map(line => line.length)))
  if (ways.some(way => way.before.some(({ lines }) => lines === undefined))) effort.failed = true
  if (lengths.length === 0) return ways.map(way => ({ head: empty(), way }))
  const length = Math.max(...lengths)
  const heads: { head: Regex; way: Placed }[] = []
  for (let n = 0; n <= length; n++)
    for (const way of ways)
      for (const sets of way.before.reduce<CharSet[][]>(
        (all, demand) => all.flatMap(sets => narrowed(sets, demand, n < length, effort)),
        [Array<CharSet>(n).fill(ALL)],
      )) {
        const chars = [...sets].reverse().map(set => char(set))
        heads.push({ head: seq([...(n < length ? [assertion(edgeOf(false))] : []), ...chars]), way })
      }
  return heads
}

/** The characters before a place, the nearest first, where they also fulfil the demand; `atEdge`: before them the text begins. */
function narrowed(sets: CharSet[], { lines = [] }: Demand, atEdge: boolean, effort: Effort): CharSet[][] {
  return lines.flatMap(line => {
    const ends = line[line.length - 1] === edgeOf(false)
    const wanted = ends ? line.slice(0, -1) : line
    if (wanted.some(item => typeof item === 'string')) effort.failed = true
    if (wanted.length > sets.length || (ends && (!atEdge || wanted.length !== sets.length))) return []
    const both = sets.map((set, i) => {
      const item = wanted[i]
      return item === undefined || typeof item === 'string' ? set : intersect(set, item)
    })
    return both.every(set => set.length > 0) ? [both] : []
  })
}

/** The regex where each name stands once, since engines take no name twice; `names` knows the others. */
function once(regex: Regex): Regex {
  const seen = new Set<string>()
  const change = (part: Regex): Regex => {
    if (part.re === 'char') return part
    if (part.re !== 'capture' || part.name === undefined) return withParts(part, change)
    const name = seen.has(part.name) ? undefined : part.name
    seen.add(part.name)
    return capture(change(part.of), name, part.at)
  }
  return change(regex)
}
