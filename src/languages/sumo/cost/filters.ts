import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Expr, Stage } from '../syntax.ts'
import { conjunctsOf, fieldsIn } from '../walk.ts'
import type { Cost } from './index.ts'
import { madeBy } from './made.ts'
import { note, quoted } from './say.ts'

/** `count by user | where user = "x"`: only groups that are wanted need be made. */
export const lateFilter: Cost = ({ stages }, source) => {
  const found: Diagnostic[] = []
  for (const [i, stage] of stages.entries()) {
    const before = stages[i - 1]
    if (stage.kind !== 'where' || before?.kind !== 'aggregate') continue
    if (stages.slice(0, i - 1).some(s => s.kind === 'aggregate')) continue
    const keys = new Set(before.by.map(key => key.name.toLowerCase()))
    for (const key of ['_timeslice', ...before.calls.map(call => call.as?.name.toLowerCase())]) keys.delete(key ?? '')
    const early = conjunctsOf(stage.condition).find(part => readsOnly(part, keys))
    if (early === undefined) continue
    found.push(
      note(
        'late-filter',
        early.span,
        'this filter needs only a key of the groups, and comes after they are made',
        'groups that are thrown away were counted for nothing',
        `put \`| where ${quoted(source, early.span)}\` before \`${quoted(source, before.calls[0]?.span ?? before.span)}\``,
      ),
    )
  }
  return found
}

/** Whether a condition reads fields, all of these names, and does nothing to rows besides choosing them. */
function readsOnly(expr: Expr, names: ReadonlySet<string>): boolean {
  const fields = fieldsIn([expr])
  return fields.length > 0 && fields.every(field => names.has(field.name.toLowerCase())) && isPlain(expr)
}

/** A comparison of fields and values: it means the same wherever it stands. */
const isPlain = (expr: Expr): boolean =>
  (expr.kind === 'binary' || expr.kind === 'in') &&
  !/\bis(?:Private|Public|Reserved)IP|\{\{/i.test(JSON.stringify(expr))

/** A `where` behind parse stages that make nothing of what it asks for. */
export const parsedTooEarly: Cost = ({ stages }, source) => {
  const found: Diagnostic[] = []
  for (const [i, stage] of stages.entries()) {
    if (stage.kind !== 'where' || !isPlain(stage.condition)) continue
    const fields = fieldsIn([stage.condition]).map(field => field.name.toLowerCase())
    let first = i
    while (first > 0 && isFree(stages[first - 1], fields)) first--
    const parse = stages.slice(first, i).find(isParse)
    if (parse === undefined || fields.length === 0) continue
    found.push(
      note(
        'parse-before-filter',
        stage.condition.span,
        `this filter does not need what \`${quoted(source, parse.span)}\` finds, and could stand before it`,
        'every message that the filter throws away was parsed for nothing',
        'put the `where` before that stage',
      ),
    )
  }
  return found
}

const isParse = (stage: Stage): boolean =>
  ['parse-anchor', 'parse-regex', 'json', 'parse-xml', 'csv', 'split', 'keyvalue'].includes(stage.kind)

/** Whether a filter by these fields may as well stand before a stage: it is a parse, makes none of them, and keeps no account of rows that matched. */
function isFree(stage: Stage | undefined, fields: readonly string[]): boolean {
  if (stage === undefined || !isParse(stage) || ('nodrop' in stage && stage.nodrop)) return false
  const made = madeBy(stage)
  return made !== undefined && !fields.some(field => made.has(field))
}
