import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'
import type { Cursor } from '../kit/cursor.ts'
import { skipTo } from '../kit/recovery.ts'
import type { Report } from '../kit/report.ts'
import type { Token } from './lexer.ts'

/** What every parsing function of this language is handed. */
export interface Parser {
  readonly text: string
  readonly cursor: Cursor<Token, undefined>
  readonly report: Report
  readonly troubles: ReadonlyMap<number, Diagnostic>
  /** How many brackets and prefixes stand open. */
  depth: number
}

/** Deeper nesting than this is refused, so that recursion stays bounded. */
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

export const spanOf = ({ start, end }: Span): Span => ({ start, end })
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
  if (token.kind === 'end') return 'the end of the expression'
  const text = token.text.length > 40 ? `${token.text.slice(0, 37)}…` : token.text
  if (token.kind === 'string') return `the text ${text}`
  return token.kind === 'number' ? `the number ${text}` : `\`${text}\``
}

/** Something else should stand here; the place is lost until the next `,`, closing bracket, `and` or `or`. */
export function expected(p: Parser, what: string, help?: string): void {
  const token = peek(p)
  const trouble = p.troubles.get(token.start)
  if (trouble !== undefined) {
    p.report.lost(trouble)
    return
  }
  const at = p.cursor.end()
  p.report.lost({
    code: 'sumo-cse/unexpected',
    severity: 'error',
    message: `expected ${what}, found ${describe(token)}`,
    ...(help === undefined ? {} : { help }),
    span: token.kind === 'end' ? { start: at, end: at } : spanOf(token),
  })
}

/** Takes the sign or says that it is missing. */
export function expectSign(p: Parser, sign: string, why?: string): boolean {
  if (acceptSign(p, sign) !== undefined) return true
  expected(p, why === undefined ? `\`${sign}\`` : `\`${sign}\` ${why}`)
  return false
}

const bracket = (t: Token): 'open' | 'close' | undefined => {
  if (t.kind !== 'punctuation') return undefined
  if (t.text === '(' || t.text === '[') return 'open'
  return t.text === ')' || t.text === ']' ? 'close' : undefined
}
const isEnd = (t: Token): boolean => t.kind === 'end' || isSign(t, '|')

/** Whether the token joins conditions. */
export const isJunction = (t: Token): boolean =>
  isWord(t, 'and') || isWord(t, 'or') || isSign(t, '&&') || isSign(t, '||')

/** Skips to what ends this item: a comma, a closing bracket that was open before, `and`, `or`, the end. */
export function skipItem(p: Parser): void {
  skipTo(p.cursor, { always: isEnd, outside: t => isSign(t, ',') || isJunction(t), bracket })
}

/** Runs `inner` one level deeper; too deep, it says so, skips what stands there and gives undefined. */
export function nested<T>(p: Parser, inner: () => T): T | undefined {
  if (p.depth >= MAX_DEPTH) {
    p.report.lost({
      code: 'sumo-cse/nested-too-deep',
      severity: 'error',
      message: `more than ${MAX_DEPTH} levels of nesting`,
      help: 'take away brackets that are not needed; `and` and `or` need none to be repeated',
      span: spanOf(peek(p)),
    })
    skipItem(p)
    return undefined
  }
  p.depth++
  const value = inner()
  p.depth--
  return value
}
