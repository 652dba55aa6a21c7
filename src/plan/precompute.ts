import type { Column, Value } from '../event/value.ts'
import { check } from './check.ts'
import { typeOf } from './columns.ts'
import { foldCase } from './functions/case.ts'
import { type FunctionName, functions } from './functions/index.ts'
import { keysOnTheWay } from './functions/json-path.ts'
import { lonePresent, loneSome } from './lone.ts'
import { memberReader } from './members.ts'
import type { Named, Plan, Predicate, Scalar } from './plan.ts'
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

/** The columns that the parts become; members of JSON, which are nearly always one, become three (lone.ts). */
export const partColumns = (parts: readonly Named<Part>[]): Column[] =>
  parts.flatMap(({ name, value }): Column[] => [
    { name, type: typeOf(value) },
    ...(value.fn === 'json_members' ? [loneName(name), foldedName(name)] : []).map(
      (own): Column => ({ name: own, type: 'string' }),
    ),
  ])

const loneName = (name: string): string => `${name} alone`
const foldedName = (name: string): string => `${name} folded`

/** What some row of the data has of the parts; that no row has one makes a condition on it plain. */
export interface FoundParts {
  /** Parts that have a value. */
  readonly some: ReadonlySet<string>
  /** Parts that are a list, and not one text. */
  readonly many: ReadonlySet<string>
}

/** Computes the columns of the parts for a row with these columns; `found` is told what the rows have. */
export function computeParts(
  parts: readonly Named<Part>[],
  columns: readonly Column[],
  found: { readonly some: Set<string>; readonly many: Set<string> } = { some: new Set(), many: new Set() },
): (row: readonly Value[]) => Value[] {
  const members = computeMembers(parts, columns)
  const steps = parts.map(({ name, value }) => {
    const constants = value.args.slice(1).map(arg => (arg.op === 'literal' ? arg.value : null))
    return {
      name,
      isMember: value.fn === 'json_members',
      at: columns.findIndex(c => c.name === columnOf(value)),
      constants,
      words: neededFor(value, constants).flatMap(name => name.toLowerCase().match(/[a-z0-9]+/g) ?? []),
      evaluate: functions[value.fn].evaluate,
    }
  })
  return row => {
    const folded = new Map<number, string>()
    const inLowerCase = (at: number, text: string): string => {
      const known = folded.get(at) ?? text.toLowerCase()
      folded.set(at, known)
      return known
    }
    const lists = members(row)
    const out: Value[] = []
    for (const [i, { name, isMember, at, constants, words, evaluate }] of steps.entries()) {
      const text = row[at]
      if (isMember) {
        const list = lists.get(i) ?? null
        const one = Array.isArray(list) && list.length === 1 ? (list[0] ?? null) : null
        if (list !== null) found.some.add(name)
        if (one === null && list !== null) found.many.add(name)
        out.push(one === null ? list : null, one, typeof one === 'string' ? foldCase(one, 'casefold') : null)
      } else if (typeof text !== 'string') out.push(null)
      else {
        out.push(words.length === 0 || mayHold(inLowerCase(at, text), words) ? evaluate([text, ...constants]) : null)
      }
    }
    return out
  }
}

/** The members of each text of a row that are wanted, by the position of the part. */
function computeMembers(
  parts: readonly Named<Part>[],
  columns: readonly Column[],
): (row: readonly Value[]) => ReadonlyMap<number, Value> {
  const wanted = parts.flatMap(({ value }, i) => {
    const name = value.args[1]?.op === 'literal' ? value.args[1].value : null
    const at = columns.findIndex(c => c.name === columnOf(value))
    return value.fn === 'json_members' && typeof name === 'string' ? [{ i, name, at }] : []
  })
  const readers = [...new Set(wanted.map(w => w.at))].map(at => {
    const here = wanted.filter(w => w.at === at)
    return { at, places: here.map(w => w.i), read: memberReader(here.map(w => w.name)) }
  })
  return row => {
    const found = new Map<number, Value>()
    for (const { at, places, read } of readers) {
      const text = row[at]
      if (typeof text !== 'string') continue
      for (const [n, value] of read(text).entries()) if (value !== null) found.set(places[n] ?? -1, value)
    }
    return found
  }
}

