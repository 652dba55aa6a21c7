import { didYouMean } from '../../base/suggest.ts'
import { type AggregateName, aggregates } from '../aggregates/index.ts'
import type { Aggregate, Between, LinkBounds, Named, Plan, SortKey, WindowCall } from '../plan.ts'
import type { Read } from './parse.ts'
import { type Known, readArguments, readPredicate, readScalar } from './read-expression.ts'
import { readInt, readList, readName, readType } from './read-word.ts'
import { accept, deeper, expect, fail, isNext, peek, type Reader, separated, since, take } from './reader.ts'

/** Reads a plan in parentheses. */
type Nested = () => Read
/** The columns that an operator gives over inputs, everything wrong with it being reported. */
type ColumnsOver = (plan: Plan, inputs: readonly Known[]) => Known

const nothing: Read = { plan: { op: 'scan', columns: [] }, columns: undefined }

/** What a pipeline begins with: a scan, rows written out, a table, or a union of plans. */
export function readSource(r: Reader, nested: Nested, columnsOver: ColumnsOver): Read {
  const start = peek(r)
  if (accept(r, 'scan')) {
    const columns = endsHere(r) ? [] : separated(r, ',', () => readColumn(r))
    const plan: Plan = { op: 'scan', columns, at: since(r, start) }
    return { plan, columns: columnsOver(plan, []) }
  }
  if (accept(r, 'rows')) {
    const columns = separated(r, ',', () => readColumn(r))
    const rows = accept(r, ':') ? separated(r, ',', () => deeper(r, () => readList(r), [])) : []
    const plan: Plan = { op: 'rows', columns, rows, at: since(r, start) }
    return { plan, columns: columnsOver(plan, []) }
  }
  if (accept(r, 'table')) {
    const name = readName(r)
    const columns = accept(r, 'of') ? separated(r, ',', () => readColumn(r)) : []
    const plan: Plan = { op: 'table', name, columns, at: since(r, start) }
    return { plan, columns: columnsOver(plan, []) }
  }
  if (accept(r, 'union')) {
    const inputs = separated(r, ',', () => deeper(r, nested, nothing))
    const plan: Plan = { op: 'union', inputs: inputs.map(i => i.plan), at: since(r, start) }
    const columns = columnsOver(
      plan,
      inputs.map(i => i.columns),
    )
    return { plan, columns }
  }
  fail(r, 'plan/syntax', 'a plan begins with `scan`, `rows`, `table` or `union`', start)
  return nothing
}

const endsHere = (r: Reader): boolean => peek(r).kind === 'end' || isNext(r, '|') || isNext(r, ')')

function readColumn(r: Reader): { name: string; type: ReturnType<typeof readType> } {
  const name = readName(r)
  expect(r, ':')
  return { name, type: readType(r) }
}

/** What follows a `|`: an operator over what was read so far. */
export function readStage(r: Reader, input: Read, nested: Nested, columnsOver: ColumnsOver): Read {
  const start = peek(r)
  if (accept(r, 'join')) {
    const { plan, right } = readJoin(r, input.plan, nested)
    const at = { ...plan, at: since(r, start) }
    return { plan: at, columns: columnsOver(at, [input.columns, right.columns]) }
  }
  const read = start.kind === 'word' && Object.hasOwn(stages, start.text) ? stages[start.text] : undefined
  if (read === undefined) {
    const help = didYouMean(start.text, [...Object.keys(stages), 'join'])
    fail(r, 'plan/unknown-operator', `there is no operator \`${start.text}\``, start, help)
    return nothing
  }
  take(r)
  const plan = { ...read(r, input.plan, input.columns), at: since(r, start) }
  return { plan, columns: columnsOver(plan, [input.columns]) }
}

function readJoin(r: Reader, left: Plan, nested: Nested): { plan: Plan; right: Read } {
  const kind = accept(r, 'left') ? 'left' : 'inner'
  if (kind === 'inner') expect(r, 'inner')
  const right = deeper(r, nested, nothing)
  expect(r, 'on')
  const on: { left: string; right: string }[] = []
  let between: Between | undefined
  separated(r, ',', () => {
    const name = readName(r)
    if (accept(r, 'between')) {
      const low = readName(r)
      expect(r, 'and')
      between = { value: name, low, high: readName(r) }
      return
    }
    expect(r, '=')
    on.push({ left: name, right: readName(r) })
  })
  const where = between === undefined ? {} : { between }
  return { plan: { op: 'join', kind, left, right: right.plan, on, ...where }, right }
}

