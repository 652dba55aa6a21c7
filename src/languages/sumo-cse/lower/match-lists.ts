import { shellWord } from '../../../base/shell-word.ts'
import type { Span } from '../../../base/span.ts'
import { didYouMean } from '../../../base/suggest.ts'
import type { Column } from '../../../event/value.ts'
import type { Plan, Predicate, Scalar } from '../../../plan/plan.ts'
import { parseRegex } from '../../../plan/regex/parse.ts'
import { call, choose, int, text } from '../../sumo/lower/build.ts'
import { asText, converted } from '../../sumo/lower/coerce.ts'
import { allOf, anyOf } from '../../sumo/lower/logic.ts'
import { textOf } from '../../sumo/lower/tables/columns.ts'
import { columnNamed, type Table } from '../../sumo/lower/tables/names.ts'
import type { Expr } from '../syntax.ts'
import { type Context, say } from './context.ts'
import { always, type Entries, entry, isAmong } from './entries.ts'
import { resolve } from './fields.ts'
import { standardLists, targetColumns } from './target-columns.ts'

/**
 * Whether a record is in a match list that is bound to a file: `array_contains(listMatches, 'name')` is true of it then, as of
 * a record that says so itself. Undefined where no file is; `refused` after saying why the file is no such list.
 *
 * A file is bound to the name of the list, for one that comes with Cloud SIEM, else to that name with its target column behind
 * a colon (`partners:SrcIp`), or with names of fields between commas (docs/cse/match-lists-suppressed-lists/create-match-list.md).
 */
export function inMatchList(
  context: Context,
  list: Expr | undefined,
  item: Expr | undefined,
  span: Span,
): Predicate | 'refused' | undefined {
  const isLists = list?.kind === 'field' && list.name.toLowerCase() === 'listmatches' && context.of === 'record'
  if (!isLists || item?.kind !== 'string') return undefined
  const bound = boundTo(context, item.text, item.span)
  if (bound === undefined || bound === 'refused') return bound
  const { table, targets } = bound
  const found = targets.map(target => inColumn(context, table, target, span))
  return found.every(f => f !== undefined) ? anyOf(found, span) : 'refused'
}

interface Bound {
  readonly table: Table
  readonly targets: readonly string[]
}

function boundTo({ schema, ...context }: Context, list: string, span: Span): Bound | 'refused' | undefined {
  const tables = schema.tables ?? new Map<string, { readonly columns: readonly Column[] }>()
  const name = [...tables.keys()].find(
    key => key === list || (key.startsWith(`${list}:`) && !key.startsWith(`${list}://`)),
  )
  const columns = name === undefined ? undefined : tables.get(name)?.columns
  if (name === undefined || columns === undefined) {
    if (tables.size > 0) sayNotBound({ schema, ...context }, list, [...tables.keys()], span)
    return undefined
  }
  const table: Table = { name, columns, keys: 'exact', service: false }
  const written = name.slice(list.length + 1)
  const targets = written === '' ? standardLists.get(list) : written.split(',').map(target => target.trim())
  if (targets !== undefined) return { table, targets }
  say(
    { schema, ...context },
    {
      code: 'sumo-cse/match-list-target',
      severity: 'error',
      message: `nothing says which fields the match list \`${list}\` is compared with`,
      because: 'a match list has a target column, and this is none that comes with Cloud SIEM',
      help: `bind the file with it: \`--lookup ${shellWord(`${list}:Ip=FILE`)}\`; the targets are ${Object.keys(targetColumns).join(', ')}, or fields between commas`,
      span,
    },
  )
  return 'refused'
}

/** Beside files that are bound, one that is not may be bound under a wrong name. */
function sayNotBound(context: Context, list: string, bound: readonly string[], span: Span): void {
  if (
    list.startsWith('column:') ||
    context.diagnostics.some(d => d.code === notBound && d.message.includes(`\`${list}\``))
  )
    return
  const names = bound.map(name => name.replace(/:(?!\/\/).*$/, ''))
  say(context, {
    code: notBound,
    severity: 'note',
    message: `no file is bound to the match list \`${list}\``,
    because: 'so it is read from the records, which say in `listMatches` what the product found',
    help: didYouMean(list, names) ?? `to bind one: \`--lookup ${shellWord(`${list}=FILE`)}\``,
    span,
  })
}
const notBound = 'sumo-cse/match-list-not-bound'

