import fc from 'fast-check'
import type { Column, Value } from '../../src/event/value.ts'
import type { Pattern } from '../../src/plan/pattern.ts'
import type { Plan, Predicate, Scalar } from '../../src/plan/plan.ts'
import { alt, empty, text } from '../../src/plan/regex/build.ts'
import type { Regex } from '../../src/plan/regex/regex.ts'
import { captures } from '../../src/plan/regex/walk.ts'
import type { Draw } from '../plan/generate/draw.ts'
import { regexes } from '../regex/arbitrary.ts'

// Plans in which much is known of the values and much of what is asked cannot be, over few short texts, so that what can
// be true is true for some row.

const columns: readonly Column[] = ['x', 'y', 'z'].map(name => ({ name, type: 'string' }))
const words = ['', 'a', 'b', 'A', 'B', 'aB', 'ab', '1', 'k', '\u212a']

const pool = fc.sample(regexes, { numRuns: 500, seed: 11 })

const string = (value: string | null): Scalar => ({ op: 'literal', type: 'string', value })
const field = (draw: Draw): Scalar => ({ op: 'field', name: draw.one('x', 'y', 'z'), type: 'string' })

function drawScalar(draw: Draw, depth: number): Scalar {
  const arg = (): Scalar => (depth > 0 ? drawScalar(draw, depth - 1) : field(draw))
  switch (
    draw.one(
      'field',
      'field',
      'literal',
      'lower',
      'upper',
      'concat',
      'trim',
      'substring',
      'replace',
      'if',
      'coalesce',
      'extract',
      'substitute',
      'length',
    )
  ) {
    case 'field':
      return field(draw)
    case 'literal':
      return string(draw.one(...words, null))
    case 'lower':
      return { op: 'call', fn: 'lower', args: [arg()] }
    case 'upper':
      return { op: 'call', fn: 'upper', args: [arg()] }
    case 'concat':
      return { op: 'call', fn: 'concat', args: [arg(), arg()] }
    case 'trim':
      return { op: 'call', fn: 'trim', args: [arg()] }
    case 'substring':
      return {
        op: 'call',
        fn: 'substring',
        args: [arg(), ...[0n, 1n].map((value): Scalar => ({ op: 'literal', type: 'int', value }))],
      }
    case 'replace':
      return { op: 'call', fn: 'replace', args: [arg(), string(draw.one(...words)), string(draw.one(...words))] }
    case 'coalesce':
      return { op: 'call', fn: 'coalesce', args: [arg(), arg()] }
    case 'if': {
      const [whenTrue, unknown] = [drawPredicate(draw, depth - 1), drawPredicate(draw, 0)]
      const whenFalse: Predicate = { op: 'and', args: [{ op: 'not', arg: whenTrue }, unknown] }
      return { op: 'call', fn: 'if', args: [{ op: 'truth', whenTrue, whenFalse }, arg(), arg()] }
    }
    case 'extract': {
      const regex = drawRegex(draw)
      return { op: 'extract', of: arg(), regex, group: draw.int(0, captures(regex).length) }
    }
    case 'substitute': {
      const regex = drawRegex(draw)
      const by = draw.many(0, 2, () =>
        draw.one<string | number>(draw.int(0, captures(regex).length), draw.one(...words)),
      )
      return { op: 'substitute', of: arg(), regex, by }
    }
    default:
      return { op: 'convert', to: 'string', arg: { op: 'call', fn: 'length', args: [arg()] } }
  }
}

const drawRegex = (draw: Draw): Regex =>
  draw.boolean()
    ? (pool[draw.int(0, pool.length - 1)] ?? empty())
    : alt(draw.many(1, 3, () => text(draw.one(...words), draw.one('none', 'unicode'))))

const drawPattern = (draw: Draw): Pattern =>
  draw.many(0, 3, () =>
    draw.one<Pattern[number]>({ any: 'run' }, { any: 'one' }, { text: draw.one(...words) }, { text: 'B' }),
  )

