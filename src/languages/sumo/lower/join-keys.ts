import type { Span } from '../../../base/span.ts'
import { suggest } from '../../../base/suggest.ts'
import type { Scalar } from '../../../plan/plan.ts'
import type { JoinStage, Name } from '../syntax.ts'
import { writeName } from '../text.ts'
import { asText, converted } from './coerce.ts'
import { bothNumbers, compare } from './compare.ts'
import { type Context, say } from './context.ts'
import type { Table } from './join.ts'
import { resolveTyped } from './resolve.ts'
import { filter } from './rows.ts'
import type { Typed } from './typed.ts'

/** Two values of two tables that must be equal, of one type. */
export interface Key {
  readonly left: { readonly table: Table; readonly scalar: Scalar }
  readonly right: { readonly table: Table; readonly scalar: Scalar }
}

/** The conditions of a join; one within a single table chooses rows of that table. Undefined after saying what is wrong with one. */
export function keysOf(context: Context, tables: readonly Table[], stage: JoinStage): readonly Key[] | undefined {
  const keys: Key[] = []
  let failed = false
  for (const condition of stage.on) {
    const [left, right] = [condition.left, condition.right].map(name => fieldOf(context, tables, name, condition))
    const at: Span = { start: condition.left.span.start, end: condition.right.span.end }
    if (left === undefined || right === undefined) failed = true
    else if (left.table === right.table) {
      const own = compare(left.table.context, '=', left.value, right.value, at)
      if (own === undefined) failed = true
      else filter(left.table.context.rows, own, at)
    } else {
      const pair = comparable(context, left.value, right.value, at)
      if (pair === undefined) failed = true
      else keys.push({ left: { ...left, scalar: pair[0] }, right: { ...right, scalar: pair[1] } })
    }
  }
  return failed ? undefined : keys
}

/** The table and the value that `t1.a` means; table names do not tell letter case apart. */
function fieldOf(
  context: Context,
  tables: readonly Table[],
  { name, span }: Name,
  condition: JoinStage['on'][number],
): { readonly table: Table; readonly value: Typed } | undefined {
  const table = tables
    .filter(t => name.toLowerCase().startsWith(`${t.name.toLowerCase()}.`))
    .sort((a, b) => b.name.length - a.name.length)[0]
  if (table === undefined) return sayNoTable(context, tables, { name, span }, condition)
  const field = name.slice(table.name.length + 1)
  const value = resolveTyped(table.context, field, span)
  return value === undefined ? undefined : { table, value }
}

function sayNoTable(
  context: Context,
  tables: readonly Table[],
  { name, span }: Name,
  { left, right }: JoinStage['on'][number],
): undefined {
  const names = tables.map(t => t.name)
  const dot = name.indexOf('.')
  const prefix = dot < 0 ? undefined : name.slice(0, dot)
  const [near] = prefix === undefined ? [] : suggest(prefix, names)
  if (near !== undefined)
    return say(context, {
      code: 'sumo/join-table',
      severity: 'error',
      message: `no table of this join is named \`${prefix}\``,
      help: `did you mean \`${near}\`?`,
      span,
      fix: [{ span: { start: span.start, end: span.start + (prefix?.length ?? 0) }, text: near }],
    })
  const owners = tables.filter(t => t.context.rows.fields.has(name.toLowerCase()))
  const other = name === left.name ? right : left
  // of two tables, the one that the other side does not name
  const [owner] =
    owners.length === 1 ? owners : owners.filter(t => tables.length === 2 && startsOther(other.name, t.name, names))
  return say(context, {
    code: 'sumo/join-table',
    severity: 'error',
    message: `\`${name}\` does not say which table it is of`,
    because: `fields in \`on\` are named by their table; the tables here are ${names.join(' and ')}`,
    help: `write \`${owner?.name ?? names[0] ?? 't1'}.${writeName(name)}\``,
    span,
    ...(owner === undefined ? {} : { fix: [{ span: { start: span.start, end: span.start }, text: `${owner.name}.` }] }),
  })
}

/** Whether the other side of a condition names a table, and not this one. */
const startsOther = (name: string, table: string, tables: readonly string[]): boolean =>
  tables.some(
    other => other.toLowerCase() !== table.toLowerCase() && name.toLowerCase().startsWith(`${other.toLowerCase()}.`),
  )

/** Both sides as one type, as `=` compares them: text is read as a number where the other side is one. */
function comparable(context: Context, left: Typed, right: Typed, at: Span): readonly [Scalar, Scalar] | undefined {
  const kinds = [left.kind, right.kind]
  if (kinds.includes('boolean')) {
    if (!kinds.includes('number')) return [asBool(left), asBool(right)]
    return say(context, {
      code: 'sumo/type-mismatch',
      severity: 'error',
      message: 'a truth value is compared with a number',
      help: 'make a number of it in its table: `if(x, 1, 0) as x`',
      span: at,
    })
  }
  if (kinds.includes('number')) return bothNumbers(left, right)
  if (left.type === right.type && left.type === 'int') return [left.scalar, right.scalar]
  return [asText(left), asText(right)]
}

const asBool = ({ scalar, type }: Typed): Scalar => converted(scalar, type, 'bool')
