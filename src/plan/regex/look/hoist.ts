import { alt, assertion, capture, empty, repeat, seq } from '../build.ts'
import type { Assertion, Regex } from '../regex.ts'
import { partsOf } from '../walk.ts'
import { type Demand, type Line, linesOf, linesWithout } from './line.ts'
import { consumed, type Effort, push, repeatsMore } from './push.ts'

/** A look-around as it was read. */
export interface Look {
  readonly ahead: boolean
  readonly negative: boolean
  readonly of: Regex
  /** It holds by itself, unless `of` could follow. */
  readonly soft?: true
}

/** One way of a regex to match: without looks in one direction, and what must stand behind its end in that direction. */
export interface Way {
  readonly body: Regex
  readonly ahead: readonly Demand[]
}

/** Looks in one direction. Those that look back are handled in a regex that is written from its end to its beginning. */
export interface Looks {
  /** What stands in the tree for each of them. */
  readonly at: ReadonlyMap<Regex, Look>
  readonly backwards: boolean
  readonly effort: Effort
}

/**
 * The ways in which a regex with looks can match, in the order in which they are tried: each look is moved outwards through
 * what follows it, which is narrowed to what the look allows, until nothing or the end of the regex is left. `last`:
 * nothing at all follows the regex, and no group ends with it.
 */
export function hoist(regex: Regex, looks: Looks, last: boolean): readonly Way[] {
  const { effort } = looks
  const look = looks.at.get(regex)
  if (look !== undefined) return wayOf(look, effort)
  if (!holdsLook(regex, looks)) return [{ body: regex, ahead: [] }]
  switch (regex.re) {
    case 'seq':
      // from the end, so that a look sees all that follows it
      return regex.items.reduceRight<readonly Way[]>(
        (rest, item, i) => {
          const ways = hoist(item, looks, last && i === regex.items.length - 1)
          if (looks.backwards && ways.length > 1 && !rest.every(way => isRigid(way.body))) effort.failed = true
          return ways.flatMap(way => joined(way, rest, looks, last))
        },
        [{ body: empty(), ahead: [] }],
      )
    case 'alt':
      return asOneLook(
        regex.options.flatMap(option => hoist(option, looks, last)),
        looks,
      )
    case 'capture':
      return merged(hoist(regex.of, looks, false)).map(way => ({
        ...way,
        body: capture(way.body, regex.name, regex.at),
      }))
    case 'repeat': {
      const ways = hoist(regex.of, looks, false)
      const [only] = ways
      if (ways.length === 1 && only?.ahead.length === 0)
        return [{ ...only, body: repeat(only.body, regex.min, regex.max, regex.greedy, regex.at) }]
      const none: Way = { body: empty(), ahead: [] }
      if (regex.min === 0 && regex.max === 1) return regex.greedy ? [...ways, none] : [none, ...ways]
      effort.failed = true
      return []
    }
    default:
      return [{ body: regex, ahead: [] }]
  }
}

const holdsLook = (regex: Regex, looks: Looks): boolean =>
  looks.at.has(regex) || (regex.re !== 'char' && partsOf(regex).some(part => holdsLook(part, looks)))

/** The end of the text that a look in a direction may meet. */
export const edgeOf = (ahead: boolean): Assertion => (ahead ? 'text end' : 'text start')

function wayOf({ ahead, negative, of, soft }: Look, effort: Effort): readonly Way[] {
  const lines = linesOf(of, ahead)
  if (soft) return [{ body: empty(), ahead: [{ lines, of: undefined, soft }] }]
  const [only] = lines ?? []
  if (!negative && lines?.length === 1 && only?.every(item => typeof item === 'string'))
    return [{ body: seq(only.map(is => assertion(is))), ahead: [] }]
  const demands = negative ? lines?.map(line => without(line, ahead)) : [{ lines, of }]
  if (demands === undefined || !demands.every(demand => demand !== undefined)) {
    effort.failed = true
    return []
  }
  return demands.some(demand => demand.lines?.length === 0) ? [] : [{ body: empty(), ahead: demands }]
}