function drawPredicate(draw: Draw, depth: number): Predicate {
  const inner = (): Predicate => drawPredicate(draw, depth - 1)
  const kinds = ['eq', 'eq', 'order', 'match', 'regex', 'regex', 'present'] as const
  switch (depth > 0 ? draw.one(...kinds, 'and', 'or', 'not') : draw.one(...kinds)) {
    case 'and':
      return { op: 'and', args: draw.many(1, 3, inner) }
    case 'or':
      return { op: 'or', args: draw.many(1, 3, inner) }
    case 'not':
      return { op: 'not', arg: inner() }
    case 'eq':
      return {
        op: 'compare',
        is: 'eq',
        left: drawScalar(draw, depth),
        right: draw.boolean() ? string(draw.one(...words)) : field(draw),
      }
    case 'order':
      return {
        op: 'compare',
        is: draw.one('lt', 'le', 'gt', 'ge'),
        left: drawScalar(draw, depth),
        right: string(draw.one(...words)),
      }
    case 'match':
      return {
        op: 'match',
        of: drawScalar(draw, depth),
        pattern: drawPattern(draw),
        fold: draw.one('none', 'ascii', 'unicode', 'casefold'),
      }
    case 'present':
      return { op: 'present', of: drawScalar(draw, depth) }
    default:
      return { op: 'regex', of: drawScalar(draw, depth), regex: drawRegex(draw) }
  }
}

function drawOperator(draw: Draw, input: Plan): Plan {
  switch (draw.one('filter', 'filter', 'extend', 'extend', 'group', 'union', 'window')) {
    case 'filter':
      return { op: 'filter', input, where: drawPredicate(draw, 2) }
    case 'extend':
      return { op: 'extend', input, columns: [{ name: draw.one('x', 'y', 'z'), value: drawScalar(draw, 2) }] }
    case 'group':
      return {
        op: 'group',
        input,
        by: ['x'],
        aggregates: [
          {
            name: 'y',
            value: {
              fn: draw.one('first', 'last', 'min', 'max'),
              args: [drawScalar(draw, 1)],
              where: drawPredicate(draw, 1),
            },
          },
          { name: 'z', value: { fn: 'max', args: [drawScalar(draw, 1)] } },
        ],
      }
    case 'union':
      return { op: 'union', inputs: [input, { op: 'filter', input, where: drawPredicate(draw, 1) }] }
    default:
      return {
        op: 'keep',
        columns: ['x', 'y', 'z'],
        input: {
          op: 'window',
          input,
          by: [],
          columns: [
            {
              name: 'w',
              value: { fn: 'lag', args: [drawScalar(draw, 1)], preceding: 1, following: 0 },
            },
          ],
        },
      }
  }
}

/** Rows of three short texts, and a plan over them of at most four operators. */
export interface KnownPlan {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Value[])[]
  readonly plan: Plan
}

export function drawKnownPlan(draw: Draw): KnownPlan {
  let plan: Plan = { op: 'scan', columns }
  for (let count = draw.int(1, 4); count > 0; count--) plan = drawOperator(draw, plan)
  const rows = draw.many(6, 16, () => columns.map(() => draw.one<Value>(...words, null)))
  return { columns, rows, plan }
}

/** Draws by a generator of Park and Miller, since thousands of plans are needed and shrinking goes by the plan itself. */
export function seeded(seed: number): Draw {
  let state = (seed % 2147483646) + 1
  const int = (min: number, max: number): number => {
    state = (state * 48271) % 2147483647
    return min + (state % (max - min + 1))
  }
  const many = <T>(min: number, max: number, make: (index: number) => T): T[] =>
    Array.from({ length: int(min, max) }, (_, i) => make(i))
  return {
    one: (...of) => of[int(0, of.length - 1)] as (typeof of)[number],
    int,
    boolean: () => int(0, 1) === 1,
    some: of => [...of],
    many,
    from: () => {
      throw new Error('arbitraries are not drawn from here')
    },
  }
}