/** Names that stand in every text in which the part is found. */
function neededFor({ fn }: Part, [first, second]: readonly Value[]): readonly string[] {
  if (fn === 'json_get') return keysOnTheWay(String(first))
  // positions of elements stand in no text
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
 * The plan with the parts read as columns, over data that has them. Its rows and columns are the same. Where it is more than
 * one chain of operators, the chains that end in it are changed; what comes after its columns were replaced is left as it
 * is. `found` is what the rows of the data have; without, they may have anything.
 */
export function readParts(given: Plan, parts: readonly Named<Part>[], found?: FoundParts): Plan {
  const again = (inside: Plan): Plan => readParts(inside, parts, found)
  const plan = mapPlansInside(given, again)
  const { known, columns } = held(parts)
  const chain = chainOf(plan)
  const before = check(plan).value
  // The columns of a sequence carry the number of their step, so it is no place for more of them.
  if (before === undefined || parts.length === 0) return plan
  if (chain === undefined || chain.some(p => p.op === 'sequence'))
    return mapChildren(plan, { plan: again, predicate: p => p, scalar: s => s })
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
    const seen: Seen = { known, defined, used, found }
    const changed = open
      ? rewriteOwn(operator, { scalar: s => asColumn(s, seen), predicate: p => asLone(p, seen) })
      : operator
    built = 'input' in changed ? { ...changed, input } : changed
    if (operator.op === 'keep' || operator.op === 'group' || operator.op === 'pivot') open = false
    for (const name of definedBy(operator)) defined.add(name)
  }
  if (built === undefined || used.size === 0) return plan
  const extended = withScanned(
    built,
    [...used].flatMap(name => columns.get(name) ?? []),
  )
  return open ? { op: 'keep', input: extended, columns: before.map(c => c.name) } : extended
}

/** What readParts asks of the parts again and again, for each of many plans. */
interface HeldParts {
  readonly known: ReadonlySet<string>
  readonly columns: ReadonlyMap<string, Column>
}

const heldParts = new WeakMap<readonly Named<Part>[], HeldParts>()

function held(parts: readonly Named<Part>[]): HeldParts {
  const before = heldParts.get(parts)
  if (before !== undefined) return before
  const made = {
    known: new Set(parts.map(p => p.name)),
    columns: new Map(partColumns(parts).map(c => [c.name, c])),
  }
  heldParts.set(parts, made)
  return made
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

/** What is known where a part may be read, and which columns are read so. */
interface Seen {
  readonly known: ReadonlySet<string>
  readonly defined: ReadonlySet<string>
  readonly used: Set<string>
  readonly found: FoundParts | undefined
}

/** The name of a part that the data has as a column here. */
function heldName(scalar: Scalar, { known, defined }: Seen): string | undefined {
  const name = partName(scalar)
  const isHeld = name !== undefined && scalar.op === 'call' && known.has(name) && !defined.has(columnOf(scalar) ?? '')
  return isHeld ? name : undefined
}

function asColumn(scalar: Scalar, seen: Seen): Scalar {
  if (scalar.op === 'call' && scalar.fn === 'list_at') return firstMember(scalar, seen) ?? scalar
  const name = heldName(scalar, seen)
  if (name === undefined || (scalar.op === 'call' && scalar.fn === 'json_members')) return scalar
  seen.used.add(name)
  return { op: 'field', name, type: typeOf(scalar), ...(scalar.at === undefined ? {} : { at: scalar.at }) }
}

/** The first of members, as what a rule groups by; undefined where it is not that, or not held. */
function firstMember({ args, at }: Scalar & { op: 'call' }, seen: Seen): Scalar | undefined {
  const [list, position] = args
  if (list?.op !== 'call' || list.fn !== 'json_members') return undefined
  const name = heldName(list, seen)
  if (name === undefined || position?.op !== 'literal' || position.value !== 0n) return undefined
  const here = at === undefined ? {} : { at }
  seen.used.add(loneName(name))
  if (seen.found?.some.has(name) === false) return { op: 'literal', type: 'string', value: null, ...here }
  const alone: Scalar = { op: 'field', name: loneName(name), type: 'string', ...here }
  if (seen.found?.many.has(name) === false) return alone
  seen.used.add(name)
  const held: Scalar = { op: 'field', name, type: typeOf(list) }
  const first: Scalar = { op: 'call', fn: 'list_at', args: [held, position] }
  return { op: 'call', fn: 'coalesce', args: [alone, first], ...here }
}

/** Members are read where a condition asks for them or the first of them; anywhere else they are taken from the text. */
function asLone(p: Predicate, seen: Seen): Predicate {
  const list = p.op === 'some' ? p.list : p.op === 'present' ? p.of : undefined
  const name = list?.op === 'call' && list.fn === 'json_members' ? heldName(list, seen) : undefined
  if (name === undefined) return p
  if (seen.found?.some.has(name) === false) {
    seen.used.add(name)
    return { op: 'never', ...(p.at === undefined ? {} : { at: p.at }) }
  }
  const many = seen.found?.many.has(name) ?? true
  const columns = { list: name, text: loneName(name), folded: foldedName(name), many }
  const read = p.op === 'some' ? loneSome(p, columns) : lonePresent(columns)
  if (read === undefined) return p
  const own = [columns.list, columns.text, columns.folded]
  visit(read, node => {
    if (node.op === 'field' && own.includes(node.name)) seen.used.add(node.name)
  })
  return read
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
