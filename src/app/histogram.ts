import type { Engine } from '../engines/engine.ts'
import type { TimeRange } from '../languages/language.ts'
import type { Plan } from '../plan/plan.ts'
import type { Held } from './hold.ts'

/** How events lie in time; microseconds since 1970 UTC. */
export interface Histogram {
  readonly start: bigint
  /** Of each bucket. */
  readonly width: bigint
  readonly buckets: readonly { readonly events: number; readonly matched: number }[]
  /** Events that do not say when they happened. */
  readonly timeless: number
}

const columnName = 'when it happened'
/** More events than these are not put into buckets here. */
const mostEvents = 2_000_000

/** The events of data in buckets of time, and how many of each are behind rows; only those in the range that is searched. Undefined where none of them says when it happened. */
export async function histogramOf(
  { data, schema, read, prepare }: Held,
  findBehind: () => Promise<ReadonlySet<number>>,
  count: number,
  engine: Engine,
  range?: TimeRange,
): Promise<Histogram | undefined> {
  const { time } = schema
  if (time === undefined || read.events > mostEvents) return undefined
  const plan: Plan = {
    op: 'keep',
    columns: [columnName],
    input: {
      op: 'extend',
      input: { op: 'scan', columns: schema.columns },
      columns: [{ name: columnName, value: time }],
    },
  }
  const compiled = engine.compile(prepare(plan))
  if ('unsupported' in compiled) return undefined
  const times = (await compiled.run(data)).rows.map(row => row.values[0])
  const searched = (at: unknown): at is bigint =>
    typeof at === 'bigint' && (range === undefined || (range.start <= at && at < range.end))
  let first: bigint | undefined
  let last: bigint | undefined
  for (const at of times) {
    if (!searched(at)) continue
    if (first === undefined || at < first) first = at
    if (last === undefined || at > last) last = at
  }
  if (first === undefined || last === undefined) return undefined
  const width = widthOf(last - first, count)
  const buckets = Array.from({ length: Number((last - first) / width) + 1 }, () => ({ events: 0, matched: 0 }))
  const behind = await findBehind()
  let timeless = 0
  for (const [id, at] of times.entries()) {
    if (typeof at !== 'bigint') timeless++
    const bucket = searched(at) ? buckets[Number((at - first) / width)] : undefined
    if (bucket === undefined) continue
    bucket.events++
    if (behind.has(id)) bucket.matched++
  }
  return { start: first, width, buckets, timeless }
}

const widthOf = (span: bigint, count: number): bigint => {
  const width = span / BigInt(Math.max(1, count)) + 1n
  return width < 1000n ? 1000n : width
}
