import { tokensOf } from '../detection/tokens.ts'
import type { Entry, ListNode, MapNode, Node, ScalarNode } from '../yaml/node.ts'
import { typeOfPlain } from '../yaml/scalar.ts'
import { type Comments, noComments } from './comments.ts'
import { canonicalKey } from './item-key.ts'
import { firstKeys, lastKeys, listKeys, textKeys } from './keys.ts'
import type { Laid, LaidEntry, LaidItem, LaidMap } from './laid.ts'
import { blockText, dateText, inlineText } from './scalar.ts'

// A document in its canonical order and spelling. Nothing of its meaning changes: each decision here is one that reading undoes.

/** A document as it is to be written. */
export function layDocument(node: MapNode, comments: Comments = noComments): LaidMap {
  return layMap(node, comments, firstKeys.document, (key, value) => layHead(key, value, comments))
}

function layHead(key: string, value: Node, comments: Comments): Laid {
  if (textKeys.has(key) && value.is === 'scalar' && value.type !== 'null') return layText(value, key)
  if (listKeys.has(key)) return layTexts(value, comments)
  if (value.is === 'map') {
    if (key === 'logsource') return layMap(value, comments, firstKeys.logsource, (_, part) => layAny(part, comments))
    if (key === 'detection') return laySearches(value, comments, [])
    if (key === 'filter') return laySearches(value, comments, firstKeys.filter)
    if (key === 'correlation') return layCorrelation(value, comments)
  }
  if (key === 'related' && value.is === 'list')
    return layList(value, comments, item =>
      item.is === 'map'
        ? layMap(item, comments, firstKeys.related, (_, part) => layAny(part, comments))
        : layAny(item, comments),
    )
  return layAny(value, comments)
}

/** A text, also where it looks like a number: dates as the specification writes them. */
function layText({ written }: ScalarNode, key: string): Laid {
  const block = blockText(written)
  if (block !== undefined) return { is: 'block', ...block }
  return { is: 'scalar', text: key === 'date' || key === 'modified' ? dateText(written) : inlineText(written) }
}

/** A list of texts, also where there is one. */
function layTexts(value: Node, comments: Comments): Laid {
  const text = (node: Node): Laid =>
    node.is === 'scalar' && node.type !== 'null' ? layText(node, '') : layAny(node, comments)
  if (value.is === 'list') return layList(value, comments, text)
  if (value.is === 'map' || value.type === 'null') return layAny(value, comments)
  return { is: 'list', items: [{ value: text(value), before: [], behind: [] }], after: [] }
}

/** Selections in the order of the author, then the condition. */
function laySearches(node: MapNode, comments: Comments, first: readonly string[]): Laid {
  const names = new Set(node.entries.map(e => e.key.written))
  return layMap(
    node,
    comments,
    first,
    (key, value) => {
      if (key === 'condition') return layCondition(value, names, comments)
      if (lastKeys.includes(key) || first.includes(key)) return layAny(value, comments)
      return laySearch(value, comments)
    },
    lastKeys,
  )
}

function layCondition(value: Node, names: ReadonlySet<string>, comments: Comments): Laid {
  const one = (node: Node): Laid =>
    node.is === 'scalar' && node.type !== 'null'
      ? { is: 'scalar', text: inlineText(canonicalCondition(node.written, names)) }
      : layAny(node, comments)
  return value.is === 'list' ? layList(value, comments, one) : one(value)
}

/** Words with one blank between them; `any of` is spelled as the specification does. */
function canonicalCondition(written: string, names: ReadonlySet<string>): string {
  const tokens = tokensOf(written)
  const words = tokens.map(({ text }, i) =>
    text === 'any' && tokens[i + 1]?.text === 'of' && !names.has('any') ? '1' : text,
  )
  return words.reduce((text, word) => {
    const tight = text === '' || text.endsWith('(') || word === ')'
    return tight ? text + word : `${text} ${word}`
  }, '')
}

/** A selection: a list of one map is that map. */
function laySearch(node: Node, comments: Comments): Laid {
  if (node.is === 'scalar') return layValue(node)
  if (node.is === 'map') return layItems(node, comments)
  const [only] = node.items
  if (only?.is === 'map' && node.items.length === 1 && isQuiet(node, only, comments)) return laySearch(only, comments)
  return layList(node, comments, item => laySearch(item, comments))
}

