/**
 * Where neither Sumo's documentation nor its published queries settle what a query means, this is what we take it to mean.
 * One constant a question, so that each can be turned when someone has tried it in the product; SEMANTICS.md numbers them.
 */
export const choices = {
  /** `parse "user=*:"` does not match `User=…`. The documentation's only example is at odds with its own log line. */
  anchorsAreCaseSensitive: true,
  // an example of if.md has a `?` in a pattern without saying what it does
  /** `?` inside a quoted `matches` pattern stands for itself. */
  questionMarkInMatchesIsLiteral: true,
  /** Underscore separates terms of a message like other punctuation (keyword-search-expressions.md lists no exception). */
  underscoreSeparatesTerms: true,
  /** Where a null stands in a sort, in either direction. */
  nullsInSort: 'last',
  /** A nodrop parse that fails leaves an existing field of that name alone, and so does `json … nodrop` without the key. */
  failedParseKeepsField: true,
  /** `toLong("1.9")` is 1: what is no whole number is cut down to one. */
  longOfDecimalTruncates: true,
  /** The percentile of `pct(f)`: median.md writes the median as `pct(f [, 50])`. */
  defaultPercentile: '50',
  /** The widths that `timeslice n buckets` chooses from, in milliseconds: timeslice.md says a reasonable one of the clock. */
  bucketWidths: [
    ...[1, 5, 15, 30].map(seconds => seconds * 1000),
    ...[1, 5, 15, 30].map(minutes => minutes * 60_000),
    ...[1, 3, 6, 12].map(hours => hours * 3_600_000),
    ...[1, 7].map(days => days * 86_400_000),
  ],
  /** accum, diff and total drop rows whose field is no number: diff.md says removed, the others skipped. */
  notNumbersAreDropped: true,
  /** `transpose` makes at most this many columns of itself (transpose.md). */
  mostTransposed: 300,
  /** How `formatDate` writes a time without a format (formatdate.md: “US-style”). */
  usDate: 'MM/dd/yyyy HH:mm:ss',
  /** The name of the column that `transpose` makes of a missing value. */
  nameOfNull: 'null',
  /** What stands between the values of several column fields in the names that `transpose` makes. */
  betweenNames: ', ',
  /** `fillmissing` looks for at most this many combinations (fillmissing.md). */
  mostCombinations: 10_000,
  /** A search reads the messages at most this often: each table of a join reads them once more, and joins after joins multiply. */
  mostReads: 32,
  /** `predict` forecasts at most this many points (predict.md). */
  mostPredicted: 100,
  /** `count_frequent` gives at most this many rows (count-count-distinct-and-count-frequent.md). */
  mostFrequent: 10_000,
  /** `values` joins at most this many (values.md). */
  mostValues: 100,
  /** `json auto` makes at most this many fields of a message (parse-json-formatted-logs.md). */
  mostJsonFields: 100,
  /** So many rows of a subquery count when it does not say `maxresults` (subqueries.md). */
  composedRows: 2_500,
  /** The largest `maxresults` (subqueries.md). */
  mostComposedRows: 10_000,
  /** `haversine` is rounded to so many decimals: its page shows 3,512.71000 where the formula gives 3512.7058 (haversine.md). */
  haversineDecimals: 2n,
  /** Of several indicators of one value, the best one: by these, the greatest first (threatlookup.md: the most recent, highest confidence). */
  bestIndicator: ['confidence', 'updated', 'valid_from'],
} as const
