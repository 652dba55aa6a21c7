import type { AggregateContext, Dialect, RenderAggregate } from '../sql/dialect.ts'
import { orderBy } from '../sql/relation.ts'

/** A call over the rows for which these conditions hold too. */
function over(call: string, { where, over }: AggregateContext, also: readonly string[] = []): string {
  const conditions = [...where, ...also]
  const filter = conditions.length === 0 ? '' : ` FILTER (WHERE ${conditions.join(' AND ')})`
  return `${call}${filter}${over === undefined ? '' : ` OVER (${over})`}`
}

const simple =
  (name: string): RenderAggregate =>
  ([of], context) =>
    over(`${name}(${of?.sql})`, context)

const edge =
  (side: 'first' | 'last'): RenderAggregate =>
  ([of], context) => {
    if (context.over !== undefined) return `${side}_value(${of?.sql} IGNORE NULLS) OVER (${context.over})`
    const [key, ...more] = context.order
    // One ascending key needs no sorting; rows without it would be left out.
    if (key?.present === true && more.length === 0 && !key.descending)
      return over(`arg_${side === 'first' ? 'min' : 'max'}(${of?.sql}, ${key.sql})`, context, [
        `${of?.sql} IS NOT NULL`,
      ])
    return over(`${side}(${of?.sql}${orderBy(context.order)})`, context, [`${of?.sql} IS NOT NULL`])
  }

/** The bounds of 64 bit. */
const LEAST = "CAST('-9223372036854775808' AS HUGEINT)"
const GREATEST = "CAST('9223372036854775807' AS HUGEINT)"

/** What a square of stays a number that DuckDB's deviation does not overflow with. */
const SQUARE_SAFE = '1e150'

export const aggregates: Dialect['aggregates'] = {
  count: (args, context) => over(args.length === 1 ? `count(${args[0]?.sql})` : 'count(*)', context),
  count_distinct: (args, context) =>
    over(`count(DISTINCT ${args.length === 1 ? args[0]?.sql : `row(${args.map(a => a.sql).join(', ')})`})`, context),
  values: ([of], context) =>
    `coalesce(list_sort(${over(`list(DISTINCT ${of?.sql})`, context, [`${of?.sql} IS NOT NULL`])}), CAST([] AS VARCHAR[]))`,
  list: ([of], context) => {
    const order = context.over === undefined ? orderBy(context.order) : ''
    return `coalesce(${over(`list(${of?.sql}${order})`, context, [`${of?.sql} IS NOT NULL`])}, CAST([] AS VARCHAR[]))`
  },
  sum: (args, context, w) => {
    const sum = simple('sum')(args, context, w)
    return args[0]?.type === 'int'
      ? `CASE WHEN ${sum} BETWEEN ${LEAST} AND ${GREATEST} THEN CAST(${sum} AS BIGINT) END`
      : sum
  },
  avg: simple('avg'),
  min: simple('min'),
  max: simple('max'),
  first: edge('first'),
  last: edge('last'),
  percentile: ([of, share], context) => over(`quantile_cont(${of?.sql}, ${share?.sql})`, context),
  stddev: ([of], context) => {
    const x = of?.sql
    const count = over(`count(${x})`, context)
    const infinite = over(`count(${x})`, context, [`NOT isfinite(${x})`])
    const large = over(`count(${x})`, context, [`isfinite(${x})`, `abs(${x}) >= ${SQUARE_SAFE}`])
    const native = over(`stddev_samp(${x})`, context, [`abs(${x}) < ${SQUARE_SAFE}`])
    const refused = `error('the standard deviation of numbers beyond ${SQUARE_SAFE} cannot be calculated by this engine')`
    return `CASE ${count} WHEN 0 THEN NULL WHEN 1 THEN 0.0 ELSE CASE WHEN ${infinite} > 0 THEN CAST('nan' AS DOUBLE) WHEN ${large} > 0 THEN ${refused} ELSE ${native} END END`
  },
}
