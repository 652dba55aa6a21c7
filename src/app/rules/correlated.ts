import type { Result } from '../../engines/engine.ts'
import type { Origin } from '../../event/event.ts'
import { jsonText } from '../value-text.ts'
import type { Hit } from './hit.ts'

/** What a plan of a correlation calls the first and the last moment of what it found together. */
const moments = ['start', 'end'] as const

/**
 * Alerts of a correlation: its columns are the group, what was counted or calculated (under the name `counted`), and the window;
 * behind each row stand its events.
 */
export function correlated(
  { columns, rows }: Result,
  counted: string,
  originOf: (id: number) => Origin | undefined,
): Hit[] {
  const at = (name: string): number => columns.findIndex(c => c.name === name)
  return rows.map(row => {
    const [start, end] = moments.map(name => {
      const value = row.values[at(name)]
      return typeof value === 'bigint' ? value : undefined
    })
    const events = row.behind.flatMap(id => originOf(id) ?? [])
    const named = (wanted: (name: string) => boolean) =>
      columns.flatMap(({ name, type }, i) =>
        wanted(name) ? [{ name, json: jsonText(row.values[i] ?? null, type) }] : [],
      )
    return {
      time: end,
      origin: events[events.length - 1],
      fields: named(name => name === counted),
      together: { group: named(name => name !== counted && !isMoment(name)), start, end, events },
    }
  })
}

const isMoment = (name: string): boolean => moments.some(moment => moment === name)
