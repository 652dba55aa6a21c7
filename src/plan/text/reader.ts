import type { Diagnostic } from '../../base/diagnostic.ts'
import { cover, type Span } from '../../base/span.ts'
import type { Token } from './token.ts'

/** A place in a plan's text. After the first error it stands at the end, so that everything after it is over at once. */
export interface Reader {
  readonly tokens: readonly Token[]
  at: number
  /** How many brackets and conditions deep the reading is. */
  depth: number
  error: Diagnostic | undefined
}

/** Nesting beyond this is refused, so that no text can exhaust the stack. */
const deepest = 200

const end: Token = { kind: 'end', text: '', start: 0, end: 0 }

export const peek = (r: Reader): Token => r.tokens[r.at] ?? end

/** Takes the next token, whatever it is; the end stays where it is. */
export function take(r: Reader): Token {
  const token = peek(r)
  if (token.kind !== 'end') r.at++
  return token
}

/** Whether the next token is this sign or word. */
export const isNext = (r: Reader, text: string): boolean => {
  const token = peek(r)
  return (token.kind === 'sign' || token.kind === 'word') && token.text === text
}

/** Takes the next token if it is this sign or word. */
export function accept(r: Reader, text: string): boolean {
  const found = isNext(r, text)
  if (found) r.at++
  return found
}

/** Takes this sign or word, which must come now. */
export function expect(r: Reader, text: string): void {
  if (!accept(r, text)) unexpected(r, `\`${text}\``)
}

/** The error that something else stands where `wanted` must. */
export function unexpected(r: Reader, wanted: string): void {
  const token = peek(r)
  const isOpen = token.kind === 'bad' && token.text.length > 1
  const found = token.kind === 'end' ? 'the text ends' : `there is \`${isOpen ? token.text.charAt(0) : token.text}\``
  const help = isOpen ? 'what opens here is never closed' : undefined
  fail(r, 'plan/syntax', `${found} where ${wanted} must stand`, token, help)
}

/** Reports an error, if it is the first, and gives up on the rest of the text. */
export function fail(r: Reader, code: `plan/${string}`, message: string, span: Span, help?: string): void {
  r.error ??= {
    code,
    severity: 'error',
    message,
    span: { start: span.start, end: span.end },
    ...(help === undefined ? {} : { help }),
  }
  r.at = r.tokens.length - 1
}

/** From the start of a token to the end of the last one taken. */
export function since(r: Reader, start: Span): Span {
  const last = r.tokens[r.at - 1] ?? start
  return cover({ start: start.start, end: start.start }, { start: start.start, end: Math.max(last.end, start.start) })
}

/** One or more, with a sign between them. */
export function separated<T>(r: Reader, sign: string, read: () => T): T[] {
  const items = [read()]
  while (accept(r, sign)) items.push(read())
  return items
}

/** Reads something inside something else, unless that is nested too deeply already. */
export function deeper<T>(r: Reader, read: () => T, otherwise: T): T {
  if (r.depth >= deepest) {
    fail(r, 'plan/too-deep', `the plan is nested more than ${deepest} deep`, peek(r))
    return otherwise
  }
  r.depth++
  const result = read()
  r.depth--
  return result
}
