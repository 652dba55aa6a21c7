import { type Column, printType, sameType, type Type, type Value } from '../../../src/event/value.ts'
import { canConvert } from '../../../src/plan/convert.ts'
import type { PlanFunction } from '../../../src/plan/functions/function.ts'
import { type FunctionName, functions } from '../../../src/plan/functions/index.ts'
import type { Scalar } from '../../../src/plan/plan.ts'
import { parseRegex } from '../../../src/plan/regex/parse.ts'
import type { Regex } from '../../../src/plan/regex/regex.ts'
import { captures } from '../../../src/plan/regex/walk.ts'
import type { Draw } from './draw.ts'
import { drawPredicate } from './predicates.ts'
import { nullable } from './values.ts'

/** The types that generated plans speak of. */
export const types: readonly Type[] = [
  ...(['bool', 'int', 'float', 'string', 'time', 'ip'] as const),
  { list: 'string' },
  { list: 'int' },
]

interface Signature {
  readonly fn: FunctionName
  readonly args: readonly Type[]
}

/** Every way to call every function with up to three arguments of these types, and those of its examples, by the type of the result. */
const signatures: ReadonlyMap<string, readonly Signature[]> = allSignatures()

function allSignatures(): Map<string, Signature[]> {
  const found = new Map<string, Signature[]>()
  const tuples = [1, 2, 3].flatMap(tuplesOf)
  for (const fn of Object.keys(functions) as FunctionName[])
    for (const args of [...tuples, ...longExamples(fn)]) {
      const type = functions[fn].result(args)
      if (type === undefined) continue
      const key = printType(type)
      found.set(key, [...(found.get(key) ?? []), { fn, args }])
    }
  return found
}

function longExamples(fn: FunctionName): (readonly Type[])[] {
  const { examples }: PlanFunction = functions[fn]
  const known = (type: Type): boolean => types.some(t => sameType(t, type))
  return examples.map(e => e.types).filter(args => args.length > 3 && args.every(known))
}

function tuplesOf(length: number): Type[][] {
  if (length === 0) return [[]]
  return tuplesOf(length - 1).flatMap(rest => types.map(type => [...rest, type]))
}

/** Functions that can give this type, each once. */
const namesFor = (type: Type): FunctionName[] => [...new Set((signatures.get(printType(type)) ?? []).map(s => s.fn))]

/** A well-typed expression over columns. */
export function drawScalar(draw: Draw, type: Type, columns: readonly Column[], depth: number): Scalar {
  const fields = columns.filter(c => sameType(c.type, type))
  const sources = types.filter(from => !sameType(from, type) && canConvert(from, type))
  const names = namesFor(type)
  const kinds = [
    'literal',
    ...(fields.length > 0 ? ['field', 'field', 'field'] : []),
    ...(depth > 0 && names.length > 0 ? ['call', 'call'] : []),
    ...(depth > 0 && sources.length > 0 ? ['convert'] : []),
    ...(depth > 0 && type === 'string' ? ['extract', 'substitute'] : []),
    ...(depth > 0 && printType(type) === 'list<string>' ? ['extract_all'] : []),
    ...(depth > 0 && type === 'bool' ? ['truth'] : []),
  ]
  switch (draw.one(...kinds)) {
    case 'field':
      return { op: 'field', ...draw.one(...fields) }
    case 'call':
      return drawCall(draw, type, draw.one(...names), columns, depth)
    case 'convert':
      return { op: 'convert', to: type, arg: drawScalar(draw, draw.one(...sources), columns, depth - 1) }
    case 'extract': {
      const regex = drawRegex(draw)
      const group = draw.int(0, captures(regex).length)
      return { op: 'extract', of: drawScalar(draw, 'string', columns, depth - 1), regex, group }
    }
    case 'extract_all': {
      const regex = drawRegex(draw)
      const [group, until] = [0, 0].map(() => draw.int(0, captures(regex).length))
      const of = drawScalar(draw, 'string', columns, depth - 1)
      return { op: 'extract_all', of, regex, group: group ?? 0, ...draw.one({}, { until: until ?? 0 }) }
    }
    case 'substitute': {
      const regex = drawRegex(draw)
      const groups = Array.from({ length: Math.min(captures(regex).length, 9) + 1 }, (_, i) => i)
      const by = draw.many(0, 2, () => draw.one<string | number>(...groups, '-', '\\', '\\1', '$1', 'é'))
      // of a plain value: texts that are replaced again and again grow beyond all measure
      return { op: 'substitute', of: drawScalar(draw, 'string', columns, 0), regex, by }
    }
    case 'truth':
      return {
        op: 'truth',
        whenTrue: drawPredicate(draw, columns, depth - 1),
        whenFalse: drawPredicate(draw, columns, depth - 1),
      }
    default:
      return { op: 'literal', type, value: draw.from(nullable(type)) }
  }
}

const jsonPaths = ['a', 'b.c[1].d', "$['E F']", 'b.c', '[0]', 'b.*', '$..d', 'b.c[0:1]', 'b.c[?(@.d)].d']

function drawCall(draw: Draw, type: Type, fn: FunctionName, columns: readonly Column[], depth: number): Scalar {
  const ways = (signatures.get(printType(type)) ?? []).filter(s => s.fn === fn)
  const { args } = draw.one(...ways)
  const { literal }: PlanFunction = functions[fn]
  return {
    op: 'call',
    fn,
    args: args.map((arg, i) =>
      i === literal?.argument
        ? { op: 'literal', type: arg, value: draw.one(...writtenFor(fn, i)) }
        : drawArgument(draw, fn, i, arg, columns, depth),
    ),
  }
}

/** What can be written where an argument must be a literal: JSON paths, and what the examples have there. */
function writtenFor(fn: FunctionName, index: number): readonly Value[] {
  const { examples, literal }: PlanFunction = functions[fn]
  const all = [...jsonPaths, ...examples.map(e => e.args[index] ?? null)]
  return all.filter(value => value !== null && literal?.problem(value) === undefined)
}

/** An argument, now and then one of the function's examples: patterns, zones and the like are rarely drawn by chance. */
function drawArgument(
  draw: Draw,
  fn: FunctionName,
  index: number,
  type: Type,
  columns: readonly Column[],
  depth: number,
): Scalar {
  const { examples }: PlanFunction = functions[fn]
  const values = examples.flatMap(e => {
    const [value, of] = [e.args[index], e.types[index]]
    return value === undefined || of === undefined || !sameType(of, type) ? [] : [value]
  })
  return index > 0 && values.length > 0 && draw.boolean()
    ? { op: 'literal', type, value: draw.one(...values) }
    : drawScalar(draw, type, columns, depth - 1)
}

/** Regexes over what the generated texts hold. */
const regexes: readonly Regex[] = [
  ...['a', '(?i)NMAP', '^.$', '.', '\\s+', '(\\w+) (-\\w+)', '[^a-z]', '(a)|(b)', '(a|b)*c?', '^$', '\\\\[^\\\\]*$'],
  ...[
    '(?m)^b',
    '\\bs',
    '(\\d+)\\.(\\d+)',
    '(?s).+',
    '[σς]',
    '(?i)ß',
    '(?P<first>.)(.?)',
    'x{2,3}|',
    '/',
    '[\\/]+',
    '"',
  ],
].map(text => {
  const regex = parseRegex(text).value
  if (regex === undefined) throw new Error(`the generator's own regex does not parse: ${text}`)
  return regex
})

export const drawRegex = (draw: Draw): Regex => draw.one(...regexes)
