import type { Source } from '../../base/source.ts'
import type { Span } from '../../base/span.ts'
import type { Step } from '../language.ts'
import type { Group, Item } from './detection/model.ts'
import type { Collection, Correlation, Filter, Rule, SigmaDocument } from './rule/model.ts'

/** Characters of a condition that a sentence quotes. */
const longestQuote = 160

/** The documents of a file, part by part, each in a sentence. */
export const stepsOf = ({ documents }: Collection, { text }: Source): Step[] =>
  documents.flatMap(document => stepsIn(document, text)).sort((a, b) => a.span.start - b.span.start)

function stepsIn(document: SigmaDocument, text: string): Step[] {
  if (document.kind === 'correlation') return [{ span: document.span, says: correlated(document) }]
  return [
    { span: headOf(document), says: `Reads events of ${logSourceOf(document)}.` },
    ...[...document.identifiers.values()].map(({ name, span, group }) => {
      const fields = [...new Set(itemsIn(group).map(item => item.field ?? 'the whole event'))]
      return {
        span,
        says: `\`${name}\` looks at ${fields.map(f => (f === 'the whole event' ? f : `\`${f}\``)).join(', ')}.`,
      }
    }),
    ...(document.kind === 'rule' ? document.conditions : [document.condition]).map(({ span }) => ({
      span,
      says: `${document.kind === 'rule' ? 'Matches' : 'Lets through'} where ${quote(text, span)} holds.`,
    })),
  ]
}

const itemsIn = (group: Group): readonly Item[] => (group.is === 'item' ? [group.item] : group.of.flatMap(itemsIn))

/** The beginning of a document, up to its first selection. */
function headOf({ span, identifiers }: Rule | Filter): Span {
  const first = Math.min(span.end, ...[...identifiers.values()].map(i => i.span.start))
  return { start: span.start, end: Math.max(span.start, first) }
}

function logSourceOf({ logSource: { product, category, service } }: Rule | Filter): string {
  const said = [
    category && `the category \`${category}\``,
    product && `the product \`${product}\``,
    service && `the service \`${service}\``,
  ]
  return said.filter(part => part !== undefined).join(', ') || 'any log source'
}

const compared = {
  gt: 'more than',
  gte: 'at least',
  lt: 'less than',
  lte: 'at most',
  eq: 'exactly',
  neq: 'other than',
} as const

function correlated({ type, rules, groupBy, spanMicros, limits, fields, percentile }: Correlation): string {
  const named = rules.map(r => `\`${r.to}\``).join(', ')
  const of = fields.map(f => `\`${f.text}\``).join(', ')
  const number = limits.map(l => `${compared[l.is]} ${l.number}`).join(' and ')
  const group = groupBy.length === 0 ? '' : ` with the same ${groupBy.map(f => `\`${f.text}\``).join(', ')}`
  const time = `within ${Number(spanMicros) / 1_000_000} seconds`
  switch (type) {
    case 'event_count':
      return `Alerts on ${number} matches of ${named}${group} ${time}.`
    case 'value_count':
      return `Alerts on ${number} different values of ${of} in matches of ${named}${group} ${time}.`
    case 'temporal':
      return `Alerts where ${limits.length > 0 ? `${number} of ` : ''}${named} match${group} ${time}.`
    case 'temporal_ordered':
      return `Alerts where ${named} match one after the other${group} ${time}.`
    case 'value_percentile':
      return `Alerts where the ${percentile}th percentile of ${of} in matches of ${named}${group} ${time} is ${number}.`
    default: {
      const name = { value_sum: 'sum', value_avg: 'mean', value_median: 'median' }[type]
      return `Alerts where the ${name} of ${of} in matches of ${named}${group} ${time} is ${number}.`
    }
  }
}

function quote(text: string, { start, end }: Span): string {
  const written = text.slice(start, end).replace(/\s+/g, ' ').trim()
  return `\`${written.length <= longestQuote ? written : `${written.slice(0, longestQuote)}…`}\``
}
