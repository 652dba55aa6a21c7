import type { Cost } from './index.ts'
import { note, quoted } from './say.ts'

/** A lookup for every message, where one for every group would do: what it brings only is a key of the groups, or nothing at all. */
export const lookupBeforeGroups: Cost = ({ stages }, source) =>
  stages.flatMap((stage, i) => {
    const next = stages[i + 1]
    if (stage.kind !== 'lookup-stage' || next?.kind !== 'aggregate') return []
    if (!next.calls.every(call => call.fn === 'count' && call.args.length === 0)) return []
    if (stages.slice(0, i).some(s => s.kind === 'aggregate')) return []
    const { columns, on } = stage.lookup
    if (columns === '*') return []
    const brought = new Set(columns.map(({ column, as }) => (as ?? column).name.toLowerCase()))
    const keys = on.map(({ field }) => field.name.toLowerCase())
    const by = next.by.map(key => key.name.toLowerCase())
    if (!keys.every(key => by.includes(key)) || !by.some(key => brought.has(key))) return []
    return [
      note(
        'lookup-before-groups',
        stage.span,
        `the table is asked for every message, and \`${quoted(source, next.span)}\` needs it once for every group`,
        'the groups hold the fields that are looked up, and there are fewer groups than messages',
        'put the aggregation, without the columns of the table, before the `lookup`',
      ),
    ]
  })