/** Whether nothing is said beside a list of one, so that the one may stand for it. */
const isQuiet = (list: ListNode, item: Node, { before, behind, after }: Comments): boolean =>
  !before.has(item) && !behind.has(item) && !after.has(list)

function layItems(node: MapNode, comments: Comments): LaidMap {
  const names = node.entries.map(e => canonicalKey(e.key.written))
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const entries = node.entries.map((entry, i): LaidEntry => {
    // two keys that mean the same stay as they are: a map has no key twice
    const name = counts.get(names[i] ?? '') === 1 ? (names[i] ?? '') : entry.key.written
    const asWritten = name.split('|').slice(1).includes('re')
    return withComments(entry, layValues(entry.value, asWritten, comments), comments, inlineText(name))
  })
  return { is: 'map', entries, after: comments.after.get(node) ?? [] }
}

/** The values of an item: a list of one is that value. */
function layValues(node: Node, asWritten: boolean, comments: Comments): Laid {
  if (node.is === 'scalar') return layValue(node, asWritten)
  if (node.is === 'map') return layAny(node, comments)
  const [only] = node.items
  if (only?.is === 'scalar' && node.items.length === 1 && isQuiet(node, only, comments))
    return layValue(only, asWritten)
  return layList(node, comments, item => (item.is === 'scalar' ? layValue(item, asWritten) : layAny(item, comments)))
}

/** A value with the type that its author wrote; `asWritten`: a regex is its text, whatever it looks like. */
function layValue(node: ScalarNode, asWritten = false): Laid {
  return { is: 'scalar', text: asWritten && node.type !== 'null' ? inlineText(node.written) : scalarText(node) }
}

function scalarText({ type, text, written }: ScalarNode): string {
  if (type === 'string') return inlineText(text)
  if (type === 'null') return 'null'
  const again = typeOfPlain(text)
  return text.length < 40 && again.text === text && ['int', 'float', 'bool'].includes(again.type) ? text : written
}

function layCorrelation(node: MapNode, comments: Comments): Laid {
  return layMap(node, comments, firstKeys.correlation, (key, value) => {
    if (key === 'rules' || key === 'group-by') return layTexts(value, comments)
    if (key === 'condition' && value.is === 'map')
      return layMap(value, comments, firstKeys.limits, (_, part) => layAny(part, comments))
    return layAny(value, comments)
  })
}

/** What nobody looks into: as the author has it. */
function layAny(node: Node, comments: Comments): Laid {
  if (node.is === 'list') return layList(node, comments, item => layAny(item, comments))
  if (node.is === 'map') return layMap(node, comments, [], (_, value) => layAny(value, comments))
  const block = node.type === 'string' ? blockText(node.text) : undefined
  return block === undefined ? layValue(node) : { is: 'block', ...block }
}

function layList(node: ListNode, comments: Comments, lay: (item: Node) => Laid): Laid {
  const items = node.items.map((item): LaidItem => {
    const { before, behind, value } = beside(item, lay(item), comments)
    const [first] = value.is === 'map' ? value.entries : []
    return { value, behind, before: [...before, ...(first?.before ?? [])] }
  })
  return { is: 'list', items, after: comments.after.get(node) ?? [] }
}

function layMap(
  node: MapNode,
  comments: Comments,
  first: readonly string[],
  lay: (key: string, value: Node) => Laid,
  last: readonly string[] = [],
): LaidMap {
  const place = (key: string): number => {
    const [early, late] = [first.indexOf(key), last.indexOf(key)]
    if (early >= 0) return early
    return first.length + (late < 0 ? 0 : late + 1)
  }
  const sorted = [...node.entries].sort((a, b) => place(a.key.written) - place(b.key.written))
  const entries = sorted.map(entry =>
    withComments(entry, lay(entry.key.written, entry.value), comments, inlineText(entry.key.written)),
  )
  return { is: 'map', entries, after: comments.after.get(node) ?? [] }
}

const withComments = (entry: Entry, value: Laid, comments: Comments, key: string): LaidEntry => ({
  key,
  ...beside(entry, value, comments),
})

/** A value with its comments; of several behind it, one stays there. */
function beside(anchor: Entry | Node, value: Laid, { before, behind }: Comments): LaidItem {
  const own = behind.get(anchor) ?? []
  return { value, before: [...(before.get(anchor) ?? []), ...own.slice(0, -1)], behind: own.slice(-1) }
}
