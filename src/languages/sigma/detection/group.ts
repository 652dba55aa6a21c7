import { wrong } from '../report.ts'
import type { Node } from '../yaml/node.ts'
import { type Reading, readItem } from './item.ts'
import type { Group } from './model.ts'

/**
 * What a search identifier asks: a map is all of its items, a list any of its members, a text a keyword
 * (sigma-rules-specification.md, "Detection"). Undefined where something in it has no meaning.
 */
export function readGroup(reading: Reading, node: Node): Group | undefined {
  switch (node.is) {
    case 'scalar':
      return ofItem(readItem(reading, undefined, node))
    case 'map': {
      if (node.entries.length === 0) return empty(reading, node)
      const of = node.entries.map(({ key, value }) => ofItem(readItem(reading, key, value)))
      return joined('and', of, node)
    }
    case 'list': {
      if (node.items.length === 0) return empty(reading, node)
      return joined(
        'or',
        node.items.map(item => readGroup(reading, item)),
        node,
      )
    }
  }
}

const ofItem = (item: ReturnType<typeof readItem>): Group | undefined =>
  item === undefined ? undefined : { is: 'item', item, span: item.span }

function joined(is: 'and' | 'or', of: readonly (Group | undefined)[], node: Node): Group | undefined {
  if (!of.every(part => part !== undefined)) return undefined
  const [only] = of
  return of.length === 1 ? only : { is, of, span: node.span }
}

const empty = (reading: Reading, node: Node): undefined =>
  wrong(reading.report, 'empty-selection', node.span, 'this selection asks for nothing', {
    because: 'it would match every event, or none, depending on who reads it',
    help: 'write at least one field with a value, or take the selection away',
  })
