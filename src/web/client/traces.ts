import type { CellEntry } from '../../app/catalogue/model.ts'
import { conditionsIn } from '../conditions.ts'
import type { Trace } from '../trace.ts'
import type { Place } from './places.ts'

const loaded = new Map<string, Promise<Trace>>()

/** What a query did over each recording; loaded once, when it is first asked for. */
export function traceAt(address: string): Promise<Trace> {
  const known = loaded.get(address)
  if (known !== undefined) return known
  const asked = fetch(address).then(answer => {
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`)
    return answer.json() as Promise<Trace>
  })
  loaded.set(address, asked)
  asked.catch(() => loaded.delete(address))
  return asked
}

/** The query over one recording. */
export const cellOf = (trace: Trace, of: string): CellEntry | undefined =>
  [...trace.cells, ...trace.benign].find(cell => cell.of === of)

/** The places of the conditions that held for some event of a cell, and of those that were looked at and did not. */
export function conditionPlaces(cell: CellEntry): {
  readonly held: readonly Place[]
  readonly notHeld: readonly Place[]
} {
  const asked = cell.events.flatMap(event => conditionsIn(event.why))
  const held = asked.filter(condition => condition.holds)
  const isHeld = ({ start, end }: Place): boolean => held.some(h => h.start === start && h.end === end)
  return { held, notHeld: asked.filter(condition => !condition.holds && !isHeld(condition)) }
}
