import type { Outcome } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'
import type { Plan, Predicate, Scalar } from '../../plan/plan.ts'
import type { Schema } from '../../plan/schema.ts'
import { rewrite, visit } from '../../plan/walk.ts'
import type { QueryTime, TimeRange } from '../language.ts'

/** The rows that happened in a range; those that do not say when are in none. Undefined where the data has no times at all. */
export function during(schema: Schema, { start, end }: TimeRange): Predicate | undefined {
  const { time } = schema
  if (time === undefined) return undefined
  const moment = (value: bigint): Scalar => ({ op: 'literal', type: 'time', value })
  return {
    op: 'and',
    args: [
      { op: 'compare', is: 'ge', left: time, right: moment(start) },
      { op: 'compare', is: 'lt', left: time, right: moment(end) },
    ],
  }
}

/** What is said where a range is asked of data without times. */
export const noTimes = (language: string, span: Span) =>
  ({
    code: `${language}/no-times`,
    severity: 'error',
    message: 'this data has no times, so that no range of it can be searched',
    help: 'leave out --from and --to, or give it a column of times',
    span,
  }) as const

/** A plan over nothing but what happened in the range that is searched, wherever it reads the data. */
export function searched(
  { value, diagnostics }: Outcome<Plan>,
  language: string,
  schema: Schema,
  time: QueryTime | undefined,
): Outcome<Plan> {
  if (value === undefined || time?.range === undefined) return { value, diagnostics }
  const where = during(schema, time.range)
  if (where === undefined)
    return { value: undefined, diagnostics: [...diagnostics, noTimes(language, { start: 0, end: 0 })] }
  const read = new Set<string>()
  visit(where, node => {
    if (node.op === 'field') read.add(node.name)
  })
  const plan = rewrite(value, {
    plan: p => {
      if (p.op !== 'scan') return p
      const more = schema.columns.filter(c => read.has(c.name) && !p.columns.some(own => own.name === c.name))
      const found: Plan = { op: 'filter', input: { ...p, columns: [...p.columns, ...more] }, where }
      return more.length === 0 ? found : { op: 'keep', input: found, columns: p.columns.map(c => c.name) }
    },
  })
  return { value: plan, diagnostics }
}
