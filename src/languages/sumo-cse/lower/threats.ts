import type { Span } from '../../../base/span.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { parseRegex } from '../../../plan/regex/parse.ts'
import { call, int } from '../../sumo/lower/build.ts'
import { asText } from '../../sumo/lower/coerce.ts'
import { allOf, constant } from '../../sumo/lower/logic.ts'
import { textOf } from '../../sumo/lower/tables/columns.ts'
import { indicatorColumns } from '../../sumo/lower/tables/indicators.ts'
import { columnNamed, indicators, type Table } from '../../sumo/lower/tables/names.ts'
import type { Typed } from '../../sumo/lower/typed.ts'
import type { Expr } from '../syntax.ts'
import { lowerCondition } from './conditions.ts'
import { type Context, say } from './context.ts'
import { always, type Entries, entry, isAmong } from './entries.ts'
import { lowerValue } from './values.ts'

type Call = Extract<Expr, { kind: 'call' }>

/** Which indicators count: those that are valid when the record happens, those that were, or all. */
const options = ['active_indicators', 'expired_indicators', 'all_indicators'] as const
type Option = (typeof options)[number]

/**
 * `hasThreatMatch([fields], filters, indicators)`: whether a threat indicator is equal to one of the fields
 * (docs/cse/rules/cse-rules-syntax.md), out of the table that `threatlookup` knows as sumo://threat-intel.
 */
export function lowerThreatMatch(context: Context, call: Call): Predicate | undefined {
  const [list, ...more] = call.args
  const fields = fieldsOf(context, list, call)
  const asked = optionsOf(context, more)
  const table = tableOf(context, call)
  if (fields === undefined || asked === undefined || table === undefined) return undefined
  const filter = asked.filter === undefined ? constant(true, call.span) : filterOf(context, asked.filter, table)
  const entries = filter === undefined ? undefined : entriesOf(table, filter, asked.option, call.span)
  if (entries === undefined) return undefined
  return entries === 'none' ? constant(false, call.span) : isAmong(context, fields.map(asText), entries, call.span)
}

function fieldsOf(context: Context, list: Expr | undefined, call: Call): readonly Typed[] | undefined {
  const fields = list?.kind === 'list' ? list.items.filter(item => item.kind === 'field' || item.kind === 'index') : []
  if (list?.kind !== 'list' || fields.length === 0 || fields.length < list.items.length)
    return say(context, {
      code: 'sumo-cse/threat-fields',
      severity: 'error',
      message: '`hasThreatMatch` looks at fields, which are named in square brackets',
      help: 'write `hasThreatMatch([srcDevice_ip, dstDevice_ip])`',
      span: list?.span ?? call.span,
    })
  const values = fields.map(field => lowerValue(context, field))
  return values.every(value => value !== undefined) ? values : undefined
}

const optionNamed = (expr: Expr | undefined): Option | undefined =>
  expr?.kind === 'field' ? options.find(option => option === expr.name.toLowerCase()) : undefined

function optionsOf(
  context: Context,
  args: readonly Expr[],
): { readonly filter: Expr | undefined; readonly option: Option } | undefined {
  const [first, second] = args
  if (second === undefined) {
    const option = optionNamed(first)
    return { filter: option === undefined ? first : undefined, option: option ?? 'active_indicators' }
  }
  const option = optionNamed(second)
  if (option !== undefined && optionNamed(first) === undefined) return { filter: first, option }
  return say(context, {
    code: 'sumo-cse/threat-option',
    severity: 'error',
    message: '`hasThreatMatch` takes fields, then a filter, then which indicators count',
    help: `the last is one of ${options.join(', ')}`,
    span: option === undefined ? second.span : (first ?? second).span,
  })
}

function tableOf(context: Context, { fn, span }: Call): Table | undefined {
  const columns = context.schema.tables?.get(indicators)?.columns
  if (columns === undefined)
    return say(context, {
      code: 'sumo-cse/needs-table',
      severity: 'error',
      message: '`hasThreatMatch` needs threat indicators, and no file is bound to them',
      because: 'the indicators of an organisation live in Sumo; without any here, every record would look harmless',
      help: `bind a file of yours: \`--lookup ${indicators}=FILE\` (CSV, JSON or Parquet, with columns such as indicator, type, source, confidence, validFrom, validUntil)`,
      span: fn.span,
    })
  const table: Table = { name: indicators, columns, keys: 'exact', service: true }
  if (columnNamed(table, 'indicator') !== undefined) return table
  return say(context, {
    code: 'sumo-cse/no-such-column',
    severity: 'error',
    message: `the table \`${indicators}\` has no column \`indicator\``,
    because: 'that is what the fields are compared with (docs/security/threat-intelligence/upload-formats.md)',
    help: `its columns are ${columns
      .map(c => c.name)
      .slice(0, 12)
      .join(', ')}`,
    span,
  })
}

