import type { Result } from '../../engines/engine.ts'
import type { Origin } from '../../event/event.ts'
import { jsonText } from '../value-text.ts'
import type { Hit } from './hit.ts'

/** What a plan of a correlation calls the first and the last moment of what it found together. */
const moments = ['start', 'end'] as const

/** Alerts of a correlation: its columns are the group and the window, and behind each row stand its events. */
export function correlated({ columns, rows }: Result, originOf: (id: number) => Origin | undefined): Hit[] {
  const at = (name: string): number => columns.findIndex(c => c.name === name)
  return rows.map(row => {
    const [start, end] = moments.map(name => {
      const value = row.values[at(name)]
      return typeof value === 'bigint' ? value : undefined
    })
    const events = row.behind.flatMap(id => originOf(id) ?? [])
    const group = columns.flatMap(({ name, type }, i) =>
      type === 'time' ? [] : [{ name, json: jsonText(row.values[i] ?? null, type) }],
    )
    return { time: end, origin: events[events.length - 1], fields: [], together: { group, start, end, events } }
  })
}
