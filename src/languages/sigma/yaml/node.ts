import type { Span } from '../../../base/span.ts'

/** A YAML value with the place it stands at and the type that its author wrote. */
export type Node = ScalarNode | ListNode | MapNode

/**
 * `text` of a string is the string; of a number its plain decimal spelling; of a truth value `true` or `false`; of null
 * nothing. `written` is the text as it stands in the file, quotes and escapes resolved.
 */
export interface ScalarNode {
  readonly is: 'scalar'
  readonly type: 'string' | 'int' | 'float' | 'bool' | 'null'
  readonly text: string
  readonly written: string
  readonly span: Span
  /** The offset in the file of an offset in `written`. */
  readonly offset: (at: number) => number
}

export interface ListNode {
  readonly is: 'list'
  readonly items: readonly Node[]
  readonly span: Span
}

export interface MapNode {
  readonly is: 'map'
  readonly entries: readonly Entry[]
  readonly span: Span
}

export interface Entry {
  readonly key: ScalarNode
  readonly value: Node
}

/** The value of a key, or undefined. */
export const entryOf = (map: MapNode, key: string): Node | undefined =>
  map.entries.find(e => e.key.written === key)?.value

/** A value as plain data: maps become objects, numbers their spelling; for what is carried and never looked at. */
export function plainData(node: Node): unknown {
  if (node.is === 'list') return node.items.map(plainData)
  if (node.is === 'map') return Object.fromEntries(node.entries.map(e => [e.key.written, plainData(e.value)]))
  if (node.type === 'null') return null
  return node.type === 'bool' ? node.text === 'true' : node.type === 'string' ? node.text : number(node)
}

/** A number as one, unless that would lose digits. */
function number({ text }: ScalarNode): number | string {
  const value = Number(text)
  return String(value) === text ? value : text
}

/** What kind of value it is, for messages. */
export function kindOf(node: Node): string {
  if (node.is !== 'scalar') return node.is === 'map' ? 'a map' : 'a list'
  return { string: 'a text', int: 'a number', float: 'a number', bool: 'true or false', null: 'nothing' }[node.type]
}