/** The operators over one input, by the word they begin with. */
const stages: Readonly<Record<string, (r: Reader, input: Plan, known: Known) => Plan>> = {
  filter: (r, input, known) => ({ op: 'filter', input, where: readPredicate(r, known) }),
  extend: (r, input, known) => ({ op: 'extend', input, columns: readNamed(r, () => readScalar(r, known)) }),
  keep: (r, input) => {
    const columns: string[] = []
    do {
      if (accept(r, '*')) return { op: 'keep', input, columns, others: true }
      columns.push(readName(r))
    } while (accept(r, ','))
    return { op: 'keep', input, columns }
  },
  group: (r, input, known) => {
    const by = readBy(r)
    const columns = accept(r, ':') ? readNamed(r, () => readAggregate(r, known)) : []
    return { op: 'group', input, by, aggregates: columns }
  },
  pivot: (r, input) => {
    const by = readBy(r)
    expect(r, 'name')
    const name = readName(r)
    expect(r, 'value')
    const value = readName(r)
    const columns = accept(r, 'as') ? separated(r, ',', () => readName(r)) : []
    expect(r, 'others')
    return { op: 'pivot', input, by, name, value, columns, others: Number(readInt(r)) }
  },
  sort: (r, input, known) => ({
    op: 'sort',
    input,
    keys: endsHere(r) ? [] : separated(r, ',', () => readKey(r, known)),
  }),
  limit: (r, input) => ({ op: 'limit', input, count: Number(readInt(r)), by: readBy(r) }),
  detach: (_, input) => ({ op: 'detach', input }),
  unnest: (r, input, known) => {
    const list = readScalar(r, known)
    expect(r, 'as')
    const as = readName(r)
    return { op: 'unnest', input, list, as, outer: accept(r, 'outer') }
  },
  window: (r, input, known) => {
    const by = readBy(r)
    expect(r, ':')
    return { op: 'window', input, by, columns: readNamed(r, () => readWindowCall(r, known)) }
  },
  sequence: (r, input, known) => {
    const by = readBy(r)
    expect(r, 'time')
    const time = readName(r)
    const within = accept(r, 'within') ? readInt(r) : undefined
    expect(r, ':')
    return { op: 'sequence', input, by, time, within, steps: separated(r, ';', () => readPredicate(r, known)) }
  },
  link: (r, input, known) => {
    const keys = separated(r, ',', () => readName(r))
    expect(r, 'as')
    const as = readName(r)
    return accept(r, 'time')
      ? { op: 'link', input, keys, as, bounds: readBounds(r, known) }
      : { op: 'link', input, keys, as }
  },
  follow: (r, input) => {
    const key = readName(r)
    expect(r, 'adds')
    const adds = readName(r)
    expect(r, 'from')
    return { op: 'follow', input, key, adds, from: deeper(r, () => readList(r), []) }
  },
}

function readBounds(r: Reader, known: Known): LinkBounds {
  const time = readName(r)
  const given = <K extends string, T>(word: K, read: () => T): { readonly [P in K]?: T } =>
    accept(r, word) ? ({ [word]: read() } as { readonly [P in K]: T }) : {}
  return {
    time,
    ...given('span', () => readInt(r)),
    ...given('pause', () => readInt(r)),
    ...given('rows', () => Number(readInt(r))),
    ...given('starts', () => readPredicate(r, known)),
    ...given('ends', () => readPredicate(r, known)),
  }
}

const readBy = (r: Reader): string[] => (accept(r, 'by') ? separated(r, ',', () => readName(r)) : [])

const readNamed = <T>(r: Reader, read: () => T): Named<T>[] =>
  separated(r, ',', () => {
    const name = readName(r)
    expect(r, '=')
    return { name, value: read() }
  })

function readAggregate(r: Reader, known: Known): Aggregate {
  const fn = readAggregateName(r)
  expect(r, '(')
  const args = readArguments(r, known)
  return accept(r, 'where') ? { fn, args, where: readPredicate(r, known) } : { fn, args }
}

function readAggregateName(r: Reader): AggregateName {
  const token = peek(r)
  const name = readName(r)
  const fn = (Object.keys(aggregates) as AggregateName[]).find(a => a === name)
  if (fn === undefined)
    fail(
      r,
      'plan/unknown-function',
      `there is no aggregate \`${name}\``,
      token,
      didYouMean(name, Object.keys(aggregates)),
    )
  return fn ?? 'count'
}

function readWindowCall(r: Reader, known: Known): WindowCall {
  const fn = accept(r, 'row_number') ? 'row_number' : accept(r, 'lag') ? 'lag' : readAggregateName(r)
  expect(r, '(')
  const args = readArguments(r, known)
  if (accept(r, 'near')) {
    const of = readName(r)
    expect(r, 'by')
    return { fn, args, preceding: undefined, following: undefined, near: { of, before: readInt(r) } }
  }
  expect(r, 'rows')
  const preceding = readBound(r)
  expect(r, 'to')
  return { fn, args, preceding, following: readBound(r) }
}

const readBound = (r: Reader): number | undefined => (accept(r, 'all') ? undefined : Number(readInt(r)))

function readKey(r: Reader, known: Known): SortKey {
  const by = readScalar(r, known)
  const descending = accept(r, 'desc')
  const first = accept(r, 'nulls')
  if (first) expect(r, 'first')
  return { by, descending, nulls: first ? 'first' : 'last' }
}
