import { concat, type Doc, hardline, line, softline } from '../../kit/layout.ts'
import { enclosed, join, leafDoc, notesDoc } from './document.ts'
import { type Bracket, firstLeaf, isSign, type Piece, type Run } from './pieces.ts'
import { scopeDoc } from './scope.ts'
import { stageDoc } from './stage.ts'

/** A whole search: the scope, then each stage on a line of its own. */
export const searchDoc = (runs: readonly Run[]): Doc => body(runs, hardline)

/** The stages of a search behind its scope; a search inside of another may stand on one line. */
function body(runs: readonly Run[], between: Doc): Doc {
  const parts = runs.flatMap(({ pipe, items, before, after }) => {
    if (pipe === undefined && items.length === 0) return []
    const inner = pipe !== undefined || startsWithStage(items) ? stageDoc(items) : scopeDoc(items)
    return [concat(notesDoc(before), ...(pipe === undefined ? [] : [leafDoc(pipe), ' ']), inner, notesDoc(after))]
  })
  return join(between, parts)
}

const startsWithStage = (items: readonly Piece[]): boolean => {
  const [first] = items
  return first !== undefined && firstLeaf(first).token.mode === 'stage'
}

/** `[subquery from=(…): scope | stages]`, or a search in round brackets. */
export function searchBracket(bracket: Bracket): Doc {
  const [first, ...stages] = bracket.runs
  const items = first?.items ?? []
  const colon = bracket.open.text === '[' ? items.findIndex(item => isSign(item, ':')) : -1
  const head = items.slice(0, colon + 1).map((item, i): Doc => {
    if (item.kind !== 'leaf') return ''
    const before = items[i - 1]
    const apart = before?.kind === 'leaf' && !before.option && !item.option && !isSign(item, ':')
    return concat(apart ? ' ' : '', leafDoc(item))
  })
  const rest: Run[] = first === undefined ? [] : [{ ...first, items: items.slice(colon + 1) }]
  return enclosed(
    bracket,
    concat(leafDoc(bracket.open), ...head),
    colon < 0 ? softline : line,
    body([...rest, ...stages], line),
  )
}
