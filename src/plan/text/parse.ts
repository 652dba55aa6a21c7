import { type Diagnostic, hasErrors, type Outcome } from '../../base/diagnostic.ts'
import type { Column } from '../../event/value.ts'
import { checkOperator } from '../check/operator.ts'
import type { Plan } from '../plan.ts'
import type { Known } from './read-expression.ts'
import { readSource, readStage } from './read-stage.ts'
import { accept, expect, fail, peek, type Reader, unexpected } from './reader.ts'
import { tokenize } from './token.ts'

/**
 * Reads a plan as `printPlan` writes it, and checks it on the way, for the type of a column is not written where it is
 * read. Gives the plan, or the first `plan/syntax` error, or everything the check has to say, with spans. Never throws.
 */
export function parsePlan(text: string): Outcome<Plan> {
  const reader: Reader = { tokens: tokenize(text), at: 0, depth: 0, error: undefined }
  const diagnostics: Diagnostic[] = []
  const { plan } = readPipeline(reader, diagnostics)
  if (peek(reader).kind !== 'end') unexpected(reader, '`|` or the end')
  // what the check says of a plan that was not read to its end is no help
  if (reader.error !== undefined) return { value: undefined, diagnostics: [reader.error] }
  return { value: hasErrors(diagnostics) ? undefined : plan, diagnostics }
}

/** A plan that was read, and the columns it gives. */
export interface Read {
  readonly plan: Plan
  readonly columns: Known
}

/** Each stage is a level of the tree, and those who walk it recurse. */
const mostStages = 500

/** Reads a plan up to the end, or to a bracket that is not its own. */
export function readPipeline(r: Reader, diagnostics: Diagnostic[]): Read {
  const columnsOver = (plan: Plan, inputs: readonly Known[]): readonly Column[] | undefined =>
    checkOperator(plan, inputs, { types: new Map(), at: { start: 0, end: 0 }, report: d => diagnostics.push(d) })
  const nested = (): Read => {
    expect(r, '(')
    const read = readPipeline(r, diagnostics)
    expect(r, ')')
    return read
  }
  let read = readSource(r, nested, columnsOver)
  for (let stages = 1; accept(r, '|'); stages++) {
    if (stages > mostStages) fail(r, 'plan/too-deep', `a plan has more than ${mostStages} stages`, peek(r))
    read = readStage(r, read, nested, columnsOver)
  }
  return read
}
