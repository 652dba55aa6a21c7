import type { Column } from '../../../src/event/value.ts'
import { isOrdered } from '../../../src/plan/order.ts'
import type { Plan, Predicate } from '../../../src/plan/plan.ts'
import type { Draw } from './draw.ts'
import { drawPredicate } from './predicates.ts'
import { drawScalar } from './scalars.ts'
import { dataColumns, missingColumn } from './values.ts'

/** Whether values are among the rows of another plan over the same data. */
export function drawAmong(draw: Draw, columns: readonly Column[], depth: number): Predicate {
  const all = [...dataColumns, missingColumn]
  const found = draw.some(
    all.filter(c => isOrdered(c.type)),
    1,
    2,
  )
  const values = found.map(({ type }) => drawScalar(draw, type, columns, depth - 1))
  return { op: 'among', values, of: drawInside(draw, all, found, depth - 1) }
}

function drawInside(draw: Draw, all: readonly Column[], found: readonly Column[], depth: number): Plan {
  const names = found.map(c => c.name)
  const scan: Plan = { op: 'scan', columns: all }
  const filtered: Plan = { op: 'filter', input: scan, where: drawPredicate(draw, all, depth) }
  const columns = found.map(c => ({ name: c.name, value: drawScalar(draw, c.type, all, depth) }))
  switch (draw.one('scan', 'filter', 'extend', 'limit', 'group', 'pivot')) {
    case 'scan':
      return { op: 'keep', input: scan, columns: names }
    case 'filter':
      return { op: 'keep', input: filtered, columns: names }
    case 'extend':
      return { op: 'keep', input: { op: 'extend', input: filtered, columns }, columns: names }
    case 'limit': {
      const by = { by: { op: 'field', name: 'n', type: 'int' }, descending: draw.boolean(), nulls: 'last' } as const
      const sorted: Plan = { op: 'sort', input: scan, keys: [by] }
      return { op: 'keep', input: { op: 'limit', input: sorted, count: draw.int(0, 3), by: [] }, columns: names }
    }
    case 'group':
      return { op: 'group', input: filtered, by: names, aggregates: [] }
    case 'pivot': {
      const by = names.filter(name => name !== 's')
      const pivot: Plan = {
        op: 'pivot',
        input: filtered,
        by,
        name: 's',
        value: 's',
        columns: names.length === by.length ? [] : ['s'],
        others: 2,
      }
      return { op: 'keep', input: pivot, columns: names }
    }
  }
}
