import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Node as YamlNode } from 'yaml'
import type { Diagnostic } from '../../../base/diagnostic.ts'
import type { Span } from '../../../base/span.ts'
import { mistakesIn, pointsNowhere } from './mistakes.ts'
import type { Entry, Node, ScalarNode } from './node.ts'
import { offsetsOf, type ScalarStyle } from './offsets.ts'
import { typeOfPlain } from './scalar.ts'

/** Values inside each other, beyond which a file is refused: no rule needs it, and no file may exhaust the stack. */
const deepest = 60
/** Values in a file with its aliases written out, beyond which it is refused. */
const most = 100_000

const tooDeep: Diagnostic = {
  code: 'sigma/yaml',
  severity: 'error',
  message: 'lists or maps are nested too deep to be read',
  span: { start: 0, end: 0 },
}

/** The documents of a file, as far as they can be read, and what is wrong with them. */
export interface YamlFile {
  readonly documents: readonly Node[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads YAML with the place and the author's type of every value. Never throws. */
export function readYaml(text: string): YamlFile {
  const reading: Reading = { text, diagnostics: [], anchors: new Map(), left: most, refused: false }
  if (nestsTooDeep(text)) {
    reading.diagnostics.push(tooDeep)
    return { documents: [], diagnostics: reading.diagnostics }
  }
  const documents: Node[] = []
  try {
    for (const document of parseAllDocuments(text, { schema: 'failsafe', prettyErrors: false, version: '1.2' })) {
      reading.diagnostics.push(...mistakesIn(text, document))
      if (document.errors.length > 0) continue
      reading.anchors.clear()
      const node = document.contents
      if (node !== null && !(isScalar(node) && node.value === '' && node.source === ''))
        documents.push(convert(reading, node, 0))
      if (reading.refused) documents.pop()
    }
  } catch (error) {
    // the library's stack ends on absurdly deep nesting
    if (!(error instanceof RangeError)) throw error
    reading.diagnostics.push(tooDeep)
  }
  return { documents, diagnostics: reading.diagnostics }
}

interface Reading {
  readonly text: string
  readonly diagnostics: Diagnostic[]
  readonly anchors: Map<string, YamlNode>
  left: number
  /** Something in the file cannot be read; the rest is passed over. */
  refused: boolean
}

function convert(reading: Reading, node: YamlNode | null | undefined, depth: number): Node {
  const span = node?.range ? { start: node.range[0], end: node.range[1] } : { start: 0, end: 0 }
  if (reading.refused) return scalar(reading, undefined, span)
  if (--reading.left < 0) return refuse(reading, span, 'aliases make more of this file than can be read')
  if (depth > deepest) return refuse(reading, span, 'values are nested too deep to be read')
  if (node && 'anchor' in node && typeof node.anchor === 'string') reading.anchors.set(node.anchor, node)
  if (isAlias(node)) {
    const target = reading.anchors.get(node.source)
    if (target === undefined) return refuse(reading, span, pointsNowhere(reading.text, span, node.source))
    return convert(reading, target, depth + 1)
  }
  if (isMap(node)) {
    const entries = node.items.map((pair): Entry => {
      const read = convert(reading, pair.key as YamlNode | null, depth + 1)
      const key = read.is === 'scalar' ? read : refuse(reading, read.span, 'a key has to be a word')
      return { key, value: convert(reading, pair.value as YamlNode | null, depth + 1) }
    })
    return { is: 'map', entries: withMerged(reading, entries), span }
  }
  if (isSeq(node)) return { is: 'list', items: node.items.map(i => convert(reading, i as YamlNode, depth + 1)), span }
  return scalar(reading, node, span)
}

/**
 * Entries with those of the maps under `<<` in its place, which the map itself and earlier maps go before: PyYAML, with which rules
 * are tested, reads it so (https://yaml.org/type/merge.html).
 */
function withMerged(reading: Reading, entries: readonly Entry[]): readonly Entry[] {
  if (!entries.some(isMerge)) return entries
  const taken = new Set(entries.filter(e => !isMerge(e)).map(e => e.key.written))
  return entries.flatMap(entry => {
    if (!isMerge(entry)) return [entry]
    const { value } = entry
    return (value.is === 'list' ? value.items : [value]).flatMap(from => {
      if (from.is !== 'map') {
        refuse(reading, from.span, 'what stands under `<<` has to be a map, or a list of maps')
        return []
      }
      const fresh = from.entries.filter(e => !taken.has(e.key.written))
      for (const { key } of fresh) taken.add(key.written)
      reading.left -= fresh.length
      return fresh
    })
  })
}

/** In quotes it is a key like any other. */
const isMerge = ({ key }: Entry): boolean => key.written === '<<' && key.span.end - key.span.start === 2

const styles: Readonly<Record<string, ScalarStyle>> = {
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
}

function scalar(reading: Reading, node: YamlNode | null | undefined, span: Span): ScalarNode {
  if (isScalar(node) && node.tag === 'tag:yaml.org,2002:binary' && !reading.refused)
    return refuse(reading, span, 'bytes (`!!binary`) are no text, and no rule compares them')
  const value = isScalar(node) && typeof node.value === 'string' ? node.value : ''
  const style = (isScalar(node) ? styles[node.type ?? ''] : undefined) ?? 'plain'
  const plain = style === 'plain' && !(isScalar(node) && node.tag === 'tag:yaml.org,2002:str')
  const typed = plain ? typeOfPlain(value) : { type: 'string' as const, text: value }
  const offset = offsetIn(reading.text, span.start, style, value)
  return { is: 'scalar', ...typed, written: value, span: trimmed(reading.text, span), offset }
}

/** Finds places in the file when they are asked for; it holds on to nothing of what the library made. */
function offsetIn(text: string, start: number, style: ScalarStyle, value: string): (at: number) => number {
  let offsets: number[] | undefined
  return at => {
    offsets ??= offsetsOf(text, startOf(text, start, style), style, value)
    return offsets[Math.min(Math.max(at, 0), offsets.length - 1)] ?? start
  }
}

/** Where the first character of a scalar stands. */
function startOf(text: string, start: number, style: ScalarStyle): number {
  if (style === 'plain') return start
  if (style !== 'block') return start + 1
  const line = text.indexOf('\n', start) + 1
  return line + (/^ */.exec(text.slice(line, line + 500))?.[0].length ?? 0)
}

/** A block ends with its last line, not with the line end after it. */
function trimmed(text: string, span: Span): Span {
  let end = span.end
  while (end > span.start && /\s/.test(text[end - 1] ?? '')) end--
  return { start: span.start, end }
}

function refuse(reading: Reading, span: Span, message: string | Diagnostic): ScalarNode {
  if (!reading.refused)
    reading.diagnostics.push(
      typeof message === 'string' ? { code: 'sigma/yaml', severity: 'error', message, span } : message,
    )
  reading.refused = true
  return scalar(reading, undefined, span)
}

/** Whether brackets or indicators of lists are so many on the way down that the library's own recursion could end. */
function nestsTooDeep(text: string): boolean {
  let depth = 0
  let deep = 0
  for (const c of text) {
    if (c === '[' || c === '{') depth++
    else if (c === ']' || c === '}') depth = Math.max(0, depth - 1)
    else if (c === '\n') depth = 0
    deep = Math.max(deep, depth)
  }
  return deep > 2_000
}
