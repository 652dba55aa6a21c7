import type { Span } from '../../../base/span.ts'
import type { Aggregate, Named, Scalar } from '../../../plan/plan.ts'
import { choices } from '../choices.ts'
import type { Name, TransposeStage } from '../syntax.ts'
import { call, choose, text } from './build.ts'
import { asText } from './coerce.ts'
import { compared } from './compare.ts'
import { type Context, lost, say, undocumented } from './context.ts'
import { resolve } from './resolve.ts'
import { type Binding, columnOf, type Rows } from './rows.ts'
import { asColumn } from './window.ts'

/**
 * `transpose row r column c as a, b, *`: the values of c become columns, named and in the order of `as`, the rest of them by
 * code point; each holds the one field that is left. Rows are those of r (S/transpose.md).
 */
export function lowerTranspose(context: Context, stage: TransposeStage): undefined {
  const { rows } = context
  const { span } = stage
  const keys = stage.rows.map(name => resolve(context, name.name, name.span))
  const names = stage.columns.map(name => resolve(context, name.name, name.span))
  if (rows.incomplete || !keys.every(k => k !== undefined) || !names.every(n => n !== undefined)) return lost(context)
  const value = heldBy(context, [...keys, ...names], span)
  const listed = stage.as?.filter(name => name !== '*')
  if (value === undefined || !areDistinct(context, stage.rows, listed ?? [])) return lost(context)
  const by = [...new Set(keys.map(key => columnOf(rows, key, span)))]
  const columns = names.map(name => columnOf(rows, name, span))
  const held = columnOf(rows, value, span)
  if (!tellsApart(rows, [...by, ...columns])) sayCells(context, span)
  const name = asColumn(rows, spelled(nameOf(names, span), listed ?? [], span), 'string', 'name of column', span)
  const others = listed === undefined || stage.as?.includes('*') === true
  const cells = (listed ?? []).map(column => column.name)
  if (others)
    rows.steps.push(input => ({
      op: 'pivot',
      input,
      by,
      name: name.op === 'field' ? name.name : '',
      value: held,
      columns: cells,
      others: choices.mostTransposed,
      at: span,
    }))
  else {
    const cell: Scalar = { op: 'field', name: held, type: value.type }
    const aggregates = cells.map(
      (column): Named<Aggregate> => ({
        name: column,
        value: { fn: 'first', args: [cell], where: compared('eq', name, text(column), span) },
      }),
    )
    rows.steps.push(input => ({ op: 'group', input, by, aggregates, at: span }))
  }
  becomeTable(
    rows,
    stage.rows.map((row, i) => ({ row, key: keys[i] })),
    by,
    cells,
    value,
    others,
  )
}

/** The one field that is neither row nor column, or undefined after saying that there is not one. */
function heldBy(context: Context, used: readonly Binding[], span: Span): Binding | undefined {
  const { rows } = context
  if (rows.others)
    return undocumented(
      context,
      'a transposition of a transposition',
      span,
      'its columns are known with the data only: name them in `transpose … as`',
    )
  const rest = [...rows.fields.values()].filter(
    field => !used.some(u => u.name.toLowerCase() === field.name.toLowerCase()),
  )
  const [value] = rest
  if (rows.aggregate && value !== undefined && rest.length === 1) return value
  const names = rest.map(field => `\`${field.name}\``)
  return rows.aggregate && value !== undefined
    ? undocumented(
        context,
        `a transposition of ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' …' : ''} at once`,
        span,
        'no page says which of them the columns hold, or how they are named: keep one with `fields`',
      )
    : undocumented(
        context,
        rows.aggregate ? 'a transposition with nothing to show in its columns' : '`transpose` of messages',
        span,
        'the columns hold the result of an aggregation',
      )
}

/** Whether no two columns of the result have one name, or else says so. */
function areDistinct(context: Context, keys: readonly Name[], listed: readonly Name[]): boolean {
  const seen = new Set(keys.map(key => key.name.toLowerCase()))
  for (const { name, span } of listed) {
    if (seen.has(name.toLowerCase())) {
      say(context, {
        code: 'sumo/duplicate-column',
        severity: 'error',
        message: `there are two columns \`${name}\` in this transposition`,
        because: 'a field has one value',
        help: 'name each value once, and none like a row field',
        span,
      })
      return false
    }
    seen.add(name.toLowerCase())
  }
  return true
}

/** Whether rows that are equal in these columns are known to be one row. */
export const tellsApart = (rows: Rows, columns: readonly string[]): boolean =>
  rows.keys !== undefined && [...rows.keys].every(key => columns.includes(key))

const sayCells = (context: Context, span: Span): undefined =>
  say(context, {
    code: 'sumo/transposed-cells',
    severity: 'warning',
    message: 'several rows may meet in one cell of this transposition; the first of them counts',
    because:
      'rows and columns are not all the fields that the rows were grouped by, and no page says what the cell holds then',
    help: 'aggregate by the row and column fields right before it',
    span,
  })

/** The name of a row's column: its value as text; of several fields, one after the other. */
function nameOf(names: readonly Binding[], span: Span): Scalar {
  const parts = names.map(({ scalar, type, kind }) =>
    call('coalesce', [asText({ scalar, type, kind, span }), text(choices.nameOfNull)], span),
  )
  const [first] = parts
  if (first === undefined || parts.length === 1) return first ?? text('')
  return call(
    'concat',
    parts.flatMap((part, i) => (i === 0 ? [part] : [text(choices.betweenNames), part])),
    span,
  )
}

/** Names of fields do not distinguish letter case, so a value is spelled as `as` spells it. */
const spelled = (name: Scalar, listed: readonly Name[], at: Span): Scalar =>
  listed.reduceRight<Scalar>((other, column) => {
    const lower = column.name.toLowerCase()
    if (lower === column.name.toUpperCase()) return other
    return choose(compared('eq', call('lower', [name], at), text(lower), at), text(column.name), other, at)
  }, name)

function becomeTable(
  rows: Rows,
  keys: readonly { readonly row: Name; readonly key: Binding | undefined }[],
  by: readonly string[],
  cells: readonly string[],
  value: Binding,
  others: boolean,
): void {
  const fields = new Map<string, Binding>()
  for (const { row, key } of keys) {
    const field = rows.fields.get(row.name.toLowerCase()) ?? key
    if (field !== undefined) fields.set(row.name.toLowerCase(), field)
  }
  const { type, kind } = value
  for (const name of cells)
    fields.set(name.toLowerCase(), { name, scalar: { op: 'field', name, type }, type, kind, transposed: true })
  rows.fields = fields
  rows.columns = new Set([...by, ...cells].map(name => name.toLowerCase()))
  rows.aggregate = true
  rows.ordered = false
  rows.newest = false
  rows.keys = new Set(by)
  rows.others = others
}
