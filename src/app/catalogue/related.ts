import type { Detection, RelatedEntry, WhyNode } from './model.ts'

/** Conditions that are named of what two detections share. */
const shownConditions = 3

type Whole = Pick<Detection, 'id' | 'attack' | 'technique' | 'queries' | 'related'>

/**
 * What belongs to each detection: what its package declares, with the detections of the catalogue that are about it, and the others
 * of the catalogue that are of the same family of techniques or ask the same of events. What there is a page of comes first; the
 * rest keeps the package's order.
 */
export function relate(detections: readonly Whole[]): ReadonlyMap<string, readonly RelatedEntry[]> {
  const conditions = new Map(detections.map(d => [d.id, conditionsOf(d)]))
  const spread = new Map<string, number>()
  for (const own of conditions.values()) for (const text of own) spread.set(text, (spread.get(text) ?? 0) + 1)
  const shared = (one: Whole, other: Whole): string[] => {
    const theirs = conditions.get(other.id)
    return (
      [...(conditions.get(one.id) ?? [])]
        // what all detections ask tells nothing of two of them
        .filter(text => theirs?.has(text) === true && (detections.length < 3 || spread.get(text) !== detections.length))
        .sort((a, b) => (spread.get(a) ?? 0) - (spread.get(b) ?? 0))
        .slice(0, shownConditions)
    )
  }
  return new Map(
    detections.map(one => {
      const declared = one.related.map((entry): RelatedEntry => {
        const page = detections.find(other => other.technique.id === entry.technique && other.id !== one.id)
        return { ...entry, detection: page?.id, shared: page === undefined ? [] : shared(one, page) }
      })
      const found = detections.flatMap((other): RelatedEntry[] => {
        if (other.id === one.id || declared.some(entry => entry.detection === other.id)) return []
        const family = one.attack.technique.id === other.attack.technique.id
        const same = shared(one, other)
        if (!family && same.length === 0) return []
        const { technique } = other
        const why = family ? `Another part of ${one.attack.technique.name}.` : ''
        const relation = family ? 'same family' : 'same conditions'
        return [{ technique: technique.id, name: technique.name, relation, why, detection: other.id, shared: same }]
      })
      const all = [...declared, ...found]
      return [one.id, [...all.filter(e => e.detection !== undefined), ...all.filter(e => e.detection === undefined)]]
    }),
  )
}

/** What the queries of a detection ask of single events, as it is written; found by following events through them. */
function conditionsOf({ queries }: Whole): ReadonlySet<string> {
  const texts = new Set<string>()
  const note = (node: WhyNode): void => {
    for (const child of node.children) note(child)
    if (node.children.length === 0 && node.start !== undefined) texts.add(node.text)
  }
  for (const { cells } of queries)
    for (const cell of cells)
      for (const { why } of cell.events) for (const { tree } of why) if (tree !== undefined) note(tree)
  return texts
}
