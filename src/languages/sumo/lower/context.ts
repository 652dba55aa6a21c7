import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import type { Span } from '../../../base/span.ts'
import type { Predicate } from '../../../plan/plan.ts'
import type { Schema } from '../../../plan/schema.ts'
import type { QueryTime } from '../../language.ts'
import { allOf } from './logic.ts'
import type { Rows } from './rows.ts'

/** What lowering one search knows and collects. */
export interface Context {
  readonly source: Source
  readonly schema: Schema
  readonly rows: Rows
  /** What the search is told about time. */
  readonly time?: QueryTime | undefined
  readonly diagnostics: Diagnostic[]
  /** Names of parameters that were spoken of already. */
  readonly parameters: Set<string>
  /** Whether a `json auto` has run. */
  jsonAuto: boolean
  /** How deep the expression at hand is nested. */
  depth: number
  /** What holds where the expression at hand is asked for at all: it stands in a branch. Undefined: it always is. */
  given?: Predicate | undefined
}

/** Reports something; undefined, so that what finds it can return it. */
export function say(context: Context, diagnostic: Diagnostic): undefined {
  context.diagnostics.push(diagnostic)
  return undefined
}

/** Something that Sumo has and whose result no page describes: refused for good, since any answer would be a guess. */
export const undocumented = (context: Context, what: string, span: Span, because: string): undefined =>
  say(context, {
    code: 'sumo/undocumented',
    severity: 'error',
    message: `what ${what} gives is not documented, so it is not run`,
    because,
    span,
  })

/** Something that goes by the times of messages, over rows that have none. */
export const needsTimes = (context: Context, what: string, span: Span, because: string): undefined =>
  say(context, {
    code: 'sumo/needs-times',
    severity: 'error',
    message: `${what} needs the times of messages`,
    because,
    help: 'put it before the aggregation, or use data that has times (a field such as `timestamp`)',
    span,
  })

/** Something that is understood and that no engine here can run exactly, with the reason. */
export const notRun = (context: Context, what: string, span: Span, because: string): undefined =>
  say(context, {
    code: 'sumo/not-run',
    severity: 'error',
    message: `${what} is not run here`,
    because,
    span,
  })

/** Expressions nested deeper than this are refused, so that no query can exhaust the stack. */
export const deepest = 600

/** Runs `work` one level deeper, or says that this is too deep. */
export function deeper<T>(context: Context, span: Span, work: () => T | undefined): T | undefined {
  if (context.depth >= deepest)
    return say(context, {
      code: 'sumo/too-deep',
      severity: 'error',
      message: `this expression is nested more than ${deepest} levels deep`,
      help: 'name parts of it with `as` in stages of their own',
      span,
    })
  context.depth++
  const result = work()
  context.depth--
  return result
}

/** Runs `work` on a branch that counts only where a condition holds; where nothing is known of that, on one that always counts. */
export function where<T>(context: Context, condition: Predicate | undefined, work: () => T): T {
  const outside = context.given
  if (condition !== undefined) context.given = allOf(outside === undefined ? [condition] : [outside, condition])
  const result = work()
  context.given = outside
  return result
}

/** What the rows have from here on is not known, so that names that nothing seems to make are not reported. */
export function lost(context: Context): undefined {
  context.rows.incomplete = true
}
