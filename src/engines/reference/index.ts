import { type Column, printType, sameType, type Value } from '../../event/value.ts'
import { wellFormed } from '../../event/well-formed.ts'
import { check } from '../../plan/check.ts'
import { columnsOf } from '../../plan/columns.ts'
import type { Plan } from '../../plan/plan.ts'
import { settle } from '../../plan/settle.ts'
import { visit } from '../../plan/walk.ts'
import {
  type Data,
  type Dataset,
  type Engine,
  EngineError,
  type Query,
  type RunOptions,
  type Tables,
} from '../engine.ts'
import { runInside } from './among.ts'
import { type Given, runPlan } from './operator.ts'
import type { Row } from './row.ts'

/**
 * The definition of what a plan means: slow, obvious, in memory. Every other engine gives the rows that this one gives, in
 * the same order, or refuses.
 */
export const referenceEngine: Engine = {
  id: 'reference',
  title: 'Reference (in memory)',
  compile: plan => {
    const { value: columns, diagnostics } = check(plan)
    if (columns === undefined) return { unsupported: diagnostics }
    return query(plan, columns)
  },
  load: (data, tables) => load(data, tables),
  close: async () => {},
}

interface Loaded extends Dataset {
  readonly rows: readonly Row[]
  readonly tables: ReadonlyMap<string, Loaded>
}

const query = (plan: Plan, columns: readonly Column[]): Query => ({
  columns,
  text: undefined,
  // the plan is run in one piece, so the signal counts before it starts only
  run: async (data: Dataset, options: RunOptions = {}) => {
    options.signal?.throwIfAborted()
    const held = loaded(data)
    expectSameTypes(plan, held)
    const given: Given = { rows: held.rows, table: name => tableOf(held, name).rows }
    const runAll = (part: Plan): readonly Row[] =>
      runPlan(
        runInside(part, inside => runPlan(inside, given)),
        given,
      )
    const settled = await settle(plan, async names => runAll(names).flatMap(textsIn))
    const found = settled === plan ? columns : columnsOf(settled)
    return {
      columns: found,
      rows: runAll(settled).map(row => ({
        values: found.map(c => row.values.get(c.name) ?? null),
        behind: options.lineage === true ? row.behind : [],
      })),
    }
  },
})

const textsIn = (row: Row): string[] => [...row.values.values()].filter(value => typeof value === 'string')

/** Tables that were read already, for as long as somebody holds them. */
const known = new WeakMap<Data, Promise<Loaded>>()

async function load(data: Data, tables: Tables = new Map()): Promise<Loaded> {
  const beside = new Map<string, Loaded>()
  for (const [name, table] of tables) {
    const ready = known.get(table) ?? load(table)
    known.set(table, ready)
    beside.set(name, await ready)
  }
  if (data.is === 'files')
    throw new EngineError(`the reference engine reads no files: hand it the rows of ${data.paths.join(', ')}`)
  const rows: Row[] = []
  for await (const batch of data.batches)
    for (const values of batch) rows.push({ values: presentIn(data.columns, values), behind: [rows.length] })
  return { columns: data.columns, rows, tables: beside, close: async () => {} }
}

/** The values of a row that it has; a scan takes for null what it lacks. */
function presentIn(columns: readonly Column[], values: readonly Value[]): ReadonlyMap<string, Value> {
  const present = new Map<string, Value>()
  for (const [i, { name }] of columns.entries()) {
    const value = values[i] ?? null
    if (value !== null) present.set(name, readable(value))
  }
  return present
}

/** A value whose texts are text: half a surrogate pair is none. */
function readable(value: Value): Value {
  if (typeof value === 'string') return wellFormed(value)
  return Array.isArray(value) ? value.map(readable) : value
}

function loaded(data: Dataset): Loaded {
  if (!('rows' in data)) throw new EngineError('the reference engine was handed data that another engine has loaded')
  return data as Loaded
}

function tableOf({ tables }: Loaded, name: string): Loaded {
  const table = tables.get(name)
  if (table === undefined)
    throw new EngineError(`the plan reads the table \`${name}\`, which does not lie beside the data`)
  return table
}

/** A column may be missing from the data or a table, but what is there must be what the plan takes it for. */
function expectSameTypes(plan: Plan, data: Loaded): void {
  visit(plan, node => {
    if (node.op !== 'scan' && node.op !== 'table') return
    const there = node.op === 'scan' ? data.columns : tableOf(data, node.name).columns
    const where = node.op === 'scan' ? 'the data' : `the table \`${node.name}\``
    for (const { name, type } of node.columns) {
      const found = there.find(c => c.name === name)
      if (found !== undefined && !sameType(found.type, type))
        throw new EngineError(
          `the column \`${name}\` is ${printType(found.type)} in ${where}, and the plan reads it as ${printType(type)}`,
        )
    }
  })
}
