import type { Plan } from '../../../../plan/plan.ts'
import type { SaveTarget } from '../../../language.ts'
import type { OperatorStage, Search, TextSpan } from '../../syntax.ts'
import { type Context, lost, say } from '../context.ts'
import { type Binding, columnOf } from '../rows.ts'
import { type Cell, cellOf } from './columns.ts'
import { tableNamed } from './names.ts'

/** The path that `cat` and `save` name. */
export function pathOf({ args }: OperatorStage): TextSpan | undefined {
  const value = args.find(arg => arg.word === '')?.value
  return value?.kind === 'string' ? { text: value.text, span: value.span } : undefined
}

/** `cat path://"…"`: the rows of a table, in its order, in place of messages (S/cat). */
export function lowerCat(context: Context, stage: OperatorStage): undefined {
  const { rows } = context
  const path = pathOf(stage)
  if (rows.steps.length > 0 || rows.aggregate)
    return say(context, {
      code: 'sumo/cat-first',
      severity: 'error',
      message: '`cat` reads a table in place of messages, so that it stands first',
      help: 'to bring columns of a table to these rows, use `lookup … from path://"…" on …`',
      span: stage.name,
    })
  const table = path === undefined ? undefined : tableNamed(context, path)
  if (table === undefined) return lost(context)
  const at = stage.span
  const cells = table.columns.map(column => ({ name: column.name, cell: cellOf(column, at) }))
  rows.columns = new Set(table.columns.map(column => column.name.toLowerCase()))
  rows.fields = new Map(cells.map(({ name, cell }) => [name.toLowerCase(), bindingOf(name, cell)]))
  rows.steps.push((): Plan => ({ op: 'table', name: table.name, columns: table.columns, at }))
  rows.aggregate = true
  rows.time = undefined
  rows.ordered = true
  rows.newest = false
  for (const field of [...rows.fields.values()]) columnOf(rows, field, at)
}

const bindingOf = (name: string, { scalar, type, kind }: Cell): Binding => ({ name, scalar, type, kind })

/**
 * `save [append] path://"…"`: the rows are those before it, and nothing after it is processed (S/save). That they are written
 * is the affair of who runs the search.
 */
export function lowerSave(context: Context, stage: OperatorStage): undefined {
  if (stage.args.some(arg => arg.word === 'view')) {
    lost(context)
    return say(context, {
      code: 'sumo/cloud-only',
      severity: 'error',
      message: '`save view` runs in Sumo Logic only',
      because: 'it makes an index of Sumo out of the messages, which only Sumo can search',
      help: 'leave the stage out to see its rows; `save path://"…"` writes them to a file that is bound with `--save`',
      span: stage.span,
    })
  }
  context.rows.saved = true
}

/** Says once that a stage after `save` does nothing. */
export function afterSave(context: Context, span: { readonly start: number; readonly end: number }): undefined {
  if (context.diagnostics.some(d => d.code === 'sumo/after-save')) return
  return say(context, {
    code: 'sumo/after-save',
    severity: 'warning',
    message: 'nothing after `save` is processed',
    because: 'Sumo stops there (docs/search/search-query-language/search-operators/save)',
    help: 'move `save` to the end',
    span,
  })
}

/** The table that a search saves its rows in. Tables of the library take the columns they have, classic ones no others (S/save, S/save-classic). */
export function savedIn({ stages }: Search): SaveTarget | undefined {
  for (const stage of stages) {
    if (stage.kind !== 'operator' || stage.operator !== 'save' || stage.args.some(arg => arg.word === 'view')) continue
    const path = pathOf(stage)
    if (path === undefined) return undefined
    const append = stage.args.some(arg => arg.word === 'append')
    return { name: path.text, append, exact: append && !/^path:/i.test(path.text), span: path.span }
  }
  return undefined
}
