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
  /** `values` joins at most this many (values.md). */
  mostValues: 100,
  /** `json auto` makes at most this many fields of a message (parse-json-formatted-logs.md). */
  mostJsonFields: 100,
} as const