/** Whether a field of a target column is in the list. */
function inColumn(context: Context, table: Table, target: string, at: Span): Predicate | undefined {
  const known = Object.keys(targetColumns).find(name => name.toLowerCase() === target.toLowerCase())
  const fields = known === undefined ? [target] : (targetColumns[known] ?? [])
  const entries = entriesOf(context, table, byOf(known), at)
  if (entries === undefined) return undefined
  // what the list looks at is no column that people asked to see
  const quiet: Context = { ...context, diagnostics: [], reads: new Map(), names: new Map() }
  const values = fields.flatMap(field => resolve(quiet, field, at) ?? [])
  if (known === undefined && values.length === 0) return sayNoField(context, target, at)
  return isAmong(
    context,
    values.map(value => (typeof value.type === 'object' ? value.scalar : asText(value))),
    entries,
    at,
  )
}

/** Addresses may lie in networks, domains inside domains; everything else is equal or not (create-match-list.md, "Matching behavior"). */
const byOf = (target: string | undefined): Entries['by'] =>
  target === 'Ip' || target === 'SrcIp' || target === 'DstIp' ? 'network' : target === 'Domain' ? 'domain' : 'equal'

const sayNoField = (context: Context, target: string, span: Span): undefined =>
  say(context, {
    code: 'sumo-cse/match-list-target',
    severity: 'error',
    message: `\`${target}\` is neither a target column of match lists nor a field of a record`,
    help:
      didYouMean(target, [...Object.keys(targetColumns), ...[...context.schema.fields.values()].map(f => f.name)]) ??
      `the targets are ${Object.keys(targetColumns).join(', ')}`,
    span,
  })

/** Names of the columns of items: those of the file that the product takes, and those of its API. */
const valueNames = ['value']
const endNames = ['expires', 'expiration']

function entriesOf(context: Context, table: Table, by: Entries['by'], at: Span): Entries | undefined {
  const named = (names: readonly string[]): Column | undefined =>
    names.map(name => columnNamed(table, name)).find(column => column !== undefined)
  const value = named(valueNames) ?? (table.columns.length === 1 ? table.columns[0] : undefined)
  const end = named(endNames)
  if (value === undefined)
    return say(context, {
      code: 'sumo-cse/no-such-column',
      severity: 'error',
      message: `the match list \`${table.name}\` has no column \`value\``,
      because:
        'it holds what the fields are compared with (docs/cse/match-lists-suppressed-lists/create-match-list.md)',
      help: `its columns are ${table.columns
        .map(c => c.name)
        .slice(0, 12)
        .join(', ')}`,
      span: at,
    })
  const key = textOf(value, at)
  const columns = [
    { name: entry.key, value: by === 'network' ? call('network_first_key', [key], at) : key },
    ...(by === 'network' ? [{ name: entry.length, value: lengthOf(key, at) }] : []),
    ...(end === undefined
      ? []
      : [
          { name: entry.from, value: int(always.from) },
          {
            name: entry.until,
            value: call('coalesce', [call('subtract', [moment(end, at), int(1)], at), int(always.until)], at),
          },
        ]),
  ]
  const rows: Plan = { op: 'table', name: table.name, columns: table.columns, at }
  const where = allOf([{ op: 'present', of: key }])
  return {
    rows: {
      op: 'keep',
      input: { op: 'extend', input: { op: 'filter', input: rows, where }, columns },
      columns: columns.map(c => c.name),
    },
    by,
    timed: end !== undefined,
  }
}

const afterSlash = parseRegex('/([0-9]+)$').value

/** How many bits of a network are fixed: those behind its slash, or all of an address. */
function lengthOf(key: Scalar, at: Span): Scalar {
  const isLong: Predicate = {
    op: 'match',
    of: key,
    pattern: [{ any: 'run' }, { text: ':' }, { any: 'run' }],
    fold: 'none',
  }
  const whole = choose(isLong, text('128'), text('32'), at)
  if (afterSlash === undefined) throw new TypeError('the regex of networks cannot be read')
  return call('coalesce', [{ op: 'extract', of: key, regex: afterSlash, group: 1 }, whole], at)
}

/** When an item expires, in milliseconds: `2020-08-17 01:18:00`, the same with a T, with an offset, or a day. */
function moment(column: Column, at: Span): Scalar {
  const micros = (of: Scalar): Scalar => call('floor_div', [converted(of, 'time', 'int'), int(1000)], at)
  if (column.type === 'time') return micros({ op: 'field', name: column.name, type: 'time' })
  const near: Scalar = { op: 'literal', type: 'time', value: 0n }
  const patterns = [
    'yyyy-MM-dd HH:mm:ss',
    "yyyy-MM-dd'T'HH:mm:ss",
    "yyyy-MM-dd'T'HH:mm:ssXXX",
    "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
    'yyyy-MM-dd',
  ]
  const times = patterns.map(pattern => call('parse_time', [textOf(column, at), text(pattern), text('UTC'), near], at))
  return micros(call('coalesce', times, at))
}
