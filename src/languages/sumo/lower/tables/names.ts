import { shellWord } from '../../../../base/shell-word.ts'
import type { Span } from '../../../../base/span.ts'
import { didYouMean } from '../../../../base/suggest.ts'
import type { Column } from '../../../../event/value.ts'
import type { TextSpan } from '../../syntax.ts'
import { type Context, lost, say } from '../context.ts'

/** A table that a query reads: the name it is bound under, and how its keys are told apart. */
export interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  /** `addresses`: the key is an address, which lies in a range of each row. */
  readonly keys: 'exact' | 'any letter case' | 'addresses'
  /** Sumo makes it, with columns that ours need not have all. */
  readonly service: boolean
}

/** The names that operators look under which name no table themselves. */
export const geo = 'geo://location'
export const crowdStrike = 'sumo://threat/cs'
export const indicators = 'sumo://threat-intel'

/** Names of one table: geo locations have two, and a path in Sumo's file system begins with a slash or not. */
function spellings(name: string): readonly string[] {
  if (name === 'geo://default' || name === geo) return [name, geo, 'geo://default']
  if (/^[a-z]+:\/\//i.test(name)) return [name]
  return [name, name.startsWith('/') ? name.slice(1) : `/${name}`]
}

const isService = (name: string): boolean => /^(geo|asn|sumo):\/\//i.test(name)

/**
 * The table that is bound to a name, or undefined after saying how to bind one. Tables of the library (`path://`) match keys in
 * any letter case, classic ones exactly (S/lookup, S/lookup-classic).
 */
export function tableNamed(context: Context, { text: name, span }: TextSpan): Table | undefined {
  const bound = context.schema.tables
  for (const spelled of spellings(name)) {
    const table = bound?.get(spelled)
    if (table !== undefined)
      return { name: spelled, columns: table.columns, keys: keysOf(name), service: isService(name) }
  }
  lost(context)
  return sayUnbound(context, name, span, [...(bound?.keys() ?? [])])
}

function keysOf(name: string): Table['keys'] {
  if (/^(geo|asn):\/\//i.test(name)) return 'addresses'
  return /^path:\/\//i.test(name) ? 'any letter case' : 'exact'
}

function sayUnbound(context: Context, name: string, span: Span, known: readonly string[]): undefined {
  const near = didYouMean(name, known)
  return say(context, {
    code: 'sumo/needs-table',
    severity: 'error',
    message: `no file is bound to the table \`${name}\``,
    because: 'the table lives in Sumo; without one here every row would look like a miss',
    help: `${near === undefined ? '' : `${near} Or `}bind a file of yours: \`--lookup ${shellWord(`${name}=FILE`)}\` (CSV, JSON or Parquet)`,
    span,
  })
}

/** The column of a table with a name, exactly or else in any letter case. */
export const columnNamed = ({ columns }: Table, name: string): Column | undefined =>
  columns.find(c => c.name === name) ?? columns.find(c => c.name.toLowerCase() === name.toLowerCase())

/** Says that a table has no such column; where Sumo's own has it, the value is missing, and that is a warning. */
export function sayNoColumn(context: Context, table: Table, name: string, span: Span): undefined {
  const names = table.columns.map(c => c.name)
  return say(context, {
    code: 'sumo/no-such-column',
    severity: table.service ? 'warning' : 'error',
    message: `the table \`${table.name}\` has no column \`${name}\``,
    ...(table.service ? { because: 'Sumo’s has it; here it is null in every row' } : {}),
    help: didYouMean(name, names) ?? `its columns are ${names.slice(0, 12).join(', ')}`,
    span,
  })
}
