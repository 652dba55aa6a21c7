import type { Span } from '../../../base/span.ts'
import type { Plan, Scalar } from '../../../plan/plan.ts'
import { visit } from '../../../plan/walk.ts'
import { call, int, overAll } from './build.ts'
import { type Context, notSupportedYet } from './context.ts'

type Scan = Extract<Plan, { op: 'scan' }>

/**
 * How to read the data as if all of it had happened so many milliseconds later, without what would lie beyond the range of
 * the search then; undefined after saying why that cannot be done.
 */
export function shiftedData(context: Context, span: Span): ((scan: Scan, by: number) => Plan) | undefined {
  const time = timeColumn(context)
  if (time === undefined)
    return notSupportedYet(context, '`compare`', span, 'it needs the times of messages, and this data has none')
  const { name, type } = time
  const own: Scalar = { op: 'field', name, type }
  const number: Scalar = type === 'int' ? own : { op: 'convert', to: 'int', arg: own }
  const unit = type === 'int' ? 1 : 1000
  const last = 'last time of all'
  const inside = { op: 'compare', is: 'le', left: number, right: { op: 'field', name: last, type: 'int' } } as const
  return (scan, by) => {
    const later = call('add', [number, int(by * unit)], span)
    return {
      op: 'filter',
      input: {
        op: 'extend',
        input: {
          op: 'window',
          input: scan,
          by: [],
          columns: [{ name: last, value: overAll('max', [number]) }],
          at: span,
        },
        columns: [{ name, value: type === 'int' ? later : { op: 'convert', to: 'time', arg: later } }],
        at: span,
      },
      where: inside,
      at: span,
    }
  }
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
