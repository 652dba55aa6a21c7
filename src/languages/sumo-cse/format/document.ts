import { concat, type Doc, fill, group, hardline, indent, line, softline } from '../../kit/layout.ts'
import { enclosed, join, leafDoc, step } from '../../sumo/format/document.ts'
import { type Bracket, firstLeaf, isKeyword, isSign, type Leaf, lastLeaf, type Piece } from './pieces.ts'

/** Between which words a line may break, loosest first. */
const levels: readonly (readonly string[])[] = [
  ['or', '||'],
  ['and', '&&'],
]

/** An expression: its `json` clauses a line each, then the condition. */
export function queryDoc(items: readonly Piece[]): Doc {
  const parts = clauses(items).map(clause => {
    const [first, ...others] = clause
    const piped = first !== undefined && isSign(first, '|')
    return piped ? concat(leafDoc(first), ' ', clauseDoc(others)) : clauseDoc(clause)
  })
  return join(hardline, parts)
}

/** Cut before each pipe, and before each `json` or `where` that has none. */
function clauses(items: readonly Piece[]): Piece[][] {
  const parts: Piece[][] = []
  for (const [i, item] of items.entries()) {
    const begins = isSign(item, '|') || isKeyword(item, 'json') || isKeyword(item, 'where')
    if (parts.length === 0 || (begins && !isSign(items[i - 1], '|'))) parts.push([])
    parts[parts.length - 1]?.push(item)
  }
  return parts
}

function clauseDoc(items: readonly Piece[]): Doc {
  const [first, ...others] = items
  if (isKeyword(first, 'where')) return concat(leafDoc(first), ' ', indent(step, group(conditionDoc(others))))
  return isKeyword(first, 'json') ? indent(step, group(side(items))) : group(conditionDoc(items))
}

/** A condition, which breaks before its loosest words first. */
function conditionDoc(items: readonly Piece[]): Doc {
  const level = loosest(items)
  if (level === undefined) return side(items)
  const parts: Doc[] = []
  let from = 0
  const operand = (to: number): Doc => {
    const inner = items.slice(from, to)
    return loosest(inner) === undefined ? side(inner) : group(indent(step, conditionDoc(inner)))
  }
  for (const [i, item] of items.entries()) {
    if (item.kind !== 'leaf' || levelOf(item) !== level) continue
    parts.push(operand(i), line, leafDoc(item), ' ')
    from = i + 1
  }
  return concat(...parts, operand(items.length))
}

function loosest(items: readonly Piece[]): number | undefined {
  let least: number | undefined
  for (const item of items) {
    const level = item.kind === 'leaf' ? levelOf(item) : undefined
    if (level !== undefined && (least === undefined || level < least)) least = level
  }
  return least
}

/** The `and` of `between` joins no conditions; the parser did not take it for an operator. */
function levelOf({ token }: Leaf): number | undefined {
  if (token.colour !== 'operator') return undefined
  const level = levels.findIndex(words => words.includes(token.text.toLowerCase()))
  return level < 0 ? undefined : level
}

/** Pieces side by side. */
function side(items: readonly Piece[]): Doc {
  const parts: Doc[] = []
  for (const [i, item] of items.entries()) {
    const previous = items[i - 1]
    if (previous !== undefined) parts.push(gap(previous, item))
    parts.push(item.kind === 'leaf' ? leafDoc(item) : bracketDoc(item, previous))
  }
  return concat(...parts)
}

/** What stands between two pieces. */
function gap(previous: Piece, next: Piece): Doc {
  const [before, after] = [lastLeaf(previous), firstLeaf(next)]
  if (before.unary || isSign(next, ',')) return ''
  if (before.option || after.option) return ''
  if (next.kind !== 'bracket') return ' '
  const isIndex = after.text === '[' && (before.token.colour === 'field' || before.text === ']')
  const isCall = after.text === '(' && before.token.colour === 'function'
  return isIndex || isCall ? '' : ' '
}

/** Brackets, behind the piece that stands before them. */
function bracketDoc(bracket: Bracket, previous: Piece | undefined): Doc {
  const isCall = previous?.kind === 'leaf' && previous.token.colour === 'function' && bracket.open.text === '('
  // a key stays by its name
  if (previous !== undefined && gap(previous, bracket) === '' && bracket.open.text === '[')
    return concat(leafDoc(bracket.open), side(bracket.items), bracket.close === undefined ? '' : leafDoc(bracket.close))
  const parts = split(bracket.items).map(itemDoc)
  const body = isCall ? join(line, parts) : fill(parts)
  return enclosed(bracket, leafDoc(bracket.open), softline, body)
}

/** Pieces cut behind each comma. */
function split(items: readonly Piece[]): Piece[][] {
  const parts: Piece[][] = [[]]
  for (const item of items) {
    parts[parts.length - 1]?.push(item)
    if (isSign(item, ',')) parts.push([])
  }
  return parts.filter(part => part.length > 0)
}

function itemDoc(items: readonly Piece[]): Doc {
  const last = items[items.length - 1]
  return isSign(last, ',') ? concat(group(conditionDoc(items.slice(0, -1))), leafDoc(last)) : group(conditionDoc(items))
}
