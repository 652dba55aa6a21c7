import type { Value } from '../../event/value.ts'
import { columnsOf } from '../columns.ts'
import { keyOf } from '../order.ts'
import type { Link, LinkBounds, Predicate, Scalar } from '../plan.ts'
import { asks, field } from './asks.ts'
import type { Machine, Made, Stateful } from './machine.ts'

/** `link`: groups are sets of positions that grow together (union-find), so the work is near-linear in the keys. */
export function link({ input, keys, as, bounds }: Link): Stateful {
  const columns = columnsOf(input)
  const first: Scalar[] =
    bounds === undefined ? [] : [field(columns, bounds.time), mark(bounds.starts), mark(bounds.ends)]
  return {
    input,
    asks: [...first, ...keys.map(name => field(columns, name))],
    time: bounds?.time,
    width: undefined,
    added: [{ name: as, type: 'int' }],
    start: () => (bounds === undefined ? linked(keys.length) : bounded(keys.length, bounds)),
  }
}

const mark = (condition: Predicate | undefined): Scalar => asks(condition ?? { op: 'never' })

/** The groups of positions, each known by one of its positions. */
interface Groups {
  /** A position in a group of its own. */
  readonly add: (position: number) => void
  readonly groupOf: (position: number) => number
  /** Makes one group of two, and gives the position it is known by. */
  readonly unite: (a: number, b: number) => number
  /** The number of each position's group, counted from 1 by the first position of each. */
  readonly numbered: () => Iterable<Made>
}

function groups(): Groups {
  // a position stands for its group where it is its own parent; sizes are kept by those alone
  const parents: number[] = []
  const sizes: number[] = []
  const groupOf = (position: number): number => {
    let top = position
    for (;;) {
      const above = parents[top] ?? top
      if (above === top) return top
      const next = parents[above] ?? above
      parents[top] = next
      top = next
    }
  }
  return {
    add: position => {
      // positions may come in any order, and an array with holes would become slow
      for (let fill = parents.length; fill < position; fill++) {
        parents.push(fill)
        sizes.push(1)
      }
      if (position === parents.length) {
        parents.push(position)
        sizes.push(1)
      }
    },
    groupOf,
    unite: (a, b) => {
      const [one, other] = [groupOf(a), groupOf(b)]
      if (one === other) return one
      const [large, small] = (sizes[one] ?? 1) >= (sizes[other] ?? 1) ? [one, other] : [other, one]
      parents[small] = large
      sizes[large] = (sizes[large] ?? 1) + (sizes[small] ?? 1)
      return large
    },
    numbered: function* () {
      const numbers = new Uint32Array(parents.length)
      let last = 0
      for (let position = 0; position < parents.length; position++) {
        const group = groupOf(position)
        if (numbers[group] === 0) numbers[group] = ++last
        yield { rows: [position], added: [BigInt(numbers[group] ?? 0)] }
      }
    },
  }
}

/** Who was the last to have a value, for each key: values of different keys are never shared. */
type Owners = readonly Map<string, number>[]

const noOwners = (keys: number): Owners => Array.from({ length: keys }, () => new Map<string, number>())

/** Calls `see` for every value of a key of a row; a list has several. */
function eachValue(answer: Value, see: (value: string) => void): void {
  for (const item of Array.isArray(answer) ? answer : [answer]) if (item !== null) see(textOf(item))
}

/** Values of one key have one type, so that texts need no quotes to be told from numbers. */
const textOf = (value: Value): string => (typeof value === 'string' ? value : keyOf(value))

/** Rows of any order, with no bounds. */
function linked(keys: number): Machine {
  const owners = noOwners(keys)
  const all = groups()
  return {
    push: (position, answers) => {
      all.add(position)
      for (let key = 0; key < keys; key++)
        eachValue(answers[key] ?? null, value => {
          const owner = owners[key]?.get(value)
          if (owner === undefined) owners[key]?.set(value, position)
          else all.unite(owner, position)
        })
    },
    finish: all.numbered,
  }
}

/** A group that rows may still join. */
interface Open {
  /** A position in it. */
  readonly member: number
  first: bigint
  last: bigint
  size: number
  /** How many rows were read when the last joined: groups are tried from the latest on. */
  turn: number
  /** Set where it has become a part of another, or has ended. */
  next: Open | 'ended' | undefined
}

/** Rows in the order of time, under bounds. */
function bounded(keys: number, { span, pause, rows: most }: LinkBounds): Machine {
  const owners: readonly Map<string, Open>[] = Array.from({ length: keys }, () => new Map())
  const all = groups()
  let turn = 0
  const fits = (a: Open, b: Open, now: bigint): boolean =>
    (most === undefined || a.size + b.size <= most) &&
    (span === undefined || (now - a.first <= span && now - b.first <= span)) &&
    (pause === undefined || now - b.last <= pause)
  const push = (position: number, answers: readonly Value[]): void => {
    all.add(position)
    const [time, starts, ends] = answers
    // without a time nothing can be near it
    if (typeof time !== 'bigint') return
    const own: Open = { member: position, first: time, last: time, size: 1, turn: ++turn, next: undefined }
    const near = new Set<Open>()
    for (let key = 0; key < keys; key++)
      eachValue(answers[key + 3] ?? null, value => {
        const owner = current(owners[key]?.get(value))
        if (owner !== undefined) near.add(owner)
        owners[key]?.set(value, own)
      })
    for (const group of [...near].sort((a, b) => b.turn - a.turn)) {
      if (group === own) continue
      if (starts !== true && fits(own, group, time)) {
        all.unite(own.member, group.member)
        if (group.first < own.first) own.first = group.first
        own.size += group.size
        group.next = own
      } else group.next = 'ended'
    }
    if (ends === true) own.next = 'ended'
  }
  return { push, finish: all.numbered }
}

/** The open group that a group has become a part of, if any; paths are shortened on the way. */
function current(group: Open | undefined): Open | undefined {
  let here = group
  while (here !== undefined && here.next !== undefined) {
    const { next } = here
    if (next === 'ended') return undefined
    if (next.next !== undefined && next.next !== 'ended') here.next = next.next
    here = next
  }
  return here
}
