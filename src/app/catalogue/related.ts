import { rulesLanguage } from '../rules/language.ts'
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
        // what most detections ask tells nothing of two of them
        .filter(
          text => theirs?.has(text) && (detections.length < 3 || (spread.get(text) ?? 0) * 2 <= detections.length),
        )
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

/**
 * What the queries of a detection look for in single events, as it is written there; found by following events through them.
 * Whether a value is there, of which kind and source an event is, and how many there are of something is asked everywhere, and left
 * out.
 */
function conditionsOf({ queries }: Whole): ReadonlySet<string> {
  const texts = new Set<string>()
  for (const query of queries) {
    // what a page shows of a condition may be cut; two that begin alike are not the same
    const written = ({ start, end }: WhyNode): string => query.text.slice(start, end).replace(/\s+/g, ' ').trim()
    const note = (node: WhyNode): void => {
      for (const child of node.children) note(child)
      if (node.children.length === 0 && node.start !== undefined && namesContent(written(node), node, query.language))
        texts.add(written(node))
    }
    for (const event of query.cells.flatMap(({ events }) => events))
      for (const [stage, { text, tree }] of event.why.entries()) {
        // a later stage that is its own condition takes values out of a text
        if (tree !== undefined && (stage === 0 || tree.text !== text)) note(tree)
      }
  }
  return texts
}

/** A text, pattern or regex with a word in it, asked of something else than what a platform knows of the log. */
const namesContent = (text: string, { values }: WhyNode, language: string): boolean =>
  (language === rulesLanguage ? wordInRule : wordInQuery).test(text) &&
  values.every(({ name }) => !aboutTheLog.test(name))

/** Queries quote texts; an item of a rule has them behind its field, where `null` and `true` ask only whether there is a value. */
const wordInQuery = /["'/*][^"']*\p{L}{3}/u
const wordInRule = /^[^:]*:(?! *(?:null|true|false)$).*\p{L}{3}/su

/** Names that platforms give to what they know of a log, such as `_sourceCategory`; `_raw` is what was logged. */
const aboutTheLog = /^_(?!raw$)/
