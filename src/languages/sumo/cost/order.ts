import type { Stage } from '../syntax.ts'
import type { Cost } from './index.ts'
import { note, quoted } from './say.ts'

/** Aggregates whose result does not depend on the order of rows. */
const orderless = /^(?:count|count_distinct|count_frequent|sum|avg|min|max|stddev|pct|values|most_recent|least_recent)$/

/** A sort whose order is lost in the aggregation after it. */
export const uselessSort: Cost = ({ stages }, source) =>
  stages.flatMap((stage, i) => {
    if (stage.kind !== 'sort' || stage.keys.length === 0) return []
    const next = stages.slice(i + 1).find(s => !keepsOrder.has(s.kind))
    if (next?.kind !== 'aggregate' || !next.calls.every(call => orderless.test(call.fn))) return []
    return [
      note(
        'useless-sort',
        stage.span,
        `the order is lost in \`${quoted(source, next.calls[0]?.span ?? next.span)}\``,
        'an aggregation puts its rows into an order of its own, and none of these results depends on the order before it',
        'remove this `sort`, or put it after the aggregation',
      ),
    ]
  })

const keepsOrder: ReadonlySet<Stage['kind']> = new Set<Stage['kind']>(['where', 'fields', 'assign', 'timeslice'])

/** All messages sorted, for a few of them. */
export const sortForLimit: Cost = ({ stages }, source) =>
  stages.flatMap((stage, i) => {
    const next = stages[i + 1]
    if (stage.kind !== 'sort' || next?.kind !== 'limit' || next.count.kind !== 'number') return []
    const [key] = stage.keys
    if (
      key === undefined ||
      !key.descending ||
      stage.keys.length > 1 ||
      /^_(?:messagetime|receipttime)$/i.test(key.name.name)
    )
      return []
    if (!stages.slice(0, i).every(s => ofMessages.has(s.kind))) return []
    const name = source.text.slice(key.name.span.start, key.name.span.end)
    return [
      note(
        'sort-for-limit',
        { start: stage.span.start, end: next.span.end },
        `all messages are sorted to keep ${next.count.text} of them`,
        'the rest of the order is thrown away',
        `write \`| topk(${next.count.text}, ${name})\`, which also numbers them in \`_rank\``,
      ),
    ]
  })

const ofMessages: ReadonlySet<Stage['kind']> = new Set<Stage['kind']>([
  ...([
    'where',
    'assign',
    'fields',
    'timeslice',
    'json',
    'json-auto',
    'parse-anchor',
    'parse-regex',
    'parse-xml',
  ] as const),
  ...(['csv', 'split', 'keyvalue', 'lookup-stage'] as const),
])
