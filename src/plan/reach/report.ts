import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'
import type { Value } from '../../event/value.ts'
import { lowerCase, upperCase } from '../functions/case.ts'
import { printPattern } from '../pattern.ts'
import type { Comparison, Predicate, Scalar } from '../plan.ts'
import { char } from '../regex/build.ts'
import { charsOf, intersect, isSubset, sizeOf } from '../regex/charset.ts'
import { printRegex } from '../regex/print.ts'
import type { Regex } from '../regex/regex.ts'
import { partsOf } from '../regex/walk.ts'
import { isMissing, type Known, type Reason } from './known.ts'
import type { Obstacle } from './leaf.ts'

/** What the author wrote at a place, where the source is at hand. */
export type Quote = (span: Span | undefined) => string | undefined

/** An alternative that has no part in any match. */
export function deadAlternative(at: Span, obstacle: Obstacle, quote: Quote): Diagnostic {
  const written = quote(at) ?? (obstacle.regex === undefined ? '' : printRegex(obstacle.regex))
  return {
    code: 'plan/dead-branch',
    severity: 'warning',
    message:
      written === '' ? 'this empty alternative can never match' : `the alternative \`${written}\` can never match`,
    because: because(obstacle, quote),
    help: help(obstacle, at, quote) ?? 'take the alternative away, or test a value in which it can occur',
    span: at,
    ...also(obstacle, at),
  }
}

/** A condition that no row fulfils. It is said so that it is right too where the condition stands negated. */
export function neverTrue(leaf: Predicate, at: Span, obstacle: Obstacle, quote: Quote): Diagnostic {
  return {
    code: 'plan/never-true',
    severity: 'warning',
    message: `${nameOf(obstacle.of, quote)} can never ${claim(leaf, obstacle, quote)}`,
    because: because(obstacle, quote, leaf),
    help:
      (leaf.op === 'regex' ? help(obstacle, at, quote) : literalHelp(leaf, obstacle)) ??
      'take the condition away, or test a value for which it can hold',
    span: at,
    ...also(obstacle, at),
  }
}

const comparisons: Readonly<Record<Comparison, string>> = {
  eq: 'equal',
  lt: 'be less than',
  le: 'be less than or equal to',
  gt: 'be greater than',
  ge: 'be greater than or equal to',
}

