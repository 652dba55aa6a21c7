import type { Span } from '../../../base/span.ts'
import type { ScalarNode } from '../yaml/node.ts'
import type { Encoding } from './bytes.ts'
import type { FieldComparison, TextPart } from './model.ts'
import { readText } from './text.ts'

/** A value on its way through the modifiers. */
export type Val = (
  | { readonly is: 'text'; readonly parts: readonly TextPart[]; readonly cased: boolean }
  | { readonly is: 'encoded'; readonly parts: readonly TextPart[]; readonly encoding: Encoding }
  | { readonly is: 'number'; readonly text: string }
  | { readonly is: 'bool'; readonly text: string }
  | { readonly is: 'null' }
  | { readonly is: 'written'; readonly flags: string }
  | { readonly is: 'network'; readonly network: string }
  | { readonly is: 'compare'; readonly by: 'lt' | 'lte' | 'gt' | 'gte'; readonly number: string }
  | { readonly is: 'field'; readonly name: string; readonly how: FieldComparison; readonly cased: boolean }
  | { readonly is: 'any'; readonly of: readonly Val[] }
  | { readonly is: 'unresolved'; readonly name: string }
) & { readonly node: ScalarNode }

/** What a value is before any modifier, by the type that its author wrote. */
export function valOf(node: ScalarNode): Val {
  switch (node.type) {
    case 'string':
      return { is: 'text', parts: readText(node.text), cased: false, node }
    case 'int':
    case 'float':
      return { is: 'number', text: node.text, node }
    case 'bool':
      return { is: 'bool', text: node.text, node }
    case 'null':
      return { is: 'null', node }
  }
}

/** How messages call a value. */
export const nameOf = (val: Val): string =>
  ({
    text: 'a text',
    encoded: 'a text in UTF-16',
    number: 'a number',
    bool: 'true or false',
    null: 'null',
    written: 'a regex',
    network: 'a network',
    compare: 'a comparison of numbers',
    field: 'a field',
    any: 'several texts',
    unresolved: 'a placeholder',
  })[val.is]

/** A text that was made from a value. */
export const textVal = (parts: readonly TextPart[], node: ScalarNode, cased = false): Val => ({
  is: 'text',
  parts,
  cased,
  node,
})

/** The place of a part of a scalar. */
export const placeIn = (node: ScalarNode, from: number, to: number): Span => ({
  start: node.offset(from),
  end: Math.max(node.offset(from) + 1, node.offset(Math.max(from, to - 1)) + 1),
})
