import type { Column, Value } from '../../event/value.ts'
import { parseNetwork, printAddress } from '../../plan/ip.ts'
import type { Predicate } from '../../plan/plan.ts'
import { childrenOf, type Node, visit } from '../../plan/walk.ts'
import { atomsOf, type Normal } from './normal.ts'
import { below, oneOf, type Random, sample } from './sample.ts'

/** An event by the names of its columns. */
export type Witness = ReadonlyMap<string, Value>

/** The columns that conditions read, each once. */
export function columnsOf(conditions: readonly Predicate[]): Column[] {
  const found = new Map<string, Column>()
  for (const condition of conditions) readIn(condition, new Set(), found)
  return [...found.values()]
}

/** The elements of lists that a condition names are no columns. */
function readIn(node: Node, bound: ReadonlySet<string>, into: Map<string, Column>): void {
  if (node.op === 'field' && !bound.has(node.name)) into.set(node.name, { name: node.name, type: node.type })
  if (node.op === 'some') {
    readIn(node.list, bound, into)
    readIn(node.where, new Set([...bound, node.as]), into)
  } else for (const child of childrenOf(node)) readIn(child, bound, into)
}

/**
 * Events that are likely to tell two conditions apart: such that fulfil one, built along its parts, and such that miss it by a
 * little: a value changed in letter case or a character, empty, missing, or one that another part asks for.
 */
export function eventsFor(
  sides: readonly [Normal, Normal],
  columns: readonly Column[],
  count: number,
  random: Random,
): Witness[] {
  const atoms = [...atomsOf(sides[1], atomsOf(sides[0])).values()]
  const byField = new Map<string, Predicate[]>()
  for (const atom of atoms) for (const name of fieldsOf(atom)) byField.set(name, [...(byField.get(name) ?? []), atom])
  return Array.from({ length: count }, (_, i) => {
    const event = new Map<string, Value>(columns.map(c => [c.name, null]))
    for (const { name, type } of columns)
      if (type === 'string' && random() < 0.3) event.set(name, valueFor(byField.get(name) ?? [], random))
    build(sides[i % 2] ?? sides[0], random() < 0.8, event, random, 0)
    if (random() < 0.6) disturb(event, columns, byField, random)
    settleThere(event, columns, random)
    return event
  })
}

const fieldsOf = (atom: Predicate): string[] => columnsOf([atom]).map(c => c.name)

/** Makes an event fulfil a condition, or miss it, as far as one choice does not undo another. */
function build(normal: Normal, wanted: boolean, event: Map<string, Value>, random: Random, depth: number): void {
  if (depth > 100) return
  switch (normal.is) {
    case 'not':
      build(normal.of, !wanted, event, random, depth + 1)
      return
    case 'atom': {
      const [field] = fieldsOf(normal.atom)
      if (field === undefined) return
      if (wanted) event.set(field, valueFor([normal.atom], random))
      else if (random() < 0.3) event.set(field, null)
      return
    }
    case 'all':
    case 'any': {
      const every = (normal.is === 'all') === wanted
      if (every) for (const part of normal.of) build(part, wanted, event, random, depth + 1)
      else {
        const part = oneOf(random, normal.of)
        if (part !== undefined) build(part, wanted, event, random, depth + 1)
      }
    }
  }
}

/** A text that one of these conditions is about. */
function valueFor(atoms: readonly Predicate[], random: Random): Value {
  const atom = oneOf(random, atoms)
  switch (atom?.op) {
    case 'regex':
      return sample(atom.regex, random)
    case 'within':
      return addressNear(atom.network, random)
    case 'compare':
      return numberNear(atom, random)
    case 'some':
      return [null, 'x', ...texts(atom.where, random)]
    default:
      return oneOf(random, ['', 'x', 'Admin', 'ADMIN', 'admin']) ?? null
  }
}

function texts(where: Predicate, random: Random): string[] {
  const found: string[] = []
  visit(where, node => {
    if (node.op === 'regex') found.push(sample(node.regex, random))
    if (node.op === 'match') found.push(node.pattern.map(part => ('text' in part ? part.text : 'y')).join(''))
  })
  return found
}

function addressNear(network: string, random: Random): string {
  const parsed = parseNetwork(network)
  if (parsed === undefined) return ''
  const { address, prefix } = parsed
  const rest = BigInt(address.bits - prefix)
  const first = (address.value >> rest) << rest
  const last = first | ((1n << rest) - 1n)
  const value = oneOf(random, [first, last, address.value, first - 1n, last + 1n, first | 1n]) ?? first
  const whole = BigInt.asUintN(address.bits, value)
  const text = printAddress({ bits: address.bits, value: whole })
  return oneOf(random, [text, text, text.toUpperCase(), `${text}:443`, ` ${text}`, `::ffff:${text}`]) ?? text
}

function numberNear({ left, right }: Predicate & { op: 'compare' }, random: Random): string {
  const literal = left.op === 'literal' ? left.value : right.op === 'literal' ? right.value : null
  const number =
    typeof literal === 'bigint'
      ? literal
      : typeof literal === 'number' && Number.isFinite(literal)
        ? BigInt(Math.trunc(literal))
        : 0n
  const near = [
    `${number}`,
    `${number + 1n}`,
    `${number - 1n}`,
    `${number}.5`,
    `0${number}`,
    ` ${number}`,
    '1e3',
    'NaN',
    'Infinity',
    'x',
    '9223372036854775808',
    '9007199254740993',
  ]
  return oneOf(random, near) ?? 'x'
}

/** Changes one value a little, or takes one that another part asks for. */
function disturb(
  event: Map<string, Value>,
  columns: readonly Column[],
  byField: ReadonlyMap<string, readonly Predicate[]>,
  random: Random,
): void {
  const column = oneOf(
    random,
    columns.filter(c => c.type === 'string'),
  )
  if (column === undefined) return
  const value = event.get(column.name) ?? null
  const kind = below(random, 7)
  if (kind === 0 || typeof value !== 'string')
    event.set(column.name, kind === 1 ? '' : valueFor(byField.get(column.name) ?? [], random))
  else if (kind === 1) event.set(column.name, null)
  else if (kind === 2) event.set(column.name, otherCase(value, random))
  else if (kind === 3) event.set(column.name, `${value}\n`)
  else if (kind === 4) event.set(column.name, `x${value}x`)
  else {
    const chars = [...value]
    chars.splice(below(random, chars.length + 1), kind === 5 ? 1 : 0, ...(kind === 5 ? [] : ['x']))
    event.set(column.name, chars.join(''))
  }
}

/** Letters that are one with another beside that of the other case. */
const kin: Readonly<Record<string, string>> = { s: 'ſ', k: '\u212a', i: 'İ', σ: 'ς' }

function otherCase(value: string, random: Random): string {
  const rare = random() < 0.5
  return [...value]
    .map(c => {
      const other = rare ? kin[c.toLowerCase()] : undefined
      if (other !== undefined && random() < 0.5) return other
      return random() < 0.5 ? c.toUpperCase() : c.toLowerCase()
    })
    .join('')
}

/** A field with a value is there; one without may be. */
function settleThere(event: Map<string, Value>, columns: readonly Column[], random: Random): void {
  for (const { name, type } of columns) {
    if (type !== 'bool') continue
    const field = name.replace(/\|exists$/, '')
    event.set(name, (event.get(field) ?? null) !== null || random() < 0.5)
  }
}
