import type { ScalarNode } from '../yaml/node.ts'
import type { TextPart } from './model.ts'
import { readText } from './text.ts'
import { textVal, type Val } from './values.ts'

/** Values that one text may stand for, beyond which it is not written out. */
const most = 10_000

/**
 * A text with its placeholders (`%name%`) replaced by each of their values, which may hold wildcards; `\%` is a percent
 * sign. A placeholder without values leaves the rule without a meaning.
 */
export function expand(
  parts: readonly TextPart[],
  node: ScalarNode,
  cased: boolean,
  placeholders: ReadonlyMap<string, readonly string[]>,
): Val {
  let all: (readonly TextPart[])[] = [[]]
  for (const part of parts)
    for (const piece of 'text' in part ? piecesOf(part.text) : [part]) {
      const values = 'placeholder' in piece ? placeholders.get(piece.placeholder)?.map(readText) : [[piece]]
      if (values === undefined || values.length * all.length > most)
        return { is: 'unresolved', name: 'placeholder' in piece ? piece.placeholder : '', node }
      all = all.flatMap(before => values.map(after => [...before, ...after]))
    }
  const [only] = all
  if (all.length === 1 && only !== undefined) return textVal(only, node, cased)
  return { is: 'any', of: all.map(text => textVal(text, node, cased)), node }
}

type Piece = { readonly text: string } | { readonly placeholder: string }

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  const plain = (end: number): void => {
    if (end > from) pieces.push({ text: text.slice(from, end).replaceAll('\\%', '%') })
  }
  for (const found of text.matchAll(/(?<!\\)%([^%\s\\]+)%/g)) {
    plain(found.index)
    pieces.push({ placeholder: found[1] ?? '' })
    from = found.index + found[0].length
  }
  plain(text.length)
  return pieces
}
