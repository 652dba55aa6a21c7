import { lowerCase } from '../../plan/functions/case.ts'
import { canonicalPattern } from '../../plan/pattern.ts'
import type { Predicate } from '../../plan/plan.ts'
import { alt } from '../../plan/regex/build.ts'
import { instructions } from '../../plan/regex/limits.ts'
import { patternRegex } from '../../plan/regex/of-pattern.ts'
import { printRegex } from '../../plan/regex/print.ts'
import type { Regex } from '../../plan/regex/regex.ts'
import type { Scope, Writing } from './expr.ts'
import { lowered, lowerPattern, shapeOf } from './match.ts'
import { predicate } from './predicate.ts'
import { scalar } from './scalar.ts'

// One RE2 alternation finds any of many texts at the cost of one, where an OR tests them one after the other; up to a size
// beyond which RE2's automaton no longer fits its memory.
const FEWEST_TEXTS = 4
const MOST_INSTRUCTIONS = 8_000

/** The parts of an OR: tests of one value against many constants become one test. */
export function anyOf(args: readonly Predicate[], scope: Scope, w: Writing): string[] {
  const parts: (string | Gathered)[] = []
  const gathered = new Map<string, Gathered>()
  for (const arg of args) {
    const test = testOf(arg, scope, w)
    if (test === undefined) {
      parts.push(predicate(arg, scope, w))
      continue
    }
    const key = `${test.is} ${test.of}`
    const known = gathered.get(key)
    if (known !== undefined) known.tests.push(test)
    else {
      const group = { is: test.is, of: test.of, tests: [test] }
      gathered.set(key, group)
      parts.push(group)
    }
  }
  return parts.flatMap(part => (typeof part === 'string' ? [part] : write(part, w)))
}

interface Gathered {
  readonly is: Test['is']
  readonly of: string
  readonly tests: Test[]
}

/** A test of a value against a constant or a regex; `alone` is how it is written without company, and what only one of them needs is made only then. */
type Test =
  | { readonly is: 'equal'; readonly of: string; readonly literal: string; readonly alone: () => string }
  | { readonly is: 'found'; readonly of: string; readonly regex: () => Regex; readonly alone: () => string }

function testOf(p: Predicate, scope: Scope, w: Writing): Test | undefined {
  if (p.op === 'compare' && p.is === 'eq' && p.right.op === 'literal' && p.right.value !== null)
    return {
      is: 'equal',
      of: scalar(p.left, scope, w).sql,
      literal: scalar(p.right, scope, w).sql,
      alone: () => predicate(p, scope, w),
    }
  if (p.op === 'regex')
    return { is: 'found', of: scalar(p.of, scope, w).sql, regex: () => p.regex, alone: () => predicate(p, scope, w) }
  if (p.op !== 'match') return undefined
  const of = scalar(p.of, scope, w).sql
  const alone = (): string => predicate(p, scope, w)
  const pattern = canonicalPattern(p.pattern)
  const shape = shapeOf(pattern)
  if (shape?.is === 'equal' && (p.fold === 'none' || p.fold === 'unicode')) {
    const [left, text] = p.fold === 'none' ? [of, shape.text] : [lowered(of, w), lowerCase(shape.text)]
    return { is: 'equal', of: left, literal: w.dialect.literal(text, 'string'), alone }
  }
  return p.fold === 'unicode'
    ? { is: 'found', of: lowered(of, w), regex: () => patternRegex(lowerPattern(pattern), 'none'), alone }
    : { is: 'found', of, regex: () => patternRegex(pattern, p.fold), alone }
}

function write({ is, of, tests }: Gathered, w: Writing): string[] {
  if (is === 'equal' && tests.length > 1)
    return [`(${of} IN (${tests.flatMap(t => (t.is === 'equal' ? [t.literal] : [])).join(', ')}))`]
  if (is === 'equal' || tests.length < FEWEST_TEXTS) return tests.map(t => t.alone())
  return portions(tests.flatMap(t => (t.is === 'found' ? [t.regex()] : []))).map(regexes =>
    w.dialect.finds(of, printRegex(alt(regexes))),
  )
}

/** The regexes in runs that are small enough to be one regex. */
function portions(regexes: readonly Regex[]): Regex[][] {
  const runs: Regex[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const regex of regexes) {
    const more = instructions(regex)
    if (size + more > MOST_INSTRUCTIONS) {
      runs.push([])
      size = 0
    }
    runs[runs.length - 1]?.push(regex)
    size += more
  }
  return runs
}
