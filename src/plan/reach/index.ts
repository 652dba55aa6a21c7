import { type Diagnostic, inOrder } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'
import type { Plan, Predicate, Scalar } from '../plan.ts'
import { visit } from '../walk.ts'
import { flow } from './flow.ts'
import { examine } from './leaf.ts'
import { deadAlternative, neverTrue, type Quote } from './report.ts'

/**
 * Warnings about what can never match in a plan, whatever the data: conditions (`plan/never-true`) and alternatives of
 * regexes (`plan/dead-branch`). It follows what is certain about every value through the plan (which characters can occur
 * in it, or which values it can have), and tries each regex against all such texts at once.
 *
 * Sound: it warns only of what no row can fulfil. Where one piece of the author's text stands in several places of the plan, all of them
 * must be dead; what nothing comes to, because a condition before it is never true, is not mentioned again; and nodes
 * without a place in the text are never mentioned. The plan must be one that the check accepts. `text` is the source that
 * spans point into, to quote from. Linear in the plan but for regexes over few known values.
 */
export function deadBranches(plan: Plan, text?: string): Diagnostic[] {
  const quote: Quote = span => (span === undefined ? undefined : text?.slice(span.start, span.end))
  const findings = new Map<string, Diagnostic | 'alive'>()
  const note = (kind: string, at: Span | undefined, found: () => Diagnostic | 'alive'): void => {
    if (at === undefined) return
    const key = `${kind} ${at.start} ${at.end}`
    const before = findings.get(key)
    if (before === undefined) findings.set(key, found())
    else if (before !== 'alive' && found() === 'alive') findings.set(key, 'alive')
  }
  flow(plan, (leaf, rows) => {
    if (!isJudged(leaf)) return
    const { at } = leaf
    const examination = examine(leaf, rows)
    if (examination.is === 'impossible') {
      if (!readsRows(examination.obstacle.of)) return
      note(leaf.op, at, () => (at === undefined ? 'alive' : neverTrue(leaf, at, examination.obstacle, quote)))
      return
    }
    note(leaf.op, at, () => 'alive')
    for (const option of examination.live) note('alternative', option.at, () => 'alive')
    for (const dead of examination.dead) {
      const place = dead.regex?.at
      note('alternative', place, () => (place === undefined ? 'alive' : deadAlternative(place, dead, quote)))
    }
  })
  return inOrder([...findings.values()].filter(found => found !== 'alive'))
}

/** Conditions about a value. Whether it is there at all is asked by languages as often as by authors. */
const isJudged = (leaf: Predicate): boolean => ['compare', 'match', 'regex'].includes(leaf.op)

/** Whether an expression reads a column. Of one that does not, its author has said what it is. */
const readsRows = (scalar: Scalar): boolean => {
  let found = false
  visit(scalar, node => {
    found ||= node.op === 'field'
  })
  return found
}
