import type { Named, Plan, Scalar } from '../../../../plan/plan.ts'
import { choices } from '../../choices.ts'
import type { Name, OperatorStage } from '../../syntax.ts'
import { int } from '../build.ts'
import { asText } from '../coerce.ts'
import { type Context, lost, say, undocumented } from '../context.ts'
import { resolveTyped } from '../resolve.ts'
import { freshColumn, setFields } from '../rows.ts'
import type { Typed } from '../typed.ts'
import { type Key, keyed } from './beside.ts'
import type { Cell } from './columns.ts'
import { indicatorColumns } from './indicators.ts'
import { outputOf, setBeside } from './lookup.ts'
import { columnNamed, crowdStrike, geo, indicators, sayNoColumn, type Table, tableNamed } from './names.ts'

/** What `geoip` always gives (S/geoip); others are asked for by name. */
const places = ['latitude', 'longitude', 'country_code', 'country_name', 'city', 'state']

/** What `threatip` gives (S/threatip), and what the table that it looks in calls that. */
const threat = [
  ['actor', 'actor'],
  ['malicious_confidence', 'threatlevel'],
  ['raw_threat', 'raw'],
  ['type', 'type'],
] as const

/** The fields named as plain arguments. */
function fieldsOf({ args }: OperatorStage): Name[] {
  return args.flatMap(({ word, value }) => (word === '' && value?.kind === 'field' ? [value] : []))
}

/** The table of an operator that names none, bound to the name that `lookup` has for it. */
const tableOf = (context: Context, name: string, stage: OperatorStage): Table | undefined =>
  tableNamed(context, { text: name, span: stage.name })

/** The field that an operator looks up, or undefined after saying that it is missing. */
function fieldOf(context: Context, stage: OperatorStage): Typed | undefined {
  const [field] = fieldsOf(stage)
  if (field !== undefined) return resolveTyped(context, field.name, field.span)
  return say(context, {
    code: 'sumo/needs-field',
    severity: 'error',
    message: `\`${stage.operator}\` needs the field to look up`,
    help: `write \`${stage.operator} FIELD\``,
    span: stage.name,
  })
}

/** `geoip ip [region, …]`: the place of an address (S/geoip), out of the table that `lookup` knows as geo://location. */
export function lowerGeoip(context: Context, stage: OperatorStage): undefined {
  const table = tableOf(context, geo, stage)
  const field = table === undefined ? undefined : fieldOf(context, stage)
  if (table === undefined || field === undefined) return lost(context)
  const wanted = [...places.map(name => ({ name, span: stage.name })), ...fieldsOf(stage).slice(1)]
  const outputs = wanted.flatMap(name => outputOf(context, table, name, name) ?? [])
  return setBeside(context, table, [{ field, column: undefined }], outputs, stage.span)
}

/** `threatip ip`: what is known of an address (S/threatip), out of the table that `lookup` knows as sumo://threat/cs. */
export function lowerThreatip(context: Context, stage: OperatorStage): undefined {
  const table = tableOf(context, crowdStrike, stage)
  const field = table === undefined ? undefined : fieldOf(context, stage)
  const column = table === undefined ? undefined : columnNamed(table, 'threat')
  if (table !== undefined && column === undefined)
    sayNoColumn(context, { ...table, service: false }, 'threat', stage.name)
  if (table === undefined || field === undefined || column === undefined) return lost(context)
  const outputs = threat.flatMap(([name, stored]) => {
    const as = { name, span: stage.name }
    return outputOf(context, table, columnNamed(table, name) === undefined ? { ...as, name: stored } : as, as) ?? []
  })
  return setBeside(context, table, [{ field, column }], outputs, stage.span)
}

/**
 * `threatlookup [singleIndicator] [source="…"] field`: the indicators that are equal to a field, a row for each, or the best one
 * (S/threatlookup), out of a table of indicators in Sumo's upload format.
 */
