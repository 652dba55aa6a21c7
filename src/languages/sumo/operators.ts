/** What is known of an operator (a stage of its own); parsing, suggestions and documentation read this one table. */
export interface OperatorEntry {
  readonly name: string
  readonly aliases?: readonly string[]
  /** Page of the vendor's documentation, without `.md`; short forms as in SEMANTICS.md. */
  readonly page: string
  readonly meaning: string
  readonly syntax: string
}

/** Every operator of a log search that is not an aggregate or a function (S/, P/, T/, docs/search/). */
export const operators = {
  where: { page: 'S/where', meaning: 'keeps the rows for which the condition holds', syntax: 'where CONDITION' },
  parse: {
    page: 'P/parse-predictable-patterns-using-an-anchor',
    meaning: 'takes fields out of text: between anchors, by a regular expression, or out of XML',
    syntax: 'parse [regex|xml] [field=FIELD] "PATTERN" [as NAME, …] [nodrop]',
  },
  extract: {
    page: 'P/parse-variable-patterns-using-regex',
    meaning: 'takes fields out of text by a regular expression',
    syntax: 'extract [field=FIELD] "REGEX" [multi] [nodrop]',
  },
  json: {
    page: 'P/parse-json-formatted-logs',
    meaning: 'takes fields out of JSON',
    syntax: 'json [field=FIELD] "PATH", … [as NAME, …] [nodrop] or json auto',
  },
  csv: {
    page: 'P/parse-csv-formatted-logs',
    meaning: 'takes columns out of comma-separated text',
    syntax: 'csv FIELD extract 1 as NAME, …',
  },
  split: {
    page: 'P/parse-delimited-logs-using-split',
    meaning: 'takes columns out of delimited text',
    syntax: "split FIELD delim=':' extract 1 as NAME, …",
  },
  keyvalue: {
    aliases: ['kv'],
    page: 'P/parse-keyvalue-formatted-logs',
    meaning: 'takes fields out of key-value pairs',
    syntax: 'kv [infer|regex|auto] "KEY", … [as NAME, …] [nodrop]',
  },
  fields: { page: 'S/fields', meaning: 'keeps or removes fields', syntax: 'fields [-] FIELD, …' },
  sort: {
    aliases: ['order'],
    page: 'S/sort',
    meaning: 'puts the rows in order, greatest first unless `+` or `asc`',
    syntax: 'sort by [+|-]FIELD, …',
  },
  limit: { page: 'S/limit', meaning: 'keeps the first rows', syntax: 'limit N' },
  top: { page: 'S/top', meaning: 'keeps the rows that come first in an order', syntax: 'top N FIELD [by FIELD, …]' },
  topk: { page: 'S/topk', meaning: 'keeps the highest rows of each group', syntax: 'topk(N, FIELD) [by FIELD, …]' },
  dedup: {
    page: 'S/dedup',
    meaning: 'keeps the first rows of each group',
    syntax: 'dedup [consecutive] [N] [by FIELD, …]',
  },
  timeslice: {
    page: 'S/timeslice',
    meaning: 'gives each row the start of its slice of time',
    syntax: 'timeslice 1h [as NAME]',
  },
  transpose: {
    page: 'S/transpose',
    meaning: 'turns values of a column into columns',
    syntax: 'transpose row FIELD, … column FIELD, …',
  },
  fillmissing: {
    page: 'S/fillmissing',
    meaning: 'adds rows for groups that have none',
    syntax: 'fillmissing timeslice(1h), values all in FIELD',
  },
  accum: { page: 'S/accum', meaning: 'a running sum', syntax: 'accum FIELD [as NAME] [by FIELD, …]' },
  backshift: {
    page: 'S/backshift',
    meaning: 'the value some rows earlier',
    syntax: 'backshift FIELD, N [as NAME] [by FIELD, …]',
  },
  diff: { page: 'S/diff', meaning: 'the difference to the row before', syntax: 'diff FIELD [as NAME] [by FIELD, …]' },
  smooth: { page: 'S/smooth', meaning: 'the mean of the last rows', syntax: 'smooth FIELD, N [as NAME] [by FIELD, …]' },
  rollingstd: {
    page: 'S/rollingstd',
    meaning: 'the standard deviation of the last rows',
    syntax: 'rollingstd FIELD, N [as NAME] [by FIELD, …]',
  },
  total: { page: 'S/total', meaning: 'the sum of a group on every row', syntax: 'total FIELD [as NAME] [by FIELD, …]' },
  join: {
    page: 'S/join',
    meaning: 'joins two selections of the rows',
    syntax: 'join (…) as t1, (…) as t2 on t1.a = t2.b',
  },
  lookup: {
    page: 'S/lookup',
    meaning: 'brings in columns of a lookup table',
    syntax: 'lookup COLUMN, … from path://"…" on FIELD=COLUMN',
  },
  compose: {
    page: 'docs/search/subqueries',
    meaning: 'says which fields of a subquery narrow the outer search',
    syntax: 'compose FIELD, … [maxresults=N] [keywords]',
  },
  withtime: {
    page: 'G/most-recent-least-recent',
    meaning: 'puts the time of the row with a value',
    syntax: 'withtime FIELD',
  },
  outlier: {
    page: 'S/outlier',
    meaning: 'marks values that lie far from those before',
    syntax: 'outlier FIELD [by FIELD, …] [window=10, threshold=3.0]',
  },
  predict: { page: 'S/predict', meaning: 'continues a series', syntax: 'predict FIELD by 1h [model=ar, forecast=10]' },
  compare: {
    page: 'S/compare',
    meaning: 'puts an earlier time range beside this one',
    syntax: 'compare with timeshift 1d [N] [avg|min|max]',
  },
  bin: { page: 'S/bin', meaning: 'sorts numbers into ranges', syntax: 'bin FIELD width=N [, min=N] [, max=N]' },
  filter: {
    page: 'S/filter',
    meaning: 'keeps the rows whose value an inner query gives',
    syntax: 'filter FIELD in (…)',
  },
  cat: { page: 'S/cat', meaning: 'the rows of a lookup table', syntax: 'cat path://"…"' },
  save: { page: 'S/save', meaning: 'writes the rows into a lookup table', syntax: 'save [append] path://"…"' },
  geoip: { page: 'S/geoip', meaning: 'the place of an IP address', syntax: 'geoip FIELD' },
  threatip: { page: 'S/threatip', meaning: 'what is known to threaten from an IP address', syntax: 'threatip FIELD' },
  threatlookup: {
    page: 'S/threatlookup',
    meaning: 'what threat intelligence knows of a value',
    syntax: 'threatlookup [singleIndicator] [source="…"] FIELD',
  },
  transactionize: {
    page: 'T/transactionize-operator',
    meaning: 'groups rows that share a key',
    syntax: 'transactionize FIELD, … [maxSpan=1m] [(merge …)]',
  },
  merge: { page: 'T/merge-operator', meaning: 'one row of each transaction', syntax: 'merge FIELD takeFirst, …' },
  transaction: {
    page: 'T/transaction-operator',
    meaning: 'follows states through time',
    syntax: 'transaction on FIELD with "…" as STATE, …',
  },
  sessionize: {
    page: 'S/sessionize',
    meaning: 'follows a value from message to message',
    syntax: 'sessionize "ANCHOR *" as (FIELD), "ANCHOR $FIELD *" as (FIELD)',
  },
  trace: { page: 'S/trace', meaning: 'follows values from message to message', syntax: 'trace "REGEX" "START"' },
  benchmark: {
    page: 'no page; Sumo’s published apps use it',
    meaning: 'compares with the values of other customers',
    syntax: 'benchmark FIELD as NAME from TABLE on FIELD, …',
  },
  infer: { page: 'CH', meaning: 'compares with a benchmark model', syntax: 'infer NAME=VALUE …' },
  logreduce: {
    aliases: ['summarize'],
    page: 'docs/search/logreduce/logreduce-operator',
    meaning: 'groups messages that look alike',
    syntax: 'logreduce [field=FIELD] [by FIELD]',
  },
  logcompare: {
    page: 'docs/search/logcompare',
    meaning: 'compares groups of messages over time',
    syntax: 'logcompare timeshift -24h',
  },
  logexplain: {
    page: 'docs/search/logexplain',
    meaning: 'says what is special about some rows',
    syntax: 'logexplain CONDITION on FIELD, …',
  },
} as const satisfies Record<string, Omit<OperatorEntry, 'name'>>

export type OperatorName = keyof typeof operators

const byName = new Map<string, OperatorName>()
for (const [name, entry] of Object.entries(operators) as [OperatorName, Omit<OperatorEntry, 'name'>][])
  for (const spelled of [name, ...(entry.aliases ?? [])]) byName.set(spelled, name)

/** The operator of that name or alias, in any case. */
export const operatorNamed = (name: string): OperatorName | undefined => byName.get(name.toLowerCase())

/** Every name and alias. */
export const operatorNames: readonly string[] = [...byName.keys()]
