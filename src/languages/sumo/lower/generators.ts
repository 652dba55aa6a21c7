import type { Value } from '../../../event/value.ts'
import type { Plan, Scalar } from '../../../plan/plan.ts'
import type { FillMissingGenerator } from '../syntax.ts'
import { converted } from './coerce.ts'
import { type Context, needsTimes, notRun, say } from './context.ts'
import { beside, firstTime, givenRange, lastTime, rangeAlone } from './range.ts'
import { resolve } from './resolve.ts'
import { type Binding, columnOf } from './rows.ts'
import { allSlices, slicingOf } from './slices.ts'
import { widthOf } from './timeslice.ts'
import { lowerValue } from './values.ts'

/** A generator as a plan of its values: to one plan of some columns it adds one more, each row once for every value. */
export interface Generator {
  readonly field: Binding
  readonly column: string
  /** What the first generator begins with. */
  readonly base: (input: Plan) => Plan
  readonly values: (input: Plan, before: Plan) => Plan
  readonly isTime: boolean
}

/** What a generator of `fillmissing` means, or undefined after saying why it means nothing. */
export function generatorOf(context: Context, generator: FillMissingGenerator): Generator | undefined {
  const { rows } = context
  const { span } = generator
  const name = generator.name ?? { name: '_timeslice', span }
  const field = resolve(context, name.name, name.span)
  if (field === undefined) return undefined
  const column = columnOf(rows, field, span)
  if (generator.is === 'timeslice') return slices(context, generator, field, column)
  const { values } = generator
  const of: Scalar = { op: 'field', name: column, type: field.type }
  if (values === 'all') {
    const distinct = (input: Plan): Plan => ({
      op: 'group',
      input: { op: 'filter', input, where: { op: 'present', of } },
      by: [column],
      aggregates: [],
      at: span,
    })
    return {
      field,
      column,
      isTime: false,
      base: distinct,
      values: (input, before) => beside(before, distinct(input), span),
    }
  }
  const texts = values.map(value => lowerValue(context, value))
  if (!texts.every(t => t !== undefined)) return undefined
  const literals = texts.map(({ scalar, type }) => literalOf(converted(scalar, type, field.type)))
  if (!literals.every(l => l !== undefined))
    return notRun(context, 'a generator whose values are not written out', span, 'its page takes texts in quotes only')
  const base: Plan = {
    op: 'rows',
    columns: [{ name: column, type: field.type }],
    rows: literals.map(({ value }) => [value]),
    at: span,
  }
  return { field, column, isTime: false, base: () => base, values: (_, before) => beside(before, base, span) }
}

const literalOf = (scalar: Scalar): { readonly value: Value } | undefined =>
  scalar.op === 'literal' ? { value: scalar.value } : undefined

/** All slices of the range of the search. */
function slices(
  context: Context,
  generator: Extract<FillMissingGenerator, { is: 'timeslice' }>,
  field: Binding,
  column: string,
): Generator | undefined {
  const { span } = generator
  const width = generator.width === undefined ? context.rows.slice : widthOf(context, generator.width)
  if (width === undefined)
    return generator.width === undefined
      ? say(context, {
          code: 'sumo/fillmissing-width',
          severity: 'error',
          message: 'no `timeslice` before this says how wide the slices are',
          because: 'slices of a width that depends on the data, and of none, cannot be filled in',
          help: 'write the width: `fillmissing timeslice(15m)`',
          span,
        })
      : undefined
  if (field.type !== 'int')
    return needsTimes(context, `time slices in \`${field.name}\``, span, 'the field holds no times')
  const given = givenRange(context)
  const range = given === undefined ? rangeAlone(context, '`fillmissing timeslice`', span) : () => oneRow
  if (range === undefined) return undefined
  const of = given ?? {
    first: { op: 'field', name: firstTime, type: 'int' },
    last: { op: 'field', name: lastTime, type: 'int' },
  }
  const slicing = slicingOf(context, Number(width))
  const base = (input: Plan) => allSlices(slicing, range(input), of, column, span)
  return { field, column, isTime: true, base, values: (input, before) => beside(before, base(input), span) }
}

/** What a range that is written in the plan stands beside. */
const oneRow: Plan = { op: 'rows', columns: [{ name: 'one', type: 'int' }], rows: [[1n]] }
