import { attach, commentsAmong, type Note, type Noted } from '../../sumo/format/pieces.ts'
import { functionNamed } from '../functions.ts'
import type { Token } from '../lexer.ts'
import type { Parsed } from '../parser.ts'

/** A token as it is to be written, with its comments. */
export interface Leaf extends Noted {
  readonly kind: 'leaf'
  readonly token: Token
  /** `!`, or a `-` or `+` with nothing to its left. */
  readonly unary: boolean
  /** The `=` of `field=fields` in a `json` clause. */
  readonly option: boolean
}

/** Brackets and what is in them. */
export interface Bracket {
  readonly kind: 'bracket'
  readonly open: Leaf
  readonly close: Leaf | undefined
  readonly items: readonly Piece[]
}

export type Piece = Leaf | Bracket

export const firstLeaf = (piece: Piece): Leaf => (piece.kind === 'leaf' ? piece : piece.open)
export const lastLeaf = (piece: Piece): Leaf => (piece.kind === 'leaf' ? piece : (piece.close ?? piece.open))
/** Whether a piece is this sign. */
export const isSign = (piece: Piece | undefined, sign: string): piece is Leaf =>
  piece?.kind === 'leaf' && piece.token.kind === 'punctuation' && piece.token.text === sign
/** Whether a piece is this keyword, in the place of one. */
export const isKeyword = (piece: Piece | undefined, word: string): piece is Leaf =>
  piece?.kind === 'leaf' && piece.token.colour === 'keyword' && piece.token.text.toLowerCase() === word

/** An expression as pieces, and the comments behind the last one. O(number of tokens). */
export function piecesOf(
  text: string,
  parsed: Parsed,
): { readonly items: readonly Piece[]; readonly rest: readonly Note[] } {
  const tokens = parsed.tokens.filter(token => token.kind !== 'end')
  const leaves = tokens.map(
    (token, i): Leaf => ({
      kind: 'leaf',
      token,
      text: spelled(token, tokens[i - 1]),
      unary: token.text === '!' || (/^[-+]$/.test(token.text) && !endsValue(tokens[i - 1])),
      option: token.text === '=' && tokens[i - 1]?.colour === 'keyword' && /^field$/i.test(tokens[i - 1]?.text ?? ''),
      before: [],
      after: [],
    }),
  )
  const rest = attach(text, leaves, commentsAmong(parsed.comments, tokens))
  return { items: nest(leaves), rest }
}

function endsValue(token: Token | undefined): boolean {
  if (token === undefined) return false
  if (token.kind === 'punctuation') return token.text === ')' || token.text === ']'
  return token.colour !== 'operator' && token.colour !== 'keyword'
}

const lower: ReadonlySet<string> = new Set(['matches', 'json', 'field', 'as', 'where', 'nodrop', 'true', 'false'])

/** Words as the documentation and most published rules write them: `AND`, `LIKE`, `IS NULL`, but `matches`, `where` and `true`. */
function spelled(token: Token, previous: Token | undefined): string {
  if (token.kind !== 'word') return token.text
  const key = token.text.toLowerCase()
  if (token.colour === 'function') return functionNamed(key)?.name ?? token.text
  if (token.colour !== 'operator' && token.colour !== 'keyword') return token.text
  if (key === 'null') return previous !== undefined && /^(?:is|not)$/i.test(previous.text) ? 'NULL' : key
  return lower.has(key) ? key : key.toUpperCase()
}

function nest(leaves: readonly Leaf[]): Piece[] {
  const top: Piece[] = []
  const stack: { readonly open: Leaf; readonly items: Piece[] }[] = []
  const add = (piece: Piece): void => void (stack[stack.length - 1]?.items ?? top).push(piece)
  const close = (leaf: Leaf | undefined): void => {
    const inner = stack.pop()
    if (inner !== undefined) add({ kind: 'bracket', open: inner.open, close: leaf, items: inner.items })
  }
  for (const leaf of leaves) {
    const sign = leaf.token.kind === 'punctuation' ? leaf.token.text : ''
    if (sign === '(' || sign === '[') stack.push({ open: leaf, items: [] })
    else if ((sign === ')' || sign === ']') && stack.length > 0) close(leaf)
    else add(leaf)
  }
  while (stack.length > 0) close(undefined)
  return top
}
