import { canonicalPattern, type Pattern } from '../../../plan/pattern.ts'
import type { Predicate } from '../../../plan/plan.ts'
import { alt, assertion, capture, seq } from '../../../plan/regex/build.ts'
import { orbit } from '../../../plan/regex/fold.ts'
import { patternRegex } from '../../../plan/regex/of-pattern.ts'
import { printFolded } from '../../../plan/regex/print-folded.ts'
import type { Regex } from '../../../plan/regex/regex.ts'
import { regexOf } from '../regex-text.ts'
import { quote } from '../text.ts'
import type { Piece } from './say.ts'

type Match = Predicate & { readonly op: 'match' }

/** Letters of a regex, beyond which alternatives go on in another. */
const width = 80

/** Whether one of these tests holds of a field, in as few conditions as stay readable. */
export function anyText(name: string, tests: readonly Match[]): Piece[] {
  const pieces: Piece[] = []
  const exact: string[] = []
  const bySides = new Map<string, Regex[]>()
  for (const { pattern: written, fold } of tests) {
    const pattern = canonicalPattern(written)
    const literal = literalOf(pattern)
    if (literal !== undefined && isPlain(literal) && !(fold !== 'none' && hasLetters(literal)))
      exact.push(quote(literal))
    else if (isAnything(pattern)) pieces.push({ text: `!isNull(${name})`, binds: 'atom' })
    else {
      const { sides, core } = apart(patternRegex(pattern, fold))
      bySides.set(sides, [...(bySides.get(sides) ?? []), core])
    }
  }
  const [only, ...more] = exact
  if (only !== undefined)
    pieces.unshift({
      text: more.length === 0 ? `${name} = ${only}` : `${name} in (${exact.join(', ')})`,
      binds: 'atom',
    })
  for (const [sides, cores] of bySides)
    for (const some of chunks(cores)) pieces.push(found(name, around(sides, some.length === 1 ? some[0] : group(some))))
  return pieces
}

/** A regex is found in a field. */
export const found = (name: string, regex: Regex): Piece => ({
  text: `${name} matches ${regexOf(printFolded(regex))}`,
  binds: 'atom',
})

const group = (cores: readonly Regex[]): Regex => capture(alt(cores), undefined)

function chunks(cores: readonly Regex[]): Regex[][] {
  const all: Regex[][] = []
  let length = width
  for (const core of cores) {
    const own = printFolded(core).length
    if (length + own > width) {
      all.push([])
      length = 0
    }
    all.at(-1)?.push(core)
    length += own + 1
  }
  return all
}

/** The regex without the ends of the text that it is held by, and which these are. */
function apart(regex: Regex): { readonly sides: string; readonly core: Regex } {
  const items = regex.re === 'seq' ? [...regex.items] : [regex]
  const start = isEnd(items[0], 'text start')
  const end = isEnd(items.at(-1), 'text end')
  return {
    sides: `${start ? '^' : ''}${end ? '$' : ''}`,
    core: seq(items.slice(start ? 1 : 0, end ? -1 : undefined)),
  }
}

const isEnd = (item: Regex | undefined, is: 'text start' | 'text end'): boolean =>
  item?.re === 'assert' && item.is === is

const around = (sides: string, core: Regex = seq([])): Regex =>
  seq([
    ...(sides.startsWith('^') ? [assertion('text start')] : []),
    core,
    ...(sides.endsWith('$') ? [assertion('text end')] : []),
  ])

const isAnything = (pattern: Pattern): boolean =>
  pattern.length === 1 && pattern.every(part => 'any' in part && part.any === 'run')

function literalOf(pattern: Pattern): string | undefined {
  const [part, ...more] = pattern
  if (part === undefined) return ''
  return more.length === 0 && 'text' in part ? part.text : undefined
}

/** What a text in quotes can be trusted to mean: nothing that controls, and no parameter. */
export const isPlain = (text: string): boolean => !/[\p{Cc}\p{Cs}]|\{\{/u.test(text)

const hasLetters = (text: string): boolean =>
  Array.from(text).some(c => orbit(c.codePointAt(0) ?? 0, 'casefold').length > 1)
