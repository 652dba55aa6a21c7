import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import type { Span } from '../../../base/span.ts'
import type { Scalar } from '../../../plan/plan.ts'
import type { Schema } from '../../../plan/schema.ts'
import type { QueryTime } from '../../language.ts'
import type { Context as SearchContext } from '../../sumo/lower/context.ts'
import { newRows } from '../../sumo/lower/rows.ts'
import type { Typed } from '../../sumo/lower/typed.ts'

/** What lowering one expression knows and collects. */
export interface Context {
  readonly source: Source
  readonly schema: Schema
  readonly diagnostics: Diagnostic[]
  /** Names that the expression may use beside the fields of the schema, by lower-case name: what `json` clauses make, what a rule aggregates. */
  readonly names: Map<string, Typed>
  /** What is looked at. Of a record the fields of the schema are known; a trigger and a filter of indicators see nothing but `names`. */
  readonly of: Subject
  /** What the expression is told about time. */
  readonly time: QueryTime | undefined
  /** What was read of the records, as it was written: the columns that people want to see. */
  readonly reads: Map<string, Scalar>
  /** How deep the expression at hand is nested. */
  depth: number
}

/** What an expression is a condition on. */
export type Subject = 'record' | 'aggregates' | 'indicator'

/** A context in which nothing was lowered yet. */
export const newContext = (
  source: Source,
  schema: Schema,
  time: QueryTime | undefined,
  of: Subject = 'record',
): Context => ({
  source,
  schema,
  diagnostics: [],
  names: new Map(),
  of,
  time,
  reads: new Map(),
  depth: 0,
})

/** Notes what was read, under the name it was read by; names do not differ in letter case alone, which engines may not tell apart. */
export function noteRead({ reads }: Context, name: string, scalar: Scalar): void {
  const key = name.toLowerCase()
  if (![...reads.keys()].some(known => known.toLowerCase() === key)) reads.set(name, scalar)
}

/** Reports something; undefined, so that what finds it can return it. */
export function say(context: Context, diagnostic: Diagnostic): undefined {
  context.diagnostics.push(diagnostic)
  return undefined
}

/** Something that the language has and we cannot run. */
export const notSupportedYet = (context: Context, what: string, span: Span, because: string): undefined =>
  say(context, {
    code: 'sumo-cse/not-supported-yet',
    severity: 'error',
    message: `${what} is not supported yet`,
    because,
    span,
  })

/** Expressions nested deeper than this are refused, so that none can exhaust the stack. The parser refuses most of them. */
const deepest = 600

/** Runs `work` one level deeper, or says that this is too deep. */
export function deeper<T>(context: Context, span: Span, work: () => T | undefined): T | undefined {
  if (context.depth >= deepest)
    return say(context, {
      code: 'sumo-cse/nested-too-deep',
      severity: 'error',
      message: `this expression is nested more than ${deepest} levels deep`,
      span,
    })
  context.depth++
  const result = work()
  context.depth--
  return result
}

/**
 * Does what log searches do in the same way. What they say is said under this language's name; rows that they would drop
 * (an address that is none, `isPrivateIP`) stay, since an expression looks at one record.
 */
export function asSearch<T>(context: Context, work: (search: SearchContext) => T): T {
  const { source, schema, time } = context
  const diagnostics: Diagnostic[] = []
  const rows = newRows([])
  const result = work({ source, schema, rows, time, diagnostics, parameters: new Set(), jsonAuto: false, depth: 0 })
  for (const d of diagnostics)
    context.diagnostics.push({ ...d, code: d.code.replace(/^sumo\//, 'sumo-cse/') as Diagnostic['code'] })
  return result
}
