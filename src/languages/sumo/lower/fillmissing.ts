import type { Span } from '../../../base/span.ts'
import type { Column, Type } from '../../../event/value.ts'
import type { Named, Plan, Scalar, WindowCall } from '../../../plan/plan.ts'
import { choices } from '../choices.ts'
import type { FillMissingStage } from '../syntax.ts'
import { int, overAll } from './build.ts'
import { converted } from './coerce.ts'
import { type Context, lost, notRun, say, undocumented } from './context.ts'
import { type Generator, generatorOf } from './generators.ts'
import { resolve } from './resolve.ts'
import { type Binding, columnOf, freshColumn, newestFirst } from './rows.ts'
import { takeLast } from './take-last.ts'
import { lowerValue } from './values.ts'

/**
 * `fillmissing timeslice(1h), values("a", "b") in f with 0 for n takeLast`: after the rows there are, one for each combination
 * of the values that has none (S/fillmissing.md). Its other fields are what `with` says, those of the slice before with
 * `takeLast`, else 0, false or null by their type.
 */
export function lowerFillMissing(context: Context, stage: FillMissingStage): undefined {
  const { rows } = context
  const { span } = stage
  if (rows.incomplete) return lost(context)
  const generators = stage.generators.map(generator => generatorOf(context, generator))
  // without any, the parser has said what is missing
  if (generators.length === 0 || !generators.every(g => g !== undefined)) return lost(context)
  if (new Set(generators.map(g => g.column)).size < generators.length) {
    lost(context)
    return undocumented(context, 'two generators for one field', span, 'its page has one for each field')
  }
  const fills = fillsOf(context, stage, generators)
  if (fills === undefined) return lost(context)
  newestFirst(rows, span)
  appendMissing(context, generators, [...fills, ...restOfMessages(context, fills)], stage)
}

/** What later stages may read of messages beside their fields: a message that is filled in has none of it. */
function restOfMessages({ rows, schema }: Context, fills: readonly Fill[]): Fill[] {
  if (rows.aggregate) return []
  const nothing = ({ name, type }: Column): Fill => ({
    column: name,
    type,
    value: { op: 'literal', type, value: null },
  })
  const range = rows.range === undefined ? [] : [rows.range.first, rows.range.last]
  const hidden: readonly Column[] = [
    ...schema.columns,
    ...range.flatMap(scalar => (scalar.op === 'field' ? [{ name: scalar.name, type: scalar.type }] : [])),
    ...(rows.matched === undefined ? [] : [{ name: rows.matched, type: 'bool' } as const]),
  ]
  return hidden.filter(column => !fills.some(f => f.column === column.name)).map(nothing)
}

/** What a field of a filled-in row holds. */
export interface Fill {
  readonly column: string
  readonly type: Type
  readonly value: Scalar
}

/** What the fields without a generator hold in rows that are filled in; undefined after saying what is wrong. */
function fillsOf(context: Context, stage: FillMissingStage, generators: readonly Generator[]): Fill[] | undefined {
  const { rows } = context
  if (stage.takeLast && !generators.some(g => g.isTime))
    return say(context, {
      code: 'sumo/fillmissing-take-last',
      severity: 'error',
      message: '`takeLast` needs a `timeslice` generator',
      because: 'it takes the value of the slice before',
      help: 'write for example `fillmissing timeslice(15m) takeLast`',
      span: stage.span,
    })
  const written = new Map<string, Scalar>()
  for (const { value, name } of stage.defaults) {
    const field = resolve(context, name.name, name.span)
    const lowered = lowerValue(context, value)
    if (field === undefined || lowered === undefined) return undefined
    const nothing: Scalar = { op: 'literal', type: field.type, value: null }
    const scalar = lowered.kind === 'null' ? nothing : converted(lowered.scalar, lowered.type, field.type)
    if (lowered.kind !== 'null' && (lowered.kind !== field.kind || (field.type === 'int' && lowered.type === 'float')))
      return notRun(
        context,
        `a default of another type for \`${name.name}\``,
        value.span,
        'a column holds values of one type: cast the field before, `| toString(x) as x`',
      )
    written.set(field.name.toLowerCase(), scalar)
  }
  if (stage.takeLast && written.size > 0)
    return undocumented(
      context,
      '`with` and `takeLast` together',
      stage.span,
      'no page says which of them fills a field that both could',
    )
  if (stage.takeLast && rows.others)
    return notRun(
      context,
      '`takeLast` for columns that only the data names',
      stage.span,
      'name them in `transpose … as`',
    )
  const keys = new Set(generators.map(g => g.column))
  const fills = new Map<string, Fill>()
  for (const [key, field] of [...rows.fields]) {
    const column = columnOf(rows, field, stage.span)
    const value = written.get(key) ?? fills.get(column)?.value ?? ordinary(field)
    if (!keys.has(column)) fills.set(column, { column, type: field.type, value })
  }
  return [...fills.values()]
}

function ordinary({ type, kind, transposed }: Binding): Scalar {
  const value =
    transposed || kind === 'text' ? null : type === 'int' ? 0n : type === 'float' ? 0 : type === 'bool' ? false : null
  return { op: 'literal', type, value }
}

/**
 * The rows, then the combinations that none of them has: both are put one after the other, and of those with one
 * combination the real ones stay.
 */
function appendMissing(
  context: Context,
  generators: readonly Generator[],
  fills: readonly Fill[],
  stage: FillMissingStage,
): void {
  const { rows } = context
  const { span: at } = stage
  const by = generators.map(g => g.column)
  const [made, least, place] = ['filled in', 'any not filled in', 'place'].map(name => freshColumn(rows, name))
  if (made === undefined || least === undefined || place === undefined) return
  const others = rows.others ? { others: true as const } : {}
  const names = [...rows.fields.values()].flatMap(f => (f.scalar.op === 'field' ? [f.scalar.name] : []))
  const columns = [...new Set([...names, ...fills.map(f => f.column)])]
  const filled: Scalar = { op: 'field', name: made, type: 'int' }
  const isReal = {
    op: 'compare',
    is: 'eq',
    left: filled,
    right: { op: 'field', name: least, type: 'int' },
    at,
  } as const
  rows.steps.push(input => {
    const real: Plan = {
      op: 'extend',
      input: { op: 'keep', input, columns, ...others },
      columns: [{ name: made, value: int(0) }],
    }
    const both: Plan = { op: 'union', inputs: [real, combinations(input, generators, fills, made, at)], at }
    const window: readonly Named<WindowCall>[] = [{ name: least, value: overAll('min', [filled]) }]
    const marked: Plan = { op: 'window', input: both, by, columns: window }
    return { op: 'filter', input: marked, where: isReal, at }
  })
  if (stage.takeLast) takeLast(context, generators, fills, made, place, at)
}

function combinations(
  input: Plan,
  [first, ...more]: readonly Generator[],
  fills: readonly Fill[],
  made: string,
  at: Span,
): Plan {
  if (first === undefined) throw new TypeError('a fillmissing without generators was lowered')
  const all = more.reduce((before, g) => g.values(input, before), first.base(input))
  const columns = [first, ...more].map(g => g.column)
  const distinct: Plan = { op: 'group', input: all, by: columns, aggregates: [] }
  const most: Plan = { op: 'limit', input: distinct, count: choices.mostCombinations, by: [] }
  const values = [...fills.map(({ column, value }) => ({ name: column, value })), { name: made, value: int(1) }]
  return { op: 'extend', input: { op: 'detach', input: most }, columns: values, at }
}
