import type { Span } from '../../base/span.ts'
import type { Condition } from './detection/condition.ts'
import type { Group, Item } from './detection/model.ts'
import { filtersFor } from './rule/collection.ts'
import type { Collection, Rule } from './rule/model.ts'

/** A rule as a person thinks of it: its condition as a tree, down to the items that ask for a field. */
export type Outline = Branch | Leaf

export interface Branch {
  readonly is: 'and' | 'or' | 'not'
  /** The name of the selection, filter or quantifier that it stands for; undefined for plain `and`, `or` and `not`. */
  readonly name: string | undefined
  readonly of: readonly Outline[]
  readonly span: Span
}

export interface Leaf {
  readonly is: 'item'
  readonly item: Item
  /** The file it stands in: a filter may have one of its own. */
  readonly file: string
  readonly span: Span
}

/** The tree of a rule with the filters of its collection, in which several conditions are alternatives. */
export function outlineOf(rule: Rule, collection: Collection): Outline {
  const own = joined(
    'or',
    rule.conditions.map(c => ofCondition(c, rule)),
    rule.span,
  )
  const filters = filtersFor(collection, rule).map(filter => ({
    ...joined('and', [ofCondition(filter.condition, filter)], filter.condition.span, true),
    name: `filter ${filter.head.title}`,
  }))
  return filters.length === 0 ? own : joined('and', [own, ...filters], rule.span)
}

/** Where the names of a condition are looked up. */
type Searches = Pick<Rule, 'identifiers' | 'file'>

function ofCondition(c: Condition, searches: Searches): Outline {
  switch (c.is) {
    case 'and':
    case 'or':
      return joined(
        c.is,
        c.of.map(part => ofCondition(part, searches)),
        c.span,
      )
    case 'not':
      return { is: 'not', name: undefined, of: [ofCondition(c.of, searches)], span: c.span }
    case 'identifier':
      return named(c.name, searches)
    case 'of': {
      const of = c.names.map(name => named(name, searches))
      return { is: c.quantifier === 'any' ? 'or' : 'and', name: `${c.quantifier} of`, of, span: c.span }
    }
  }
}

function named(name: string, { identifiers, file }: Searches): Outline {
  const found = identifiers.get(name)
  if (found === undefined) return { is: 'or', name, of: [], span: { start: 0, end: 0 } }
  const inner = ofGroup(found.group, file)
  return inner.is === 'item' || inner.name !== undefined
    ? { is: 'and', name, of: [inner], span: found.span }
    : { ...inner, name, span: found.span }
}

const ofGroup = (g: Group, file: string): Outline =>
  g.is === 'item'
    ? { is: 'item', item: g.item, file, span: g.span }
    : joined(
        g.is,
        g.of.map(part => ofGroup(part, file)),
        g.span,
      )

function joined(is: 'and' | 'or', of: readonly Outline[], span: Span, always: true): Branch
function joined(is: 'and' | 'or', of: readonly Outline[], span: Span): Outline
function joined(is: 'and' | 'or', of: readonly Outline[], span: Span, always = false): Outline {
  const [only] = of
  return only !== undefined && of.length === 1 && !always ? only : { is, name: undefined, of, span }
}

/** All items of a tree, in its order. */
export function itemsOf(outline: Outline): readonly Leaf[] {
  return outline.is === 'item' ? [outline] : outline.of.flatMap(itemsOf)
}

/** Whether each node holds, when it is known of the items. */
export function holdsBy(outline: Outline, item: (leaf: Leaf) => boolean): boolean {
  switch (outline.is) {
    case 'item':
      return item(outline)
    case 'and':
      return outline.of.every(part => holdsBy(part, item))
    case 'or':
      return outline.of.some(part => holdsBy(part, item))
    case 'not':
      return !outline.of.every(part => holdsBy(part, item))
  }
}

/** The items by which a tree holds: those that hold themselves, in every part that holds; what is absent decides nothing. */
export function decidingItems(outline: Outline, item: (leaf: Leaf) => boolean, wanted = true): readonly Leaf[] {
  if (outline.is === 'item') return wanted && item(outline) ? [outline] : []
  if (holdsBy(outline, item) !== wanted) return []
  const inner = outline.is === 'not' ? !wanted : wanted
  return outline.of.flatMap(part => decidingItems(part, item, inner))
}