/** A filter: comparisons of attributes with constants, joined by AND and OR (docs/cse/rules/cse-rules-syntax.md). */
function filterOf(context: Context, filter: Expr, table: Table): Predicate | undefined {
  if (!isFilter(context, filter)) return undefined
  const names = new Map<string, Typed>()
  for (const { name, cell } of indicatorColumns(table, filter.span)) {
    const value: Typed = {
      ...cell,
      scalar: name === 'type' ? withoutValue(cell.scalar) : cell.scalar,
      span: filter.span,
    }
    names.set(name.replace('_', ''), value)
    names.set(name, value)
  }
  return lowerCondition({ ...context, names, of: 'indicator', reads: new Map() }, filter)
}

function isFilter(context: Context, expr: Expr): boolean {
  if (expr.kind === 'junction') return expr.args.every(arg => isFilter(context, arg))
  if (expr.kind === 'compare' && [expr.left, expr.right].some(isConstant)) return true
  say(context, {
    code: 'sumo-cse/threat-filter',
    severity: 'error',
    message: 'a filter of `hasThreatMatch` compares attributes of indicators with constants',
    because:
      'it may have `AND`, `OR`, brackets and the signs = != < > =< =>, and nothing else (docs/cse/rules/cse-rules-syntax.md)',
    help: 'write such as `confidence > 50 AND type="ipv4-addr"`, and put conditions on the record outside of it',
    span: expr.span,
  })
  return false
}

const isConstant = (expr: Expr): boolean =>
  expr.kind === 'string' ||
  expr.kind === 'number' ||
  expr.kind === 'bool' ||
  (expr.kind === 'sign' && isConstant(expr.arg))

const valueEnd = parseRegex(':value$').value

/** Files call a type `ipv4-addr:value` where filters call it `ipv4-addr` (docs/security/threat-intelligence/upload-formats.md). */
const withoutValue = (of: Scalar): Scalar =>
  valueEnd === undefined ? of : { op: 'substitute', of, regex: valueEnd, by: [] }

/** The indicators that a filter lets through, and when they count; `none` where none can. */
function entriesOf(table: Table, filter: Predicate, option: Option, at: Span): Entries | 'none' {
  const key = columnNamed(table, 'indicator')
  const known = new Map(indicatorColumns(table, at).map(({ name, cell }) => [name, cell.scalar]))
  const [from, until] = ['valid_from', 'valid_until'].map(name => known.get(name)) as [Scalar, Scalar]
  const isKnown = (scalar: Scalar): boolean => scalar.op !== 'literal'
  if (key === undefined || (option === 'expired_indicators' && !isKnown(until))) return 'none'
  const timed = option === 'expired_indicators' || (option === 'active_indicators' && (isKnown(from) || isKnown(until)))
  const validity =
    option === 'expired_indicators'
      ? [
          { name: entry.from, value: until },
          { name: entry.until, value: int(always.until) },
        ]
      : [
          { name: entry.from, value: call('coalesce', [from, int(always.from)], at) },
          // at its end an indicator is valid no more (STIX 2.1, `valid_until`)
          {
            name: entry.until,
            value: call('coalesce', [call('subtract', [until, int(1)], at), int(always.until)], at),
          },
        ]
  const columns = [{ name: entry.key, value: textOf(key, at) }, ...(timed ? validity : [])]
  const where = allOf([
    { op: 'present', of: textOf(key, at) },
    filter,
    ...(option === 'expired_indicators' ? [{ op: 'present', of: until } as const] : []),
  ])
  const rows = { op: 'table', name: table.name, columns: table.columns, at } as const
  return {
    rows: {
      op: 'keep',
      input: { op: 'extend', input: { op: 'filter', input: rows, where }, columns },
      columns: columns.map(c => c.name),
    },
    by: 'equal',
    timed,
  }
}
