import { concat, type Doc, fill, group, indent, line, softline } from '../../kit/layout.ts'
import { enclosed, join, leafDoc, step } from './document.ts'
import { gap } from './expression.ts'
import type { Leaf, Piece } from './pieces.ts'
import { searchBracket } from './search.ts'

/** The words, texts and fields that a search looks for. */
export const scopeDoc = (items: readonly Piece[]): Doc => group(alternatives(items))

const isWord = (piece: Piece, word: string): piece is Leaf =>
  piece.kind === 'leaf' && piece.token.colour === 'operator' && piece.text === word

/** What OR joins. */
function alternatives(items: readonly Piece[]): Doc {
  const parts: Doc[] = []
  let from = 0
  for (const [i, item] of items.entries()) {
    if (!isWord(item, 'OR')) continue
    parts.push(group(indent(step, together(items.slice(from, i)))), line, leafDoc(item), ' ')
    from = i + 1
  }
  const last = together(items.slice(from))
  return parts.length === 0 ? last : concat(...parts, group(indent(step, last)))
}

/** What AND joins, or stands side by side. */
function together(items: readonly Piece[]): Doc {
  const parts: Doc[] = []
  let from = 0
  let explicit = false
  const flush = (to: number): void => {
    if (to > from) parts.push(side(items.slice(from, to)))
    from = to
  }
  for (const [i, item] of items.entries()) {
    if (isWord(item, 'AND')) explicit = true
    if (i > from && startsTerm(item, items[i - 1])) flush(i)
  }
  flush(items.length)
  return explicit ? join(line, parts) : fill(parts)
}

/** Whether a new term begins here, behind the last piece of another. */
function startsTerm(item: Piece, previous: Piece | undefined): boolean {
  if (previous?.kind !== 'leaf') return true
  if (previous.unary || previous.option || isWord(previous, 'NOT') || isWord(previous, 'AND')) return false
  return !(item.kind === 'leaf' && item.option)
}

function side(items: readonly Piece[]): Doc {
  return concat(
    ...items.flatMap((item, i): Doc[] => {
      const previous = items[i - 1]
      return [
        previous === undefined ? '' : gap(previous, item),
        item.kind === 'leaf' ? leafDoc(item) : bracketDoc(item),
      ]
    }),
  )
}

function bracketDoc(bracket: Extract<Piece, { kind: 'bracket' }>): Doc {
  if (bracket.open.text === '[') return searchBracket(bracket)
  return enclosed(bracket, leafDoc(bracket.open), softline, alternatives(bracket.runs[0]?.items ?? []))
}
