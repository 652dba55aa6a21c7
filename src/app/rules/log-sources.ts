import type { Dataset, Engine } from '../../engines/engine.ts'
import type { Column, Value } from '../../event/value.ts'
import type { Predicate } from '../../plan/plan.ts'
import { visit } from '../../plan/walk.ts'
import { categories, product, service } from '../../platforms/sigma/columns.ts'
import { leadingOf } from './batches.ts'
import { holding } from './decide.ts'

const columns: readonly Column[] = [product, service, categories]

/** Says of each condition whether an event of one of the log sources in the data can fulfil it. */
export type Reachable = (conditions: readonly Predicate[]) => Promise<readonly boolean[]>

/**
 * Looks which log sources the data has. Rules for others need not be asked: of thousands of rules, most are for logs that are not
 * there. Over data without log sources (a table), every condition is reachable.
 */
export async function reachableIn(data: Dataset, engine: Engine): Promise<Reachable> {
  const held = columns.every(({ name }) => data.columns.some(c => c.name === name))
  const query = engine.compile({
    op: 'group',
    input: { op: 'scan', columns },
    by: columns.map(c => c.name),
    aggregates: [],
  })
  if (!held || 'unsupported' in query) return async conditions => conditions.map(() => true)
  const { rows } = await query.run(data)
  const sources = rows.map(row => row.values)
  return conditions => reachable(conditions, sources)
}

async function reachable(
  conditions: readonly Predicate[],
  sources: readonly (readonly Value[])[],
): Promise<readonly boolean[]> {
  const distinct = new Map<string, { readonly at: number; readonly asks: Predicate }>()
  const places = conditions.map(condition => {
    const asks: Predicate = { op: 'and', args: leadingOf(condition).filter(asksForSource) }
    const key = JSON.stringify(asks)
    const known = distinct.get(key) ?? { at: distinct.size, asks }
    distinct.set(key, known)
    return known.at
  })
  const truths = await holding(
    [...distinct.values()].map(d => d.asks),
    columns,
    sources,
  )
  return places.map(at => truths.some(row => row[at] === true))
}

/** Whether a condition reads nothing but the log source. */
function asksForSource(condition: Predicate): boolean {
  const bound = new Set<string>(columns.map(c => c.name))
  let own = true
  visit(condition, node => {
    if (node.op === 'some') bound.add(node.as)
    own &&= node.op !== 'field' || bound.has(node.name)
  })
  return own
}