export function lowerThreatlookup(context: Context, stage: OperatorStage): undefined {
  const table = tableOf(context, indicators, stage)
  const field = table === undefined ? undefined : fieldOf(context, stage)
  if (table === undefined || field === undefined) return lost(context)
  if (fieldsOf(stage).length > 1) {
    lost(context)
    return undocumented(
      context,
      '`threatlookup` of several fields',
      stage.span,
      'its page looks up one field, and does not say what several give together: look them up one after the other',
    )
  }
  const column = columnNamed(table, 'indicator')
  if (column === undefined) {
    sayNoColumn(context, { ...table, service: false }, 'indicator', stage.name)
    return lost(context)
  }
  const single = stage.args.some(arg => arg.word === 'singleindicator')
  const source = sourceOf(stage)
  const unknown = stage.args.find(arg => !['', 'singleindicator', 'source'].includes(arg.word))
  if (unknown !== undefined) {
    lost(context)
    return undocumented(
      context,
      `\`${unknown.word}\` of \`threatlookup\``,
      unknown.span,
      'its page has `singleIndicator` and `source` only',
    )
  }
  return besideIndicators(context, stage, table, { field, column }, single, source)
}

const sourceOf = ({ args }: OperatorStage): string | undefined => {
  const value = args.find(arg => arg.word === 'source')?.value
  return value?.kind === 'string' ? value.text : value?.kind === 'field' ? value.name : undefined
}

function besideIndicators(
  context: Context,
  { span }: OperatorStage,
  table: Table,
  key: Key & { readonly column: NonNullable<Key['column']> },
  single: boolean,
  source: string | undefined,
): undefined {
  const { rows } = context
  const columns = indicatorColumns(table, span)
  const named = columns.map(c => ({ ...c, column: freshColumn(rows, `_threatlookup.${c.name}`) }))
  const [left, right, matches, place] = ['indicator', 'table indicator', 'matches', 'place'].map(n =>
    freshColumn(rows, n),
  ) as [string, string, string, string]
  const outputs: Named<Scalar>[] = named.map(({ column, cell }) => ({ name: column, value: cell.scalar }))
  let indicatorRows = keyed(table, [{ name: right, value: key.column }], outputs, span)
  const of = (name: string): Scalar => {
    const found = named.find(c => c.name === name)
    return found === undefined
      ? { op: 'literal', type: 'string', value: null }
      : { op: 'field', name: found.column, type: found.cell.type }
  }
  if (source !== undefined)
    indicatorRows = {
      op: 'filter',
      input: indicatorRows,
      where: {
        op: 'compare',
        is: 'eq',
        left: of('source'),
        right: { op: 'literal', type: 'string', value: source },
        at: span,
      },
      at: span,
    }
  if (single) indicatorRows = best(indicatorRows, right, { matches, place }, of)
  rows.steps.push(input => ({
    op: 'join',
    kind: 'left',
    left: { op: 'extend', input, columns: [{ name: left, value: asText(key.field) }], at: span },
    right: indicatorRows,
    on: [{ left, right }],
    at: span,
  }))
  const count: Cell = { scalar: int(0), type: 'int', kind: 'number' }
  const fields = [
    ...named.map(({ name, column, cell }) => ({ name, column, cell })),
    ...(single ? [{ name: 'num_matches', column: matches, cell: count }] : []),
  ].map(({ name, column, cell }) => ({
    name: `_threatlookup.${name}`,
    value: { scalar: { op: 'field', name: column, type: cell.type } as Scalar, type: cell.type, kind: cell.kind, span },
  }))
  setFields(rows, fields, span)
}

/** The best of the indicators of one value, with their number: the highest confidence, of those the most recent. */
function best(
  input: Plan,
  by: string,
  { matches, place }: { readonly matches: string; readonly place: string },
  of: (name: string) => Scalar,
): Plan {
  const all = { preceding: undefined, following: undefined }
  const keys = choices.bestIndicator.map(name => ({ by: of(name), descending: true, nulls: 'last' as const }))
  const counted: Plan = {
    op: 'window',
    input,
    by: [by],
    columns: [
      { name: matches, value: { fn: 'count', args: [], ...all } },
      { name: place, value: { fn: 'row_number', args: [], preceding: undefined, following: 0 } },
    ],
  }
  return { op: 'limit', input: { op: 'sort', input: counted, keys }, count: 1, by: [by] }
}
