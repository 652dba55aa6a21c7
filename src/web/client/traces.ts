import type { CellEntry, WhyNode } from '../../app/catalogue/model.ts'
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
  const held: Place[] = []
  const notHeld: Place[] = []
  const note = (node: WhyNode): void => {
    for (const child of node.children) note(child)
    if (node.children.length > 0 || node.start === undefined || node.end === undefined) return
    ;(node.holds ? held : notHeld).push({ start: node.start, end: node.end })
  }
  for (const event of cell.events) for (const step of event.why) if (step.tree !== undefined) note(step.tree)
  return { held, notHeld: notHeld.filter(place => !held.some(h => h.start === place.start && h.end === place.end)) }
}
