import { concat, type Doc, fill, group, indent, line, softline } from '../../kit/layout.ts'
import { enclosed, join, leafDoc, step } from './document.ts'
import { type Bracket, firstLeaf, isSearch, isSign, type Leaf, lastLeaf, type Piece } from './pieces.ts'
import { searchBracket } from './search.ts'

/** Between which operators a line may break, loosest first. */
const levels: readonly (readonly string[])[] = [
  ['?', ':'],
  ['or', '||'],
  ['and', '&&'],
  ['+', '-'],
  ['*', '/', '%'],
]

/** An expression whose further lines, which begin with its loosest operators, stand to the right. */
export const hangingDoc = (items: readonly Piece[]): Doc =>
  loosest(items) === undefined ? side(items) : indent(step, expressionDoc(items))

/** An expression, which breaks before its loosest operators first. */
export function expressionDoc(items: readonly Piece[]): Doc {
  const level = loosest(items)
  if (level === undefined) return side(items)
  const parts: Doc[] = []
  let from = 0
  const operand = (to: number): Doc => {
    const inner = items.slice(from, to)
    return loosest(inner) === undefined ? side(inner) : group(indent(step, expressionDoc(inner)))
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

function levelOf({ token, text, infix, unary, option }: Leaf): number | undefined {
  if (!infix || unary || option || token.mode !== 'stage') return undefined
  if (token.kind !== 'punctuation' && token.colour !== 'operator') return undefined
  const level = levels.findIndex(signs => signs.includes(text))
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
export function gap(previous: Piece, next: Piece): Doc {
  const before = lastLeaf(previous)
  const after = firstLeaf(next)
  if (before.unary && before.text !== 'not') return ''
  if (before.option || after.option || isSign(next, ',') || isSign(next, ';')) return ''
  return next.kind === 'bracket' && next.open.text === '(' && isCalled(previous) ? '' : ' '
}

/** Whether a bracket behind it holds its arguments. */
const isCalled = (piece: Piece): boolean =>
  piece.kind === 'leaf' &&
  (piece.token.colour === 'function' ||
    (piece.token.colour === 'keyword' && /^(?:topk|timeslice|values)$/i.test(piece.text)))

/** Brackets, behind the piece that stands before them. */
export function bracketDoc(bracket: Bracket, previous: Piece | undefined): Doc {
  if (isSearch(bracket)) return searchBracket(bracket)
  const items = bracket.runs[0]?.items ?? []
  if (previous?.kind === 'leaf' && previous.text === 'if' && items.some(item => isSign(item, ',')))
    return ifDoc(bracket)
  const isList = previous?.kind === 'leaf' && (previous.text === 'in' || previous.token.colour !== 'function')
  const body = listDoc(items, isList)
  return enclosed(bracket, leafDoc(bracket.open), softline, body)
}

/** Items between commas: as many on a line as fit, or else each on its own when they do not fit together. */
export function listDoc(items: readonly Piece[], filled: boolean): Doc {
  const parts = split(items).map(part => itemDoc(part))
  return filled ? fill(parts) : join(line, parts)
}

function itemDoc(items: readonly Piece[]): Doc {
  const last = items[items.length - 1]
  return isSign(last, ',')
    ? concat(group(expressionDoc(items.slice(0, -1))), leafDoc(last))
    : group(expressionDoc(items))
}

/** Pieces cut behind each comma. */
export function split(items: readonly Piece[]): Piece[][] {
  const parts: Piece[][] = [[]]
  for (const item of items) {
    parts[parts.length - 1]?.push(item)
    if (isSign(item, ',')) parts.push([])
  }
  return parts.filter(part => part.length > 0)
}

/** `if(a, x, if(b, y, z))`: each condition with its value on a line, those of one chain below each other. */
const ifDoc = (bracket: Bracket): Doc => enclosed(bracket, leafDoc(bracket.open), '', branches(bracket))

function branches(bracket: Bracket): Doc {
  const [test = [], then = [], ...others] = split(bracket.runs[0]?.items ?? [])
  const parts: Doc[] = [group(indent(step, join(line, [itemDoc(test), itemDoc(then)])))]
  for (const other of others) {
    const [called, inner] = other
    const chained =
      other.length === 2 &&
      called?.kind === 'leaf' &&
      called.text === 'if' &&
      inner?.kind === 'bracket' &&
      !isSearch(inner)
    parts.push(line, chained ? chainedIf(called, inner) : itemDoc(other))
  }
  return concat(...parts)
}

/** An `if` in the last place of another: its branches stand where those of the outer one do. */
const chainedIf = (called: Leaf, inner: Bracket): Doc =>
  concat(leafDoc(called), leafDoc(inner.open), branches(inner), inner.close === undefined ? '' : leafDoc(inner.close))
