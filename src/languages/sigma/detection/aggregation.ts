// Aggregations in conditions, as the first version of Sigma had them: `count(User) by Host >= 5`, `near other`. What they say is
// a correlation now, and the message writes it.

const functions: Readonly<Record<string, string>> = { sum: 'value_sum', avg: 'value_avg' }
const comparisons: Readonly<Record<string, string>> = {
  '>': 'gt',
  '>=': 'gte',
  '<': 'lt',
  '<=': 'lte',
  '=': 'eq',
  '==': 'eq',
}

const counted =
  /^\|\s{0,9}(count|sum|avg)\s{0,9}(?:\(\s{0,9}([^()\s]{0,200})\s{0,9}\))?\s{1,9}(?:by\s{1,9}(\S{1,200})\s{1,9})?(>=|<=|==|>|<|=)\s{0,9}(\d{1,9})\s{0,9}$/

/** The correlation that says what an aggregation (from its `|` on) said; one to fill in where it cannot be told. */
export function correlationFor(aggregation: string): string {
  const near = /^\|\s{0,9}near\s/.test(aggregation)
  if (near) return correlation('temporal', '[<name of this rule>, <names of the others>]', undefined, undefined)
  const [, fn = '', field = '', by, sign = '', number = ''] = counted.exec(aggregation) ?? []
  const limit = comparisons[sign]
  if (limit === undefined) return correlation('event_count', '[<name of this rule>]', '…', '{gte: 10}')
  const type = functions[fn] ?? (field === '' ? 'event_count' : 'value_count')
  const of = field === '' ? '' : `field: ${field}, `
  return correlation(type, '[<name of this rule>]', by, `{${of}${limit}: ${number}}`)
}

const correlation = (type: string, rules: string, by: string | undefined, condition: string | undefined): string =>
  `${[
    `correlation: {type: ${type}, rules: ${rules}`,
    ...(by === undefined ? [] : [`group-by: [${by}]`]),
    'timespan: 5m',
    ...(condition === undefined ? [] : [`condition: ${condition}`]),
  ].join(', ')}}`
