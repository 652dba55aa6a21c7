import type { Span } from '../../../base/span.ts'
import type { Type } from '../../../event/value.ts'
import type { Named, Scalar, WindowCall } from '../../../plan/plan.ts'
import { call, choose, int, trailing } from './build.ts'
import type { Context } from './context.ts'
import type { Fill } from './fillmissing.ts'
import type { Generator } from './generators.ts'
import { freshColumn } from './rows.ts'

/** In the order of time, a filled-in row takes what the last row of its other keys held; then all stand as before. */
export function takeLast(
  { rows }: Context,
  generators: readonly Generator[],
  fills: readonly Fill[],
  made: string,
  place: string,
  at: Span,
): void {
  const time = generators.find(g => g.isTime)
  if (time === undefined) return
  const by = generators.filter(g => g !== time).map(g => g.column)
  const filled: Scalar = { op: 'field', name: made, type: 'int' }
  const isFilled = { op: 'compare', is: 'eq', left: filled, right: int(1) } as const
  const own = fills.map(fill => {
    const held: Scalar = { op: 'field', name: fill.column, type: fill.type }
    const nothing: Scalar = { op: 'literal', type: fill.type, value: null }
    return {
      fill,
      own: freshColumn(rows, `${fill.column} held`),
      last: freshColumn(rows, `${fill.column} last`),
      value: choose(isFilled, nothing, held, at),
    }
  })
  const numbered: readonly Named<WindowCall>[] = [{ name: place, value: trailing('row_number', [], undefined) }]
  const since = (name: string, type: Type): Scalar => ({ op: 'field', name, type })
  rows.steps.push(
    input => ({ op: 'window', input, by: [], columns: numbered, at }),
    input => ({ op: 'extend', input, columns: own.map(o => ({ name: o.own, value: o.value })), at }),
    input => ({ op: 'sort', input, keys: [{ by: since(time.column, 'int'), descending: false, nulls: 'last' }], at }),
    input => ({
      op: 'window',
      input,
      by,
      columns: own.map(o => ({ name: o.last, value: trailing('last', [since(o.own, o.fill.type)], undefined) })),
      at,
    }),
    input => ({
      op: 'extend',
      input,
      columns: own.map(({ fill, last }) => {
        const held = since(fill.column, fill.type)
        const taken = call('coalesce', [since(last, fill.type), fill.value], at)
        return { name: fill.column, value: choose(isFilled, taken, held, at) }
      }),
      at,
    }),
    input => ({ op: 'sort', input, keys: [{ by: since(place, 'int'), descending: false, nulls: 'last' }], at }),
  )
}
