import type { Column } from '../../../src/event/value.ts'
import { isOrdered } from '../../../src/plan/order.ts'
import type { Pattern, PatternPart } from '../../../src/plan/pattern.ts'
import type { Predicate } from '../../../src/plan/plan.ts'
import type { Draw } from './draw.ts'
import { drawAmong } from './inside.ts'
import { drawRegex, drawScalar, types } from './scalars.ts'

const ordered = types.filter(isOrdered)

const leaves = ['always', 'never', 'present', 'compare', 'compare', 'match', 'match', 'regex', 'within'] as const
const inner = ['and', 'or', 'not', 'some', 'among'] as const

/** A well-typed condition over columns. */
export function drawPredicate(draw: Draw, columns: readonly Column[], depth: number): Predicate {
  const args = (): Predicate[] => draw.many(0, 3, () => drawPredicate(draw, columns, depth - 1))
  const op = draw.one(...leaves, ...(depth > 0 ? inner : []))
  switch (op) {
    case 'always':
    case 'never':
      return { op }
    case 'and':
    case 'or':
      return { op, args: args() }
    case 'not':
      return { op, arg: drawPredicate(draw, columns, depth - 1) }
    case 'present':
      return { op, of: drawScalar(draw, draw.one(...types), columns, depth) }
    case 'compare': {
      const type = draw.one(...ordered)
      return {
        op,
        is: draw.one('eq', 'lt', 'le', 'gt', 'ge'),
        left: drawScalar(draw, type, columns, depth),
        right: drawScalar(draw, type, columns, depth),
      }
    }
    case 'match': {
      const fold = draw.one('none', 'ascii', 'unicode', 'casefold')
      return { op, of: drawScalar(draw, 'string', columns, depth), pattern: drawPattern(draw), fold }
    }
    case 'regex':
      return { op, of: drawScalar(draw, 'string', columns, depth), regex: drawRegex(draw) }
    case 'within': {
      const network = draw.one('10.0.0.0/8', '0.0.0.0/0', '::/0', 'fe80::/10', '10.0.0.1/32', '::ffff:0:0/96')
      return { op, of: drawScalar(draw, 'ip', columns, depth), network }
    }
    case 'among':
      return drawAmong(draw, columns, depth)
    case 'some': {
      const element = draw.one('string', 'int')
      const as = draw.one('item', 's')
      const inside: readonly Column[] = [...columns.filter(c => c.name !== as), { name: as, type: element }]
      return {
        op,
        list: drawScalar(draw, { list: element }, columns, depth - 1),
        as,
        where: drawPredicate(draw, inside, depth - 1),
      }
    }
  }
}

const parts: readonly PatternPart[] = [
  ...(['one', 'run', 'run', 'run'] as const).map(any => ({ any })),
  ...['a', 'B', 'nmap', '\\', '.exe', '\n', '😀', 'ς', 'ß', 'K', '%', '_', '*', '.', '['].map(text => ({ text })),
]

const drawPattern = (draw: Draw): Pattern => draw.many(0, 4, () => draw.one(...parts))
