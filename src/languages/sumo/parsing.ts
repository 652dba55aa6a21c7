import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'
import type { Cursor } from '../kit/cursor.ts'
import { skipTo } from '../kit/recovery.ts'
import type { Report } from '../kit/report.ts'
import { oddName, singleQuotedName } from './foreign/odd-names.ts'
import type { Mode, Token } from './lexer.ts'
import type { Name, Search, TextSpan } from './syntax.ts'
import { unquote } from './text.ts'

/** What every parsing function of this language is handed. */
export interface Parser {
  readonly text: string
  readonly cursor: Cursor<Token, Mode>
  readonly report: Report
  /** How many brackets, prefixes and searches stand open. */
  depth: number
  /** Whether an aggregate stands before this stage, so that messages are gone. */
  aggregated: boolean
  /** A search up to a closing bracket that is not its own, or the end of the text. */
  readonly search: (p: Parser, stagesOnly?: boolean) => Search
  readonly troubles: ReadonlyMap<number, Diagnostic>
}

/** Deeper nesting than this is refused: no query that a person wrote comes near, and recursion stays bounded. */
export const MAX_DEPTH = 200

/** The next token, without taking it. */
export const peek = (p: Parser, ahead = 0): Token => p.cursor.peek(ahead)

/** Takes the next token, says what is wrong with it, and colours it. */
export function take(p: Parser, colour?: Token['colour']): Token {
  const token = p.cursor.next()
  const trouble = p.troubles.get(token.start)
  if (trouble !== undefined) p.report.add(trouble)
  if (colour !== undefined) token.colour = colour
  return token
}

/** Whether the token is this sign. */
export const isSign = (t: Token, sign: string): boolean => t.kind === 'punctuation' && t.text === sign
/** Whether the token is this word, in any case. */
export const isWord = (t: Token, word: string): boolean => t.kind === 'word' && t.text.toLowerCase() === word

/** Takes the sign if it stands next. */
export const acceptSign = (p: Parser, sign: string): Token | undefined => (isSign(peek(p), sign) ? take(p) : undefined)
/** Takes the keyword if it stands next. */
export const acceptWord = (p: Parser, word: string): Token | undefined =>
  isWord(peek(p), word) ? take(p, 'keyword') : undefined

/** From where something starts to the end of the last token taken. */
export const spanFrom = (p: Parser, start: number): Span => ({ start, end: Math.max(start, p.cursor.end()) })

/** Says it, unless the place is lost: what is said about skipped text would only confuse. */
export function say(p: Parser, diagnostic: Diagnostic): void {
  if (!p.report.isLost()) p.report.add(diagnostic)
}

/** How a message names what stands in the text. */
export function describe(token: Token): string {
  if (token.kind === 'end') return 'the end of the query'
  const text = token.text.length > 40 ? `${token.text.slice(0, 37)}…` : token.text
  if (token.kind === 'string') return `the text ${text}`
  if (token.kind === 'number') return `the number ${text}`
  return `\`${text}\``
}

/** Something else should stand here; the place is lost until the next `|`, `,` or closing bracket. */
export function expected(p: Parser, what: string, help?: string): void {
  const token = peek(p)
  const trouble = p.troubles.get(token.start)
  if (trouble !== undefined) {
    p.report.lost(trouble)
    return
  }
  p.report.lost({
    code: 'sumo/unexpected',
    severity: 'error',
    message: `expected ${what}, found ${describe(token)}`,
    ...(help === undefined ? {} : { help }),
    span:
      token.kind === 'end' ? { start: p.cursor.end(), end: p.cursor.end() } : { start: token.start, end: token.end },
  })
}

/** A bracket that the stage leaves open; the place is lost. */
export function neverClosed(p: Parser, open: Token, close: string): void {
  p.report.lost({
    code: 'sumo/open-bracket',
    severity: 'error',
    message: `this \`${open.text}\` is never closed`,
    because: 'its stage ends before',
    help: `write \`${close}\` where it should end`,
    span: { start: open.start, end: open.end },
  })
}

/** Takes the sign or says that it is missing. */
export function expectSign(p: Parser, sign: string, why?: string): boolean {
  if (acceptSign(p, sign) !== undefined) return true
  expected(p, why === undefined ? `\`${sign}\`` : `\`${sign}\` ${why}`)
  return false
}

/** Takes the keyword or says that it is missing. */
export function expectWord(p: Parser, word: string, why?: string): boolean {
  if (acceptWord(p, word) !== undefined) return true
  expected(p, why === undefined ? `\`${word}\`` : `\`${word}\` ${why}`)
  return false
}

