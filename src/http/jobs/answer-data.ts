import type { Difference } from '../../app/compare.ts'
import type { Histogram } from '../../app/histogram.ts'
import type { Ran } from '../../app/run.ts'
import type { Why, WhyNode } from '../../app/why.ts'
import { isJsonObject, type Json, parseJson } from '../../event/json.ts'
import { type Column, printType, type Type, type Value } from '../../event/value.ts'
import { printTime } from '../../plan/time.ts'
import type { ExplainAnswerData } from '../contract/explain.ts'
import type { CompareAnswerData, RunAnswerData } from '../contract/run.ts'
import { diagnosticData } from '../problems.ts'

type RowData = RunAnswerData['rows'][number]
type JsonValue = RowData['values'][number]

/** Events behind a row that are named. */
const namedBehind = 50
/** Of a comparison, the rows and events that only one query gives and that are shown. */
const shownDifferences = 100

/** A value as the API gives it: exact also where JSON's numbers are not. */
export function jsonOf(value: Value, type: Type): JsonValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return type === 'object' && typeof value === 'string' ? structureOf(value) : value
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'bigint') {
    if (type === 'time') return printTime(value) ?? value.toString()
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
  }
  if (Array.isArray(value)) {
    const element = typeof type === 'object' ? type.list : 'any'
    return value.map((item: Value) => jsonOf(item, element))
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, jsonOf(item as Value, 'any')]))
}

/** Text that holds structure is given as that. */
function structureOf(text: string): JsonValue {
  const json = parseJson(text)
  return json === undefined ? text : plain(json)
}

function plain(json: Json): JsonValue {
  if (json === null || typeof json === 'boolean' || typeof json === 'string') return json
  if (Array.isArray(json)) return json.map(plain)
  if (isJsonObject(json)) return Object.fromEntries([...json].map(([key, item]) => [key, plain(item)]))
  if (!('number' in json)) return null
  const number = Number(json.number)
  const exact = Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))
  return exact ? number : json.number
}

const columnsData = (columns: readonly Column[]): RunAnswerData['columns'] =>
  columns.map(({ name, type }) => ({ name, type: printType(type) }))

function rowData(ran: Ran, row: Ran['rows'][number]): RowData {
  const first = { ...row, behind: row.behind.slice(0, namedBehind) }
  return {
    values: row.values.map((v, i) => jsonOf(v, ran.columns[i]?.type ?? 'any')),
    behind: ran.origins(first),
    behindCount: row.behind.length,
  }
}

const readData = ({ read }: Ran): RunAnswerData['read'] => ({
  ...read,
  kinds: read.kinds.map(kind => ({ ...kind })),
  problems: read.problems.map(problem => ({ ...problem })),
})

const histogramData = ({ start, width, buckets, timeless }: Histogram): NonNullable<RunAnswerData['histogram']> => ({
  start: printTime(start) ?? start.toString(),
  widthMs: Number(width) / 1000,
  buckets: buckets.map(bucket => ({ ...bucket })),
  timeless,
})

/** A run as the API gives it. */
export const runData = (ran: Ran, explain: boolean): RunAnswerData => ({
  columns: columnsData(ran.columns),
  rows: ran.rows.map(row => rowData(ran, row)),
  rowCount: ran.rowCount,
  truncated: ran.rowCount > ran.rows.length,
  read: readData(ran),
  timeless: ran.timeless,
  diagnostics: ran.diagnostics.map(d => diagnosticData(d, ran.source)),
  ...(ran.histogram === undefined ? {} : { histogram: histogramData(ran.histogram) }),
  ms: ran.ms,
  engine: ran.explained.engine,
  ...(explain
    ? { plan: ran.explained.plan, ...(ran.explained.text === undefined ? {} : { sql: ran.explained.text }) }
    : {}),
})

const differenceData = <T, D>(
  { both, onlyFirst, onlySecond }: Difference<T>,
  first: (item: T) => D,
  second = first,
) => ({
  both,
  onlyFirst: onlyFirst.slice(0, shownDifferences).map(first),
  onlyFirstCount: onlyFirst.length,
  onlySecond: onlySecond.slice(0, shownDifferences).map(second),
  onlySecondCount: onlySecond.length,
})

const same = (d: Difference<unknown> | undefined): boolean =>
  d === undefined || (d.onlyFirst.length === 0 && d.onlySecond.length === 0)

/** A comparison as the API gives it. */
export function compareData(compared: {
  readonly first: Ran
  readonly second: Ran
  readonly events: Difference<{ readonly file: string; readonly line: number }>
  readonly rows: Difference<Ran['rows'][number]> | undefined
}): CompareAnswerData {
  const { first, second, events, rows } = compared
  const side = (ran: Ran): CompareAnswerData['first'] => ({
    rowCount: ran.rowCount,
    columns: columnsData(ran.columns),
    diagnostics: ran.diagnostics.map(d => diagnosticData(d, ran.source)),
    ms: ran.ms,
  })
  return {
    same: same(events) && same(rows),
    first: side(first),
    second: side(second),
    events: differenceData(events, origin => origin),
    ...(rows === undefined
      ? {}
      : {
          rows: differenceData(
            rows,
            row => rowData(first, row),
            row => rowData(second, row),
          ),
        }),
    read: readData(first),
  }
}

type NodeData = NonNullable<ExplainAnswerData['answers'][number]['steps'][number]['tree']>

/** Why queries match, as the API gives it. */
export const whyData = (answers: readonly Why[]): ExplainAnswerData['answers'] =>
  answers.map(({ matched, steps }) => ({
    matched,
    steps: steps.map(({ text, start, end, kept, tree }) => ({
      text,
      ...placeData(start, end),
      kept,
      ...(tree === undefined ? {} : { tree: nodeData(tree) }),
    })),
  }))

const nodeData = ({ text, holds, start, end, values, children }: WhyNode): NodeData => ({
  text,
  holds,
  ...placeData(start, end),
  values: values.map(value => ({ ...value })),
  children: children.map(nodeData),
})

const placeData = (start: number | undefined, end: number | undefined): { start?: number; end?: number } =>
  start === undefined || end === undefined ? {} : { start, end }
