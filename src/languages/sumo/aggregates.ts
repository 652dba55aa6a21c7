/** What is known of an aggregate function; parsing, suggestions and documentation read this one table (G/). */
export interface AggregateEntry {
  readonly name: string
  readonly aliases?: readonly string[]
  readonly arity: readonly [number, number]
  /** The name of its result without `as`; `_<field>_pct_<p>` for percentiles. */
  readonly result: string
  readonly page: string
  readonly meaning: string
}

const many = Number.POSITIVE_INFINITY

/** Every aggregate. `min` and `max` with two arguments are functions of an expression instead. */
export const aggregates: readonly AggregateEntry[] = [
  {
    name: 'count',
    arity: [0, 1],
    result: '_count',
    page: 'G/count-count-distinct-and-count-frequent',
    meaning: 'number of rows',
  },
  {
    name: 'count_distinct',
    arity: [1, many],
    result: '_count_distinct',
    page: 'G/count-count-distinct-and-count-frequent',
    meaning: 'number of different values',
  },
  {
    name: 'count_frequent',
    arity: [1, many],
    result: '_approxcount',
    page: 'G/count-count-distinct-and-count-frequent',
    meaning: 'the most frequent values with about how often they occur',
  },
  { name: 'sum', arity: [1, 1], result: '_sum', page: 'G/sum', meaning: 'the sum of the numbers' },
  { name: 'avg', arity: [1, 1], result: '_avg', page: 'G/avg', meaning: 'the mean of the numbers' },
  { name: 'min', arity: [1, 1], result: '_min', page: 'G/min-max', meaning: 'the least number' },
  { name: 'max', arity: [1, 1], result: '_max', page: 'G/min-max', meaning: 'the greatest number' },
  { name: 'stddev', arity: [1, 1], result: '_stddev', page: 'G/stddev', meaning: 'the standard deviation' },
  { name: 'first', arity: [1, 1], result: '_first', page: 'G/first-last', meaning: 'the value of the first row' },
  { name: 'last', arity: [1, 1], result: '_last', page: 'G/first-last', meaning: 'the value of the last row' },
  {
    name: 'most_recent',
    arity: [1, 1],
    result: '_mostrecent',
    page: 'G/most-recent-least-recent',
    meaning: 'the newest value',
  },
  {
    name: 'least_recent',
    arity: [1, 1],
    result: '_leastrecent',
    page: 'G/most-recent-least-recent',
    meaning: 'the oldest value',
  },
  { name: 'pct', arity: [1, many], result: '_pct', page: 'G/pct', meaning: 'percentiles of the numbers' },
  {
    name: 'values',
    arity: [1, 1],
    result: '_values',
    page: 'G/values',
    meaning: 'the different values, the first 100',
  },
]

const byName = new Map(aggregates.flatMap(e => [e.name, ...(e.aliases ?? [])].map(n => [n, e] as const)))

/** The aggregate of that name, in any case. */
export const aggregateNamed = (name: string): AggregateEntry | undefined => byName.get(name.toLowerCase())
export const isAggregate = (name: string): boolean => byName.has(name.toLowerCase())