function without(line: Line, ahead: boolean): Demand | undefined {
  const lines = linesWithout(line, edgeOf(ahead))
  return lines === undefined ? undefined : { lines, of: undefined }
}

/** `(?=a)|(?=b)` as `(?=a|b)`. */
function asOneLook(ways: readonly Way[], { backwards, effort }: Looks): readonly Way[] {
  const looks = ways.flatMap(({ body, ahead: [demand, ...more] }) =>
    body.re === 'empty' && demand?.of !== undefined && more.length === 0 ? [demand.of] : [],
  )
  return ways.length > 1 && looks.length === ways.length
    ? wayOf({ ahead: !backwards, negative: false, of: alt(looks) }, effort)
    : ways
}

/**
 * One after the other: what the first demands of what follows it is put into that. Ways that differ in what follows come
 * after all ways of the first only where that has no choice, or where they can be put together.
 */
function joined(a: Way, rest: readonly Way[], { backwards, effort }: Looks, last: boolean): readonly Way[] {
  effort.left--
  if (effort.left < 0) effort.failed = true
  if (effort.failed) return []
  const follow = rest.flatMap(b => {
    const found = a.ahead.reduce<readonly Way[]>(
      (ways, demand) => ways.flatMap(way => behind(demand, way, effort)),
      [b],
    )
    // what was written from the end is read from the beginning: its own choices come first
    if (backwards && a.ahead.length > 0 && repeatsMore(b.body)) effort.failed = true
    if (backwards && found.length > 1 && !isRigid(b.body)) effort.failed = true
    return found
  })
  let ways = merged(follow)
  if (!backwards && ways.length > 1 && !isRigid(a.body)) {
    if (last) {
      effort.open = false
      ways = [{ body: alt(ways.map(way => seq([way.body, consumed(way.ahead, effort)]))), ahead: [] }]
    } else effort.failed = true
  }
  return ways.map(way => ({ ...way, body: seq([a.body, way.body]) }))
}

/** The ways to match of which the demand, on what follows their beginning, is true. */
function behind(demand: Demand, way: Way, effort: Effort): readonly Way[] {
  if (way.body.re === 'empty') return [{ ...way, ahead: [...way.ahead, demand] }]
  if (demand.lines === undefined) effort.failed = true
  if (demand.soft) {
    const parts = (demand.lines ?? []).flatMap(line => push(line, way.body, effort))
    if (parts.some(part => part.rest.length === 0)) effort.failed = true
    return [parts.length === 0 ? way : { ...way, ahead: [...way.ahead, demand] }]
  }
  return (demand.lines ?? [])
    .flatMap(line => push(line, way.body, effort))
    .map(({ body, rest }) => ({
      body,
      ahead: rest.length === 0 ? way.ahead : [...way.ahead, { lines: [rest], of: undefined }],
    }))
    .filter(({ ahead }) => ahead === way.ahead || ahead.length === 1 || !isNever(consumed(ahead, effort)))
}

/** Whether it is no more than a character that cannot be. */
const isNever = (regex: Regex): boolean => regex.re === 'char' && regex.set.length === 0

/** Neighbouring ways that demand the same as one. */
function merged(ways: readonly Way[]): readonly Way[] {
  const out: Way[] = []
  for (const way of ways) {
    const last = out[out.length - 1]
    if (last !== undefined && sameDemands(last.ahead, way.ahead))
      out[out.length - 1] = { ...last, body: alt([last.body, way.body]) }
    else out.push(way)
  }
  return out
}

const sameDemands = (a: readonly Demand[], b: readonly Demand[]): boolean =>
  a.length === b.length &&
  a.every((demand, i) => {
    const other = b[i]
    return (
      demand.of === other?.of &&
      demand.soft === other?.soft &&
      JSON.stringify(demand.lines) === JSON.stringify(other?.lines)
    )
  })

/** Whether there is one way only to match it at a place. */
function isRigid(regex: Regex): boolean {
  if (regex.re === 'alt' || (regex.re === 'repeat' && regex.min !== regex.max)) return false
  return regex.re === 'char' || partsOf(regex).every(isRigid)
}
