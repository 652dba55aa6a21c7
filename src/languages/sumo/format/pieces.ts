import type { Span } from '../../../base/span.ts'
import type { Token } from '../lexer.ts'
import type { Parsed } from '../parser.ts'
import { spell } from './spelling.ts'

/** A comment, where it stood: on lines of its own, behind a token at the end of its line, or between tokens. */
export interface Note {
  readonly text: string
  readonly place: 'own' | 'end' | 'inline'
  /** Whether an empty line stood before it. */
  readonly apart: boolean
}

/** A token as it is to be written, with its comments. */
export interface Noted {
  readonly token: Span
  readonly text: string
  readonly before: Note[]
  readonly after: Note[]
}

export interface Leaf extends Noted {
  readonly kind: 'leaf'
  readonly token: Token
  /** `!`, or a `-` or `+` with nothing to its left. */
  readonly unary: boolean
  /** Whether a value stands to its left: the `*` of `count(*)` has none. */
  readonly infix: boolean
  /** The `=` behind the name of an option, or of a field in a scope. */
  readonly option: boolean
}

/** Brackets and what is in them. */
export interface Bracket {
  readonly kind: 'bracket'
  readonly open: Leaf
  readonly close: Leaf | undefined
  readonly runs: readonly Run[]
}

export type Piece = Leaf | Bracket

/** What stands between two pipes; the first run of a search has none before it. */
export interface Run {
  readonly pipe: Leaf | undefined
  readonly items: readonly Piece[]
  /** Comments above the first piece, and behind the last. */
  readonly before: readonly Note[]
  readonly after: readonly Note[]
}

/** A text as pieces, and the comments behind the last one. O(number of tokens). */
export function piecesOf(
  text: string,
  parsed: Parsed,
): { readonly runs: readonly Run[]; readonly rest: readonly Note[] } {
  const leaves = leavesOf(text, parsed.tokens)
  const rest = attach(
    text,
    leaves,
    commentsAmong(
      parsed.comments,
      leaves.map(leaf => leaf.token),
    ),
  )
  return { runs: nest(leaves), rest }
}

export const firstLeaf = (piece: Piece): Leaf => (piece.kind === 'leaf' ? piece : piece.open)
export const lastLeaf = (piece: Piece): Leaf => (piece.kind === 'leaf' ? piece : (piece.close ?? piece.open))
/** Whether a piece is this keyword, in the place of one. */
export const isKeyword = (piece: Piece | undefined, ...words: readonly string[]): piece is Leaf =>
  piece?.kind === 'leaf' && piece.token.colour === 'keyword' && words.includes(piece.text.toLowerCase())
/** Whether a piece is this sign. */
export const isSign = (piece: Piece | undefined, sign: string): piece is Leaf =>
  piece?.kind === 'leaf' && piece.token.kind === 'punctuation' && piece.token.text === sign

/** Whether brackets hold a search: a subquery, or a table of `join`. */
export function isSearch({ open, runs }: Bracket): boolean {
  const first = runs[0]?.items[0]
  if (open.text === '[' || runs.length > 1) return true
  return first !== undefined && open.token.mode === 'stage' && firstLeaf(first).token.mode === 'scope'
}

function leavesOf(text: string, tokens: readonly Token[]): Leaf[] {
  const leaves: Leaf[] = []
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (token === undefined) break
    const last = leaves[leaves.length - 1]
    const option = token.text === '=' && (token.mode === 'scope' || isOptionName(last?.token))
    const end = last?.option === true && isBound(leaves[leaves.length - 2]?.token, token) ? closing(tokens, i) : i
    const to = tokens[end] ?? token
    leaves.push({
      kind: 'leaf',
      // the bounds of a subquery are times, whose words mean nothing to us
      token: end > i ? { ...token, kind: 'path', text: text.slice(token.start, to.end), end: to.end } : token,
      text: end > i ? text.slice(token.start, to.end) : spelled(tokens, i),
      unary: isUnary(token, last?.token),
      infix: endsValue(last?.token),
      option,
      before: [],
      after: [],
    })
    i = end
  }
  return leaves
}

const isOptionName = (t: Token | undefined): boolean =>
  t?.kind === 'word' && t.colour === 'keyword' && !/^(?:true|false|null)$/i.test(t.text)

const isBound = (name: Token | undefined, value: Token): boolean =>
  name !== undefined && /^(?:from|to)$/i.test(name.text) && value.mode === 'stage' && value.text === '('

/** The index of the bracket that closes the one at `open`. */
function closing(tokens: readonly Token[], open: number): number {
  let depth = 0
  for (let i = open; i < tokens.length; i++) {
    const t = tokens[i]
    if (t?.kind !== 'punctuation') continue
    if (t.text === '(') depth++
    else if (t.text === ')' && --depth === 0) return i
  }
  return open
}

