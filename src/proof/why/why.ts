import type { Span } from '../../base/span.ts'
import type { Dataset, Engine, ResultRow } from '../../engines/engine.ts'
import { printValue } from '../../event/json.ts'
import type { Value } from '../../event/value.ts'
import type { Plan } from '../../plan/plan.ts'
import { type Question, questionsOf } from './condition.ts'
import { trace } from './trace.ts'

/** Why a query matched an event, or why not: what became of it, operator by operator. */
export interface Why {
  /** A row of the result has the event behind it. */
  readonly matched: boolean
  readonly steps: readonly WhyStep[]
}

/** What one operator made of the event. The event goes no further along its way where it is not kept. */
export interface WhyStep {
  /** As the author wrote it, else as the plan has it. */
  readonly text: string
  /** The place in the query's text. */
  readonly start: number | undefined
  readonly end: number | undefined
  readonly kept: boolean
  /** Of an operator with a condition: what decided. */
  readonly tree: WhyNode | undefined
}

/** A condition: whether it holds, and what decided. */
export interface WhyNode {
  readonly text: string
  readonly holds: boolean
  readonly start: number | undefined
  readonly end: number | undefined
  /** What it looked at, as JSON text: `null` is a value that is missing. */
  readonly values: readonly { readonly name: string; readonly value: string }[]
  readonly children: readonly WhyNode[]
}

/** Data of an engine in which the rows with these ids are the events in question. */
export interface Held {
  readonly engine: Engine
  readonly data: Dataset
  readonly ids: readonly number[]
  /** The plan over the data as it was loaded. */
  prepare(plan: Plan): Plan
}

export interface WhyData {
  /** The events in question alone; without, all the data is asked everything. */
  readonly few?: Held | undefined
  /** All the data; it is asked for only by a query in which other events decide. */
  readonly all: () => Promise<Held>
  readonly signal?: AbortSignal | undefined
}

/**
 * Why a checked plan matches each of some events, or why not, in the order of their ids; `text` is the query. The plan is
 * followed from the data to the result, by runs of its parts. Rejects with `EngineError` as a run does.
 */
export async function why(plan: Plan, text: string, data: WhyData): Promise<readonly Why[]> {
  const run = async (part: Plan, alone: boolean): Promise<Rows> => {
    const held = alone && data.few !== undefined ? data.few : await data.all()
    const compiled = held.engine.compile(held.prepare(part))
    if ('unsupported' in compiled) return undefined
    const options = data.signal === undefined ? {} : { signal: data.signal }
    const { rows } = await compiled.run(held.data, { lineage: true, ...options })
    return held.ids.map(id => rows.filter(row => has(row.behind, id)))
  }
  const count = data.few?.ids.length ?? (await data.all()).ids.length
  const ended = await trace(plan, {
    text,
    count,
    async survivors(part, alone) {
      const rows = await run(part, alone)
      return rows?.map(of => of.length > 0)
    },
    async judge(filter, alone) {
      const { question, columns } = questionsOf(filter.where, text)
      const rows = await run(
        {
          op: 'keep',
          input: { op: 'extend', input: filter.input, columns },
          columns: columns.map(c => c.name),
        },
        alone,
      )
      const at = new Map(columns.map((c, i) => [c.name, i]))
      return rows?.map(of => {
        const holds = (row: ResultRow): boolean => row.values[at.get(question.holds) ?? -1] === true
        const telling = of.find(holds) ?? of[0]
        return telling === undefined ? undefined : answer(question, name => telling.values[at.get(name) ?? -1] ?? null)
      })
    },
  })
  return ended.alive.map((matched, i) => ({ matched, steps: ended.steps[i] ?? [] }))
}

/** Per event, the rows that it is behind; undefined where the engine refuses. */
type Rows = readonly (readonly ResultRow[])[] | undefined

/** Whether an id is among ids in ascending order. */
function has(ids: readonly number[], id: number): boolean {
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ids[middle] ?? 0) < id) low = middle + 1
    else high = middle
  }
  return ids[low] === id
}

/** Parts of a condition that are shown side by side. */
const mostShown = 20
/** Characters of a value that are shown. */
const longestValue = 1000

function answer(question: Question, valueIn: (column: string) => Value): WhyNode {
  const holds = valueIn(question.holds) === true
  const children = question.parts.map(part => answer(part, valueIn))
  return {
    text: question.text,
    holds,
    ...placed(question.at),
    values: question.values.map(({ name, column }) => ({ name, value: shown(valueIn(column)) })),
    children: children.length <= mostShown ? children : telling(children, question.op === 'or'),
  }
}

/** Of many parts those that decide: of an `or` what holds, of an `and` what does not. */
function telling(children: readonly WhyNode[], either: boolean): WhyNode[] {
  const deciding = children.filter(child => child.holds === either)
  const kept = (deciding.length > 0 ? deciding : children).slice(0, mostShown)
  const rest = children.filter(child => !kept.includes(child))
  const holds = either ? rest.some(child => child.holds) : rest.every(child => child.holds)
  return [...kept, { text: `… ${rest.length} more`, holds, ...placed(undefined), values: [], children: [] }]
}

export const placed = (
  at: Span | undefined,
): { readonly start: number | undefined; readonly end: number | undefined } => ({
  start: at?.start,
  end: at?.end,
})

function shown(value: Value): string {
  const text = printValue(value)
  return text.length <= longestValue ? text : `${text.slice(0, longestValue)}…`
}