const bracket = (t: Token): 'open' | 'close' | undefined => {
  if (t.kind !== 'punctuation') return undefined
  if (t.text === '(' || t.text === '[') return 'open'
  return t.text === ')' || t.text === ']' ? 'close' : undefined
}
const isStageEnd = (t: Token): boolean => t.kind === 'end' || isSign(t, '|')

/** Skips to what ends this stage: `|`, a closing bracket that was open before, the end. */
export function skipStage(p: Parser): void {
  skipTo(p.cursor, { always: isStageEnd, outside: () => false, bracket })
}

/** Skips to the comma or bracket that ends this item of a list, or to the end of the stage. */
export function skipItem(p: Parser): void {
  skipTo(p.cursor, { always: isStageEnd, outside: t => isSign(t, ','), bracket })
}

/** Whether nothing more of this stage follows. */
export const atStageEnd = (p: Parser): boolean => isStageEnd(peek(p)) || bracket(peek(p)) === 'close'

/** Runs `inner` one level deeper; too deep, it says so, skips what stands there and gives undefined. */
export function nested<T>(p: Parser, inner: () => T): T | undefined {
  if (p.depth >= MAX_DEPTH) {
    p.report.lost({
      code: 'sumo/nested-too-deep',
      severity: 'error',
      message: `more than ${MAX_DEPTH} levels of nesting`,
      help: 'name parts of it in stages of their own: `| … as part`',
      span: { start: peek(p).start, end: peek(p).end },
    })
    skipItem(p)
    return undefined
  }
  p.depth++
  const value = inner()
  p.depth--
  return value
}

/** Whether a field name can start with this token. */
export const startsName = (t: Token): boolean =>
  t.kind === 'word' || t.kind === 'escaped-name' || t.kind === 'parameter'

/** The name that a token means. */
export function nameOf(token: Token): Name {
  const span = { start: token.start, end: token.end }
  if (token.kind !== 'escaped-name') return { name: token.text, span }
  const inner = token.text.slice(1).trimStart()
  return { name: inner.startsWith('"') ? unquote(inner) : inner, span }
}

/** A field name, or an error that says what it would have named. */
export function parseName(p: Parser, what = 'a field name'): Name | undefined {
  const token = peek(p)
  if (startsName(token)) return nameOf(take(p, 'field'))
  if (token.kind === 'string') {
    take(p)
    const name = unquote(token.text)
    const bare = /^[A-Za-z_][\w.]*$/.test(name)
    say(p, {
      code: 'sumo/quoted-field',
      severity: 'error',
      message: `expected ${what}, found the text ${token.text}`,
      because: 'double quotes make a text; a field name stands bare, or as `%"…"` when it holds other characters',
      help: `write ${bare ? `\`${name}\`` : `\`%${token.text}\``}`,
      span: { start: token.start, end: token.end },
      fix: [{ span: { start: token.start, end: token.end }, text: bare ? name : `%${token.text}` }],
    })
    return { name, span: { start: token.start, end: token.end } }
  }
  if (token.kind === 'unknown' || token.kind === 'single-quoted') {
    const odd = token.kind === 'unknown' ? oddName(p) : singleQuotedName(p)
    if (odd?.kind === 'field') return { name: odd.name, span: odd.span }
    if (odd !== undefined) return undefined
  }
  expected(p, what)
  return undefined
}

/** One or more field names between commas; after an error the rest of the list is still read. */
export function parseNames(p: Parser, what?: string): Name[] {
  const names: Name[] = []
  do {
    const name = parseName(p, what)
    if (name === undefined) return names
    names.push(name)
  } while (acceptComma(p))
  return names
}

/** Takes a comma between items of a list without brackets, if it stands next; at the end of a stage it is one too many. */
export function acceptComma(p: Parser): boolean {
  const comma = acceptSign(p, ',')
  if (comma === undefined || !atStageEnd(p)) return comma !== undefined
  say(p, {
    code: 'sumo/trailing-comma',
    severity: 'error',
    message: 'nothing follows this comma',
    because: 'a list ends behind its last item',
    help: 'remove it',
    span: { start: comma.start, end: comma.end },
    fix: [{ span: { start: comma.start, end: comma.end }, text: '' }],
  })
  return false
}

/** A text in double quotes, or an error that says what it would have been. */
export function parseText(p: Parser, what: string): TextSpan | undefined {
  const token = peek(p)
  if (token.kind === 'string') return textOf(take(p))
  expected(p, what)
  return undefined
}

/** What a string token says. */
export const textOf = (token: Token): TextSpan => ({
  text: unquote(token.text),
  span: { start: token.start, end: token.end },
})