const mirrored: Readonly<Record<Comparison, Comparison>> = { eq: 'eq', lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' }

/** What the value is asked to do, as “… can never …” goes on. */
function claim(leaf: Predicate, { of }: Obstacle, quote: Quote): string {
  if (leaf.op === 'compare') {
    const isLeft = of === leaf.left
    const other = isLeft ? leaf.right : leaf.left
    return `${comparisons[isLeft ? leaf.is : mirrored[leaf.is]]} ${nameOf(other, quote)}`
  }
  if (leaf.op === 'match') return `fit the pattern \`${printPattern(leaf.pattern)}\``
  return 'match this regex'
}

function because(obstacle: Obstacle, quote: Quote, leaf?: Predicate): string {
  const name = nameOf(obstacle.of, quote)
  const { known } = obstacle
  if (isMissing(known)) return `${name} is missing in every row that comes here`
  const reason = mainReason(obstacle)
  if (known.values !== undefined && reason?.is !== 'lower' && reason?.is !== 'upper')
    return `${name} can only be ${listed(known.values)} here`
  const missing = missingText(obstacle, leaf, quote)
  if (missing === undefined || reason === undefined)
    return 'its parts contradict each other: no text has all its anchors and word boundaries in these places'
  return `${missing} cannot occur in ${name}: ${states[reason.is]}`
}

const states: Readonly<Record<Reason['is'], string>> = {
  lower: 'it is in lower case here',
  upper: 'it is in upper case here',
  literal: 'its text is given in the query',
  equal: 'a condition before this one says what it is',
  unequal: 'conditions before this one rule other values out',
  number: 'it is a number, written as text',
  group: 'it holds what a group of a regex matched, which has no such character',
  missing: 'it is missing',
  'text of a type': 'it is `true` or `false`, written as text',
}

/** What in the plan shuts the missing character out: letter case is named before anything else. */
function mainReason(obstacle: Obstacle): Reason | undefined {
  const shutting = shuttingOut(obstacle)
  return (
    shutting.find(r => r.is === 'lower' || r.is === 'upper') ?? shutting.find(r => r.is !== 'literal') ?? shutting[0]
  )
}

function shuttingOut({ known, char }: Obstacle): readonly Reason[] {
  return char === undefined ? known.reasons : known.reasons.filter(r => intersect(r.chars, char.set).length === 0)
}

/** An expression as its author wrote it. */
function nameOf(of: Scalar, quote: Quote): string {
  const written = quote(of.at)
  if (written !== undefined && written !== '' && written.length <= 40 && !written.includes('\n'))
    return `\`${written}\``
  if (of.op === 'field') return `\`${of.name}\``
  return of.op === 'literal' && typeof of.value !== 'object' ? `\`${of.value}\`` : 'the value'
}

/** The character that is asked for in vain. */
function missingText({ char, known }: Obstacle, leaf: Predicate | undefined, quote: Quote): string | undefined {
  if (char !== undefined) {
    // of a letter in both cases, the lower one
    const one = sizeOf(char.set) <= 4 ? char.set.flat().findLast(c => c < 0x80) : undefined
    return one === undefined ? `\`${quote(char.at) ?? printRegex(char)}\`` : readable(String.fromCodePoint(one))
  }
  const text = leaf?.op === 'compare' && leaf.right.op === 'literal' ? leaf.right.value : undefined
  const lacking = typeof text === 'string' ? [...text].find(c => !isSubset(charsOf(c), known.chars)) : undefined
  return lacking === undefined ? undefined : readable(lacking)
}

const readable = (c: string): string =>
  c === ' ' ? 'a blank' : `\`${/^[!-~\p{L}\p{N}]$/u.test(c) ? c : printRegex(char(charsOf(c)))}\``

/** At most five values, as a person would list them. */
function listed(values: readonly Value[]): string {
  const shown = values.slice(0, 5).map(v => `\`${typeof v === 'string' ? v : String(v)}\``)
  if (values.length > shown.length) return `one of ${values.length} values, such as ${shown.slice(0, 3).join(', ')},`
  return shown.length === 1 ? String(shown[0]) : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`
}

const changeOf = (reason: Reason | undefined): ((text: string) => string) | undefined =>
  reason?.is === 'lower' ? lowerCase : reason?.is === 'upper' ? upperCase : undefined

/** The regex in the letter case that can occur, where that is what hinders it. */
function help(obstacle: Obstacle, at: Span, quote: Quote): string | undefined {
  const change = changeOf(mainReason(obstacle))
  if (change === undefined || obstacle.regex === undefined) return undefined
  const other = 'test the value as it was before its letter case was changed'
  let written = quote(at)
  if (written === undefined) return other
  let changed = false
  for (const span of missingChars(obstacle.regex, obstacle.known).reverse()) {
    const char = quote(span) ?? ''
    if ([...char].length !== 1) continue
    written = written.slice(0, span.start - at.start) + change(char) + written.slice(span.end - at.start)
    changed = true
  }
  return changed ? `write \`${written}\`, or ${other}` : other
}

/** The places of all characters that cannot occur, in order. */
function missingChars(regex: Regex, known: Known): Span[] {
  if (regex.re !== 'char') return partsOf(regex).flatMap(part => missingChars(part, known))
  return regex.at !== undefined && intersect(regex.set, known.chars).length === 0 ? [regex.at] : []
}

function literalHelp(leaf: Predicate, obstacle: Obstacle): string | undefined {
  const change = changeOf(mainReason(obstacle))
  if (change === undefined) return undefined
  const written =
    leaf.op === 'match'
      ? printPattern(leaf.pattern)
      : leaf.op === 'compare' && leaf.right.op === 'literal' && typeof leaf.right.value === 'string'
        ? leaf.right.value
        : undefined
  const other = 'test the value as it was before its letter case was changed'
  return written === undefined ? other : `write \`${change(written)}\`, or ${other}`
}

const points: Readonly<Record<Reason['is'], string>> = {
  lower: 'it is made lower case here',
  upper: 'it is made upper case here',
  literal: 'this is one of its values',
  equal: 'this says what it is',
  unequal: 'this rules a value out',
  number: 'the number is made text here',
  group: 'the group is matched here',
  missing: 'this makes it missing',
  'text of a type': 'it is made text here',
}

function also(obstacle: Obstacle, at: Span): Pick<Diagnostic, 'also'> {
  const notes = shuttingOut(obstacle).flatMap(({ is, at: place }) =>
    place === undefined || (place.start >= at.start && place.end <= at.end)
      ? []
      : [{ span: place, message: points[is] }],
  )
  return notes.length === 0 ? {} : { also: notes }
}
