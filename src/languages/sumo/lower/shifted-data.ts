import type { Span } from '../../../base/span.ts'
import type { Plan, Scalar } from '../../../plan/plan.ts'
import { mapChildren, rewriteOwn, visit } from '../../../plan/walk.ts'
import { call, int } from './build.ts'
import { type Context, needsTimes } from './context.ts'
import { beside, isRange } from './range.ts'

/**
 * How to run a plan over the data as if all of it had happened so many milliseconds later, without what would then lie beyond
 * the range of the search, which stays where it is (a plan over a range that was asked for takes it itself); undefined after saying why that cannot be done.
 */
export function shiftedData(context: Context, span: Span): ((plan: Plan, by: number) => Plan) | undefined {
  const time = timeColumn(context)
  if (time === undefined)
    return needsTimes(context, '`compare`', span, 'it needs the times of messages, and this data has none')
  const { name, type } = time
  const own: Scalar = { op: 'field', name, type }
  const number: Scalar = type === 'int' ? own : { op: 'convert', to: 'int', arg: own }
  const unit = type === 'int' ? 1 : 1000
  const last = 'last time of all'
  const inside = { op: 'compare', is: 'le', left: number, right: { op: 'field', name: last, type: 'int' } } as const
  const later = (data: Plan, by: number): Plan => {
    const moved = call('add', [number, int(by * unit)], span)
    const value: Scalar = type === 'int' ? moved : { op: 'convert', to: 'time', arg: moved }
    const columns = [{ name, value }]
    if (context.time?.range !== undefined) return { op: 'extend', input: data, columns, at: span }
    const end: Plan = {
      op: 'group',
      input: data,
      by: [],
      aggregates: [{ name: last, value: { fn: 'max', args: [number] } }],
    }
    const bounded = beside(data, { op: 'detach', input: end }, span)
    return {
      op: 'filter',
      input: { op: 'extend', input: bounded, columns },
      where: inside,
      at: span,
    }
  }
  const shifted = (plan: Plan, by: number): Plan => {
    if (isRange(plan)) return plan
    if (plan.op === 'scan') return later(plan, by)
    const again = (p: Plan): Plan => shifted(p, by)
    return rewriteOwn(mapChildren(plan, { plan: again, predicate: p => p, scalar: s => s }), { plan: again })
  }
  return shifted
}

/** The one column that the time of messages is read from. */
function timeColumn({ schema }: Context): { readonly name: string; readonly type: 'int' | 'time' } | undefined {
  const scalar = schema.fields.get('_messagetime')?.scalar
  const found: { name: string; type: 'int' | 'time' }[] = []
  if (scalar !== undefined)
    visit(scalar, node => {
      if (node.op === 'field' && (node.type === 'int' || node.type === 'time'))
        found.push({ name: node.name, type: node.type })
    })
  return found.length === 1 ? found[0] : undefined
}
