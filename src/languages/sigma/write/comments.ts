import { Lexer } from 'yaml'
import type { Entry, ListNode, MapNode, Node } from '../yaml/node.ts'

/** What comments of a file belong to. Each stands in one of these, as it is written, with its `#`. */
export interface Comments {
  /** At the head of a document. */
  readonly top: ReadonlyMap<Node, readonly string[]>
  /** On lines of their own, before an entry of a map or an item of a list. */
  readonly before: ReadonlyMap<Entry | Node, readonly string[]>
  /** Behind it, on its line. */
  readonly behind: ReadonlyMap<Entry | Node, readonly string[]>
  /** After the last entry or item. */
  readonly after: ReadonlyMap<MapNode | ListNode, readonly string[]>
}

export const noComments: Comments = { top: new Map(), before: new Map(), behind: new Map(), after: new Map() }

interface Comment {
  readonly text: string
  readonly at: number
  readonly column: number
  /** What stands before it on its line. */
  readonly ahead: string
  /** How many `---` came before it. */
  readonly region: number
}

/** Where an entry or item begins. */
interface Place {
  readonly anchor: Entry | Node
  readonly at: number
  readonly column: number
  /** From the document down to the list or map that it is in. */
  readonly within: readonly Container[]
  readonly root: Node
}

interface Container {
  readonly node: MapNode | ListNode
  readonly column: number
}

/**
 * The comments of a file and what each belongs to: the entry or item after it, unless it is indented as what came before. A comment
 * behind something belongs to that. O(length of the file).
 */
export function commentsOf(text: string, documents: readonly Node[]): Comments {
  const { comments, starts } = commentsIn(text)
  if (comments.length === 0) return noComments
  const places = placesIn(text, documents)
  let region = 0
  const regions = new Map(
    documents.map(root => {
      while ((starts[region] ?? Number.POSITIVE_INFINITY) < root.span.start) region++
      return [root, region]
    }),
  )
  const found = {
    top: lists<Node>(),
    before: lists<Entry | Node>(),
    behind: lists<Entry | Node>(),
    after: lists<MapNode | ListNode>(),
  }
  let index = 0
  for (const comment of comments) {
    while ((places[index]?.at ?? Number.POSITIVE_INFINITY) < comment.at) index++
    const [previous, next] = [places[index - 1], places[index]]
    const ownLine = /^[\s-]*$/.test(comment.ahead)
    const isNext = next !== undefined && (previous === undefined || (regions.get(next.root) ?? 0) <= comment.region)
    if (!ownLine && previous !== undefined) add(found.behind, previous.anchor, comment.text)
    else if (isNext && (previous === undefined || previous.root !== next.root)) add(found.top, next.root, comment.text)
    else if (previous === undefined) continue
    else {
      const deeper = isNext ? previous.within.slice(commonDepth(previous, next)) : previous.within
      const own = isNext && comment.column <= next.column ? undefined : deeper.findLast(c => c.column <= comment.column)
      const home = own ?? (isNext ? undefined : previous.within[0])
      if (home !== undefined) add(found.after, home.node, comment.text)
      else if (isNext) add(found.before, next.anchor, comment.text)
    }
  }
  return found
}

const lists = <K>(): Map<K, string[]> => new Map()

function add<K>(to: Map<K, string[]>, key: K, text: string): void {
  const before = to.get(key)
  if (before === undefined) to.set(key, [text])
  else before.push(text)
}

/** How many maps and lists both places are in. */
function commonDepth(a: Place, b: Place): number {
  let depth = 0
  while (depth < a.within.length && a.within[depth]?.node === b.within[depth]?.node) depth++
  return depth
}

/** The comments, and where `---` stands. */
function commentsIn(text: string): { readonly comments: readonly Comment[]; readonly starts: readonly number[] } {
  const comments: Comment[] = []
  const starts: number[] = []
  let at = 0
  let isScalar = false
  for (const token of new Lexer().lex(text)) {
    // marks that the lexer adds, which are not in the text
    if (token === '\x02' || token === '\x18') continue
    if (token === '\x1f') {
      isScalar = true
      continue
    }
    if (token === '---' && (at === 0 || text[at - 1] === '\n')) starts.push(at)
    if (!isScalar && token.startsWith('#') && text.startsWith(token, at)) {
      const line = text.lastIndexOf('\n', at - 1) + 1
      comments.push({
        text: token.trimEnd(),
        at,
        column: at - line,
        ahead: text.slice(line, at),
        region: starts.length,
      })
    }
    isScalar = false
    at += token.length
  }
  return { comments, starts }
}

function placesIn(text: string, documents: readonly Node[]): readonly Place[] {
  const places: Place[] = []
  const lines = [0, ...[...text.matchAll(/\n/g)].map(found => found.index + 1)]
  let line = 0
  const columnAt = (at: number): number => {
    if ((lines[line] ?? 0) > at) line = 0
    while ((lines[line + 1] ?? Number.POSITIVE_INFINITY) <= at) line++
    return at - (lines[line] ?? 0)
  }
  let last = -1
  const place = (
    anchor: Entry | Node,
    at: number,
    column: number,
    within: readonly Container[],
    root: Node,
  ): boolean => {
    // what an alias stands for was placed where it is written
    if (at < last) return false
    last = at
    places.push({ anchor, at, column, within, root })
    return true
  }
  const look = (node: Node, within: readonly Container[], root: Node): void => {
    if (node.is === 'scalar') return
    if (node.is === 'map') {
      const inside = [...within, { node, column: columnAt(node.entries[0]?.key.span.start ?? node.span.start) }]
      for (const entry of node.entries) {
        const { start } = entry.key.span
        if (place(entry, start, columnAt(start), inside, root)) look(entry.value, inside, root)
      }
      return
    }
    const dash = (item: Node): number => columnAt(dashBefore(text, item.span.start))
    const inside = [...within, { node, column: node.items[0] === undefined ? 0 : dash(node.items[0]) }]
    for (const item of node.items)
      if (item.span.start >= last && place(item, item.span.start, dash(item), inside, root)) look(item, inside, root)
  }
  for (const root of documents) look(root, [], root)
  return places
}

/** The `-` of an item of a block list, else the item. */
function dashBefore(text: string, at: number): number {
  let before = at - 1
  while (before >= 0 && /\s/.test(text[before] ?? '')) before--
  return text[before] === '-' ? before : at
}
