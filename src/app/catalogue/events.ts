import { printLogSource } from '../../event/log-source.ts'
import { textOf } from '../../proof/sighting.ts'
import type { Cell, Sighting } from '../../proof/verdict.ts'
import type { CellEntry, EventEntry, SeenEvent, WhyNode, WhyStep } from './model.ts'

// A page shows events whole, but no page is to grow with the logs: every size has a limit.

/** Events of a cell that are shown, and those of them whose reasons are. */
const shownEvents = 3
export const explainedEvents = 2
/** Characters of an event's text. */
const longestRaw = 6000
/** Fields of an event, and characters of a value. */
const mostFields = 80
const longestValue = 1200
/** Characters of an event that is one line in a list. */
const longestLine = 240

/**
 * A query over one recording, with the first events behind its rows, and why the first of these are; where it is silent and should
 * not be, with the events that came nearest, and where each of them ended.
 */
export function cellEntry(
  cell: Cell,
  expected: boolean,
  why: readonly (readonly WhyStep[])[],
  root: string,
): CellEntry {
  const reasoned = (sightings: readonly Sighting[]) => sightings.map((sighting, i) => ({ sighting, why: why[i] ?? [] }))
  const shown = cell.fires ? reasoned(cell.events).slice(0, shownEvents) : nearest(reasoned(cell.passedOver))
  return {
    of: cell.of,
    expected,
    fires: cell.fires,
    rows: cell.rows,
    eventCount: cell.eventCount,
    events: shown.map(({ sighting, why }) => eventEntry(sighting, why.map(shortStep), root)),
    failed: cell.failed,
  }
}

interface Reasoned {
  readonly sighting: Sighting
  readonly why: readonly WhyStep[]
}

/** Those of some events that got furthest through a query: past most of its stages, then with most conditions that hold. */
function nearest(events: readonly Reasoned[]): readonly Reasoned[] {
  const held = (node: WhyNode): number =>
    node.children.length === 0 ? Number(node.holds) : node.children.reduce((sum, child) => sum + held(child), 0)
  const worth = ({ why }: Reasoned): readonly [stages: number, conditions: number] => [
    why.filter(step => step.kept).length,
    why.reduce((sum, step) => sum + (step.tree === undefined ? 0 : held(step.tree)), 0),
  ]
  return events
    .map(event => ({ event, worth: worth(event) }))
    .sort((a, b) => b.worth[0] - a.worth[0] || b.worth[1] - a.worth[1])
    .slice(0, explainedEvents)
    .map(({ event }) => event)
}

/** An event as one line. */
export const seenEvent = ({ origin, time, kind, gist, event }: Sighting, root: string): SeenEvent => ({
  file: within(root, origin.file),
  line: origin.line,
  time,
  kind: kind === '' ? printLogSource(event.logSource) : kind,
  gist: cut(gist, longestLine),
})

/** An event with its text and its fields, each cut where it is longer than a page can show. */
function eventEntry(sighting: Sighting, why: EventEntry['why'], root: string): EventEntry {
  const { gist, event } = sighting
  const fields = Object.entries(event.fields).flatMap(([name, value]) => {
    const text = textOf(value)
    return text === null || text === '' ? [] : [{ name, value: cut(text, longestValue) }]
  })
  return {
    ...seenEvent(sighting, root),
    gist: cut(gist, longestValue),
    raw: event.raw === undefined ? undefined : cut(event.raw, longestRaw),
    fields: fields.slice(0, mostFields),
    why,
  }
}

/** The page has the whole text of the query beside it. */
const longestReason = 200

const shortStep = (step: WhyStep): WhyStep => ({
  ...step,
  text: cut(step.text, longestReason),
  tree: step.tree && shortNode(step.tree),
})

const shortNode = (node: WhyNode): WhyNode => ({
  ...node,
  text: cut(node.text, longestReason),
  values: node.values.map(({ name, value }) => ({ name, value: cut(value, longestReason) })),
  children: node.children.map(shortNode),
})

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most)}…`)

/** A path as it stands in its package. */
export const within = (root: string, path: string): string =>
  path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path
