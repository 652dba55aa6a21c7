import type { Column, Value } from '../event/value.ts'
import { check } from './check.ts'
import { typeOf } from './columns.ts'
import { type FunctionName, functions } from './functions/index.ts'
import { keysOnTheWay } from './functions/json-path.ts'
import type { Named, Plan, Scalar } from './plan.ts'
import { childrenOf, isPlan, mapChildren, mapPlansInside, rewriteOwn, visit } from './walk.ts'

// Taking a text apart is the dearest thing a plan does. Where the same part of the same column is wanted again and again, it
// is computed once, while the data is loaded, and the plan reads it as a column.

/** A part of a column that is worth computing once: a call on a column and constants. */
export type Part = Scalar & { readonly op: 'call' }

/** Functions that take a text apart. */
const takingApart: readonly FunctionName[] = [
  ...(['json_auto', 'json_auto_to', 'json_get', 'json_members', 'json_values', 'key_value', 'xml_get'] as const),
]

/** Every such part in the plans whose column is one of `columns`, each once, under a name of its own. */
export function partsOf(plans: readonly Plan[], columns: readonly Column[]): Named<Part>[] {
  const parts = new Map<string, Named<Part>>()
  for (const plan of plans)
    visit(plan, node => {
      const name = partName(node)
      if (name !== undefined && node.op === 'call' && columns.some(c => c.name === columnOf(node)))
        parts.set(name, { name, value: node })
    })
  return [...parts.values()]
}

/** The columns that the parts become. */
export const partColumns = (parts: readonly Named<Part>[]): Column[] =>
  parts.map(({ name, value }) => ({ name, type: typeOf(value) }))

/** Computes the parts of a row with these columns. */
export function computeParts(
  parts: readonly Named<Part>[],
  columns: readonly Column[],
): (row: readonly Value[]) => Value[] {
  const steps = parts.map(({ value }) => {
    const constants = value.args.slice(1).map(arg => (arg.op === 'literal' ? arg.value : null))
    return {
      at: columns.findIndex(c => c.name === columnOf(value)),
      constants,
      words: neededFor(value, constants).flatMap(name => name.toLowerCase().match(/[a-z0-9]+/g) ?? []),
      evaluate: functions[value.fn].evaluate,
    }
  })
  return row => {
    const folded = new Map<number, string>()
    return steps.map(({ at, constants, words, evaluate }) => {
      const text = row[at]
      if (typeof text !== 'string') return null
      const seen = folded.get(at) ?? text.toLowerCase()
      folded.set(at, seen)
      return mayHold(seen, words) ? evaluate([text, ...constants]) : null
    })
  }
}

/** Names that stand in every text in which the part is found. */
function neededFor({ fn }: Part, [first, second]: readonly Value[]): readonly string[] {
  if (fn === 'json_get') return keysOnTheWay(String(first))
  // positions of elements stand in no text
  if (fn === 'json_members') return [String(first)]
  if (fn === 'json_auto' || fn === 'json_auto_to') return [String(first).replace(/\[[0-9]+\]/g, ' ')]
  return fn === 'key_value' ? [String(second)] : []
}

/**
 * Whether a JSON text may have a key of these words. A letter or digit of a key stands in the text as it is, or as an
 * escape that begins with a backslash and `u`; most messages lack most keys, and need not be taken apart to know that.
 */
const mayHold = (text: string, words: readonly string[]): boolean =>
  words.every(word => text.includes(word)) || text.includes('\\u')

/**
 * The plan with the parts read as columns, over data that has them. Its rows and columns are the same. A plan that is
 * more than one chain of operators is left as it is, and so is what comes after its columns were replaced.
 */
export function readParts(given: Plan, parts: readonly Named<Part>[]): Plan {
  const plan = mapPlansInside(given, inside => readParts(inside, parts))
  const known = new Set(parts.map(p => p.name))
  const chain = chainOf(plan)
  const before = check(plan).value
  // The columns of a sequence carry the number of their step, so it is no place for more of them.
  if (chain === undefined || before === undefined || chain.some(p => p.op === 'sequence')) return plan
  const defined = new Set<string>()
  const used = new Set<string>()
  let open = true
  let built: Plan | undefined
  for (const operator of chain) {
    const input = built
    if (operator.op === 'scan' || input === undefined) {
      built = operator
      continue
    }
    const changed = open ? rewriteOwn(operator, { scalar: s => asColumn(s, known, defined, used) }) : operator
    built = 'input' in changed ? { ...changed, input } : changed
    if (operator.op === 'keep' || operator.op === 'group' || operator.op === 'pivot') open = false
    for (const name of definedBy(operator)) defined.add(name)
  }
  if (built === undefined || used.size === 0) return plan
  const extended = withScanned(built, partColumns(parts.filter(x => used.has(x.name))))
  return open ? { op: 'keep', input: extended, columns: before.map(c => c.name) } : extended
}

/** A chain of operators that scans more columns; the plans inside of its conditions do not. */
const withScanned = (plan: Plan, more: readonly Column[]): Plan =>
  plan.op === 'scan'
    ? { ...plan, columns: [...plan.columns, ...more] }
    : mapChildren(plan, { plan: input => withScanned(input, more), predicate: p => p, scalar: s => s })

/** The operators from the scan on, when each has one input. */
function chainOf(plan: Plan): Plan[] | undefined {
  const chain: Plan[] = []
  let here: Plan = plan
  for (;;) {
    chain.unshift(here)
    const inputs: Plan[] = childrenOf(here).filter(isPlan)
    const [input] = inputs
    if (inputs.length > 1) return undefined
    if (input === undefined) return here.op === 'scan' ? chain : undefined
    here = input
  }
}

function asColumn(scalar: Scalar, known: ReadonlySet<string>, defined: ReadonlySet<string>, used: Set<string>): Scalar {
  const name = partName(scalar)
  if (name === undefined || scalar.op !== 'call' || !known.has(name) || defined.has(columnOf(scalar) ?? ''))
    return scalar
  used.add(name)
  return { op: 'field', name, type: typeOf(scalar), ...(scalar.at === undefined ? {} : { at: scalar.at }) }
}

/** Names that an operator gives a new meaning. */
function definedBy(operator: Plan): readonly string[] {
  switch (operator.op) {
    case 'extend':
    case 'window':
      return operator.columns.map(c => c.name)
    case 'unnest':
    case 'link':
      return [operator.as]
    default:
      return []
  }
}

/** `json_auto(_raw, "Image")` for a call that is a part, else undefined. */
function partName(node: { readonly op: string }): string | undefined {
  const call = node as Scalar
  if (call.op !== 'call' || !takingApart.includes(call.fn)) return undefined
  const [column, ...rest] = call.args
  if (column?.op !== 'field' || !rest.every(arg => arg.op === 'literal' && arg.value !== null)) return undefined
  const constants = rest.map(arg => (arg.op === 'literal' ? written(arg.value) : ''))
  return `${call.fn}(${[column.name, ...constants].join(', ')})`
}

const written = (value: Value): string => (typeof value === 'string' ? JSON.stringify(value) : String(value))

const columnOf = (call: Part): string | undefined => (call.args[0]?.op === 'field' ? call.args[0].name : undefined)
