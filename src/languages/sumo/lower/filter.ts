import type { Plan, Predicate, Scalar } from '../../../plan/plan.ts'
import type { Name, OperatorStage, Search } from '../syntax.ts'
import { asEqual } from './compare.ts'
import { type Context, lost, say } from './context.ts'
import { resolveTyped } from './resolve.ts'
import { freshColumn } from './rows.ts'
import { lowerStage } from './stage.ts'

/**
 * `filter f in (…)`: the rows whose f the stages in brackets leave of the same rows (S/filter). They read the results of an
 * aggregation and no messages; a missing value is in nothing.
 */
export function lowerFilter(context: Context, stage: OperatorStage): undefined {
  const { rows } = context
  const { span } = stage
  const names = stage.args.flatMap(({ value }) => (value?.kind === 'field' ? [value] : []))
  const search = stage.args.flatMap(({ value }) => (value?.kind === 'search' ? [value.search] : []))[0]
  if (search === undefined || names.length === 0 || rows.incomplete) return lost(context)
  if (!rows.aggregate) return sayMessages(context, stage)
  const problem = refusal(search)
  if (problem !== undefined) return sayInside(context, problem)
  const own = names.map(name => resolveTyped(context, name.name, name.span))
  const inner: Context = {
    ...context,
    rows: {
      ...rows,
      steps: [],
      fields: new Map(rows.fields),
      columns: new Set(rows.columns),
    },
  }
  for (const [i, child] of search.stages.entries()) lowerStage(inner, child, search.stages.slice(i + 1))
  const pairs = names.map((name, i) => {
    const left = own[i]
    const right = inner.rows.incomplete ? undefined : resolveTyped(inner, name.name, name.span)
    return left === undefined || right === undefined ? undefined : (asEqual(left, right) ?? sayTypes(context, name))
  })
  if (!pairs.every(pair => pair !== undefined)) return lost(context)
  const columns = pairs.map(([, value], i) => ({ name: freshColumn(inner.rows, `found ${names[i]?.name}`), value }))
  const kept = columns.map(c => c.name)
  const values = pairs.map(([value]): Scalar => value)
  rows.steps.push((input: Plan): Plan => {
    const found = inner.rows.steps.reduce<Plan>((plan, step) => step(plan), input)
    const of: Plan = { op: 'keep', input: { op: 'extend', input: found, columns, at: span }, columns: kept, at: span }
    const where: Predicate = { op: 'among', values, of, at: span }
    return { op: 'filter', input, where, at: span }
  })
}

/** What cannot stand in the brackets, and why. */
function refusal(
  search: Search,
): { readonly what: string; readonly because: string; readonly span: Search['span'] } | undefined {
  if (search.scope !== undefined)
    return {
      what: 'a search for messages',
      because: 'the brackets of `filter` read the rows before it, and no messages',
      span: search.scope.span,
    }
  const stage = search.stages.find(s => s.kind === 'operator' && (s.operator === 'compare' || s.operator === 'filter'))
  return stage?.kind === 'operator'
    ? { what: `\`${stage.operator}\``, because: 'Sumo Logic refuses it', span: stage.name }
    : undefined
}

function sayInside(context: Context, { what, because, span }: NonNullable<ReturnType<typeof refusal>>): undefined {
  lost(context)
  return say(context, {
    code: 'sumo/filter-inside',
    severity: 'error',
    message: `${what} cannot stand in the brackets of \`filter\``,
    because,
    help: 'begin with a stage over the rows before it, such as `filter a in (sum(_count) by a | top 2 a by _sum)`',
    span,
  })
}

function sayMessages(context: Context, { name }: OperatorStage): undefined {
  lost(context)
  return say(context, {
    code: 'sumo/filter-messages',
    severity: 'error',
    message: '`filter` needs the results of an aggregation',
    because: 'it keeps some of them by what its brackets find in all of them; these rows are messages still',
    help: 'put `| count by …` before it, or keep messages with `| where`',
    span: name,
  })
}

const sayTypes = (context: Context, { name, span }: Name): undefined =>
  say(context, {
    code: 'sumo/type-mismatch',
    severity: 'error',
    message: `\`${name}\` is a truth value on one side of \`filter\` and a number on the other`,
    help: 'make them of one kind: `if(condition, 1, 0)` is a number',
    span,
  })
