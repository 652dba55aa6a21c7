import type { Diagnostic, Outcome } from '../../../base/diagnostic.ts'
import type { Span } from '../../../base/span.ts'

/** JSON that knows where each of its parts stands, so that messages can point into a file. */
export type Located =
  | { readonly is: 'object'; readonly entries: ReadonlyMap<string, Entry>; readonly span: Span }
  | { readonly is: 'array'; readonly items: readonly Located[]; readonly span: Span }
  | { readonly is: 'string'; readonly text: string; readonly span: Span }
  | { readonly is: 'number'; readonly value: number; readonly span: Span }
  | { readonly is: 'bool'; readonly value: boolean; readonly span: Span }
  | { readonly is: 'null'; readonly span: Span }

export interface Entry {
  readonly key: Span
  readonly value: Located
}

export type LocatedObject = Extract<Located, { is: 'object' }>

/** No rule file is nested deeper. */
const maxDepth = 64

interface Reader {
  readonly text: string
  at: number
  depth: number
  problem: Diagnostic | undefined
  /** What is wrong and does not stop the reading. */
  readonly warnings: Diagnostic[]
}

/** Reads JSON (RFC 8259). What is wrong is said where it is; of a key that occurs twice the last value counts, which is told. O(length); never throws. */
export function parseLocated(text: string): Outcome<Located> {
  const r: Reader = { text, at: 0, depth: 0, problem: undefined, warnings: [] }
  const value = readValue(r)
  if (value !== undefined && skip(r) < text.length) fail(r, 'nothing more after the end of the JSON')
  return r.problem === undefined ? { value, diagnostics: r.warnings } : { value: undefined, diagnostics: [r.problem] }
}

function fail(r: Reader, expected: string, at = r.at): undefined {
  const found = /^(?:[\w.+-]{1,20}|\S)/.exec(r.text.slice(at, at + 20))?.[0] ?? ''
  r.problem ??= {
    code: 'sumo-cse/bad-json',
    severity: 'error',
    message: `expected ${expected}, found ${found === '' ? 'the end of the line or file' : `\`${found}\``}`,
    because: 'a file that begins with a brace or a bracket is read as the JSON of rules',
    ...(/^[A-Za-z]/.test(found) ? { help: `a text stands in double quotes: \`"${found}"\`` } : {}),
    span: { start: at, end: Math.min(r.text.length, at + Math.max(1, found.length)) },
  }
  return undefined
}

function skip(r: Reader): number {
  while (r.at < r.text.length && ' \t\n\r'.includes(r.text.charAt(r.at))) r.at++
  return r.at
}

function accept(r: Reader, char: string): boolean {
  if (r.text[skip(r)] !== char) return false
  r.at++
  return true
}

function readValue(r: Reader): Located | undefined {
  const start = skip(r)
  const c = r.text[start]
  if (c === '{' || c === '[') {
    if (r.depth >= maxDepth) return fail(r, `no more than ${maxDepth} levels of nesting`)
    r.depth++
    r.at++
    const value = c === '{' ? readObject(r, start) : readArray(r, start)
    r.depth--
    return value
  }
  if (c === '"') {
    const text = readString(r)
    return text === undefined ? undefined : { is: 'string', text, span: { start, end: r.at } }
  }
  const word = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)/y
  word.lastIndex = start
  const found = word.exec(r.text)?.[0]
  if (found === undefined) return fail(r, 'a value')
  r.at = start + found.length
  const span = { start, end: r.at }
  if (found === 'null') return { is: 'null', span }
  return found === 'true' || found === 'false'
    ? { is: 'bool', value: found === 'true', span }
    : { is: 'number', value: Number(found), span }
}

function readObject(r: Reader, start: number): Located | undefined {
  const entries = new Map<string, Entry>()
  if (!accept(r, '}'))
    do {
      const at = skip(r)
      const key = r.text[at] === '"' ? readString(r) : fail(r, 'a key in double quotes')
      if (key === undefined) return undefined
      const end = r.at
      if (!accept(r, ':')) return fail(r, '`:` after the key')
      const value = readValue(r)
      if (value === undefined) return undefined
      if (entries.has(key))
        r.warnings.push({
          code: 'sumo-cse/repeated-key',
          severity: 'warning',
          message: `the key \`${key}\` stands here a second time`,
          because: 'the last one counts, and what the first one says is lost',
          help: 'keep one of them',
          span: { start: at, end },
        })
      entries.set(key, { key: { start: at, end }, value })
      if (accept(r, '}')) break
      if (!accept(r, ',')) return fail(r, '`,` or `}`')
    } while (r.problem === undefined)
  return { is: 'object', entries, span: { start, end: r.at } }
}

function readArray(r: Reader, start: number): Located | undefined {
  const items: Located[] = []
  if (!accept(r, ']'))
    do {
      const value = readValue(r)
      if (value === undefined) return undefined
      items.push(value)
      if (accept(r, ']')) break
      if (!accept(r, ',')) return fail(r, '`,` or `]`')
    } while (r.problem === undefined)
  return { is: 'array', items, span: { start, end: r.at } }
}

const quoted = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y

function readString(r: Reader): string | undefined {
  quoted.lastIndex = r.at
  const found = quoted.exec(r.text)?.[0]
  if (found === undefined) return fail(r, 'a text that ends in a double quote, with line breaks written `\\n`')
  r.at += found.length
  return JSON.parse(found) as string
}

/** Where the characters of a JSON string stand in its file: the offset of a character by its position in the text. */
export function placesIn(source: string, span: Span): (position: number) => number {
  const places: number[] = []
  for (let at = span.start + 1; at < span.end - 1; ) {
    places.push(at)
    at += source[at] !== '\\' ? 1 : source[at + 1] === 'u' ? 6 : 2
  }
  return position => places[position] ?? span.end - 1
}

/** Data with every span in it moved: what was found in a text, as places in the file that holds the text. */
export function moved<T>(value: T, to: (offset: number) => number): T {
  const move = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part
    if (Array.isArray(part)) return part.map(move)
    const object = part as Readonly<Record<string, unknown>>
    const { start, end } = object
    if (typeof start === 'number' && typeof end === 'number') return { ...object, start: to(start), end: to(end) }
    return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, move(inner)]))
  }
  return move(value) as T
}

/** A diagnostic about a text that stands as a string in a JSON file. */
export function movedDiagnostic(diagnostic: Diagnostic, to: (offset: number) => number): Diagnostic {
  const placed = moved(diagnostic, to)
  if (placed.fix === undefined) return placed
  return { ...placed, fix: placed.fix.map(edit => ({ ...edit, text: JSON.stringify(edit.text).slice(1, -1) })) }
}