/** A stage that is one call without `as` names its result after the function as it is spelled, unless it has a field to write back to. */
function spelled(tokens: readonly Token[], i: number): string {
  const token = tokens[i]
  if (token === undefined) return ''
  const next = tokens[i + 1]
  const names = token.colour === 'function' && tokens[i - 1]?.text === '|'
  const writesBack = tokens[i + 2]?.colour === 'field' && /^[),]$/.test(tokens[i + 3]?.text ?? '')
  if (names && next?.text === '(' && !writesBack && tokens[closing(tokens, i + 1) + 1]?.text.toLowerCase() !== 'as')
    return token.text
  return spell(token, next?.text === '=')
}

/** Whether a value may end with this token, so that what follows can be an operator behind it. */
function endsValue(token: Token | undefined): boolean {
  if (token === undefined) return false
  if (token.kind === 'punctuation') return token.text === ')' || token.text === ']'
  return token.colour !== 'operator' && !isOptionName(token)
}

const isUnary = (token: Token, previous: Token | undefined): boolean =>
  token.kind === 'punctuation' && (token.text === '!' || (/^[-+]$/.test(token.text) && !endsValue(previous)))

/**
 * The comments among tokens, each once and in order. A lexer that looked ahead may have met others: `path://x` read as words
 * seems to hold one.
 */
export function commentsAmong<C extends Span>(comments: readonly C[], tokens: readonly Span[]): C[] {
  const byPlace = new Map(comments.map(c => [c.start, c]))
  const inOrder = [...byPlace.values()].sort((a, b) => a.start - b.start)
  let next = 0
  return inOrder.filter(c => {
    while ((tokens[next]?.end ?? Number.POSITIVE_INFINITY) <= c.start) next++
    return (tokens[next]?.start ?? Number.POSITIVE_INFINITY) >= c.end
  })
}

/** Gives each comment to the leaf that it follows on its line, or else to the next one; those behind the last leaf are returned. */
export function attach(
  text: string,
  leaves: readonly Noted[],
  comments: readonly (Span & { readonly text: string })[],
): Note[] {
  const rest: Note[] = []
  let next = 0
  let end = 0
  let behind: Note[] | undefined
  for (const c of comments) {
    for (let leaf = leaves[next]; leaf !== undefined && leaf.token.start < c.start; leaf = leaves[++next]) {
      end = leaf.token.end
      behind = leaf.after
    }
    const gap = text.slice(end, c.start)
    const newLines = gap.split('\n').length - 1
    if (newLines > 0) behind = undefined
    const own = behind === undefined
    const place = own ? 'own' : c.text.startsWith('//') ? 'end' : 'inline'
    const note: Note = { text: c.text.trimEnd(), place, apart: own && newLines > 1 }
    ;(behind ?? leaves[next]?.before ?? rest).push(note)
    end = c.end
  }
  return rest
}

/** Brackets around their contents, pipes between stages. */
function nest(leaves: readonly Leaf[]): Run[] {
  interface Open {
    readonly open: Leaf | undefined
    readonly runs: { pipe: Leaf | undefined; items: Piece[] }[]
  }
  const top: Open = { open: undefined, runs: [{ pipe: undefined, items: [] }] }
  const stack: Open[] = [top]
  const here = (): Open => stack[stack.length - 1] ?? top
  const add = (piece: Piece): void => void here().runs[here().runs.length - 1]?.items.push(piece)
  const close = (leaf: Leaf | undefined): void => {
    const { open, runs } = stack.pop() ?? top
    if (open === undefined) return
    const bare = runs.map((run): Run => ({ ...run, before: [], after: [] }))
    const bracket: Bracket = { kind: 'bracket', open, close: leaf, runs: bare }
    add(isSearch(bracket) ? { ...bracket, runs: runs.map(withNotes) } : bracket)
  }
  for (const leaf of leaves) {
    const sign = leaf.token.kind === 'punctuation' ? leaf.token.text : ''
    if (sign === '(' || sign === '[') stack.push({ open: leaf, runs: [{ pipe: undefined, items: [] }] })
    else if ((sign === ')' || sign === ']') && stack.length > 1) close(leaf)
    else if (sign === '|') here().runs.push({ pipe: leaf, items: [] })
    else add(leaf)
  }
  while (stack.length > 1) close(undefined)
  return top.runs.map(withNotes)
}

/** Takes the comments at the ends of a stage or scope out of it, so that they break none of its lines; those between a pipe and its stage come above the pipe. */
function withNotes({ pipe, items }: { readonly pipe: Leaf | undefined; readonly items: readonly Piece[] }): Run {
  const [first] = items
  const last = items[items.length - 1]
  const opening = first === undefined ? [] : firstLeaf(first).before
  const closing = last === undefined ? [] : lastLeaf(last).after
  const before = [...(pipe?.before ?? []), ...takeAll(pipe?.after).map(onItsOwn), ...takeAll(opening)]
  pipe?.before.splice(0)
  return { pipe, items, before, after: takeAll(closing) }
}

const takeAll = (notes: Note[] | undefined): Note[] => notes?.splice(0) ?? []
const onItsOwn = (note: Note): Note => ({ ...note, place: 'own' })
