import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Lexeme, Scan } from '../kit/cursor.ts'
import { scanNumber } from '../sumo/lexer-number.ts'

export type Kind = 'word' | 'string' | 'number' | 'regex' | 'punctuation' | 'unknown' | 'end'
export type Token = Lexeme<Kind>

export interface Lexer {
  readonly scan: Scan<Token, undefined>
  /** Comments met so far; one that was looked at twice is here twice. */
  readonly comments: Token[]
  /** What is wrong with single tokens, by the offset where the token starts. */
  readonly troubles: ReadonlyMap<number, Diagnostic>
}

const doubleSigns: ReadonlySet<string> = new Set(['||', '&&', '==', '!=', '<>', '<=', '>=', '=<', '=>'])

/** Words after which a slash opens a regex and no division. */
const operators = /^(?:matches|rlike|like|and|or|not|in|between|where)$/i

const endsOperand = (t: Token | undefined): boolean => {
  if (t === undefined) return false
  if (t.kind === 'word') return !operators.test(t.text)
  if (t.kind === 'punctuation') return t.text === ')' || t.text === ']'
  return t.kind === 'string' || t.kind === 'number'
}

/**
 * A lexer for one expression. Text stands in single or in double quotes. A backslash is a plain character in both: patterns
 * and regexes read it themselves, and published rules end a text in one (`'C:\Windows\'`). Only `\"` inside double quotes is
 * a quote (docs/cse/rules/cse-rules-syntax.md, "CIP literals supported in CSE").
 */
export function createLexer(text: string): Lexer {
  const comments: Token[] = []
  const troubles = new Map<number, Diagnostic>()
  const make = (kind: Kind, start: number, end: number, colour: Token['colour']): Token => ({
    kind,
    text: text.slice(start, end),
    start,
    end,
    colour,
  })
  /** The end of the run that a sticky pattern fits at `at`. */
  const runOf = (pattern: RegExp, at: number): number => {
    pattern.lastIndex = at
    pattern.test(text)
    return Math.max(at, pattern.lastIndex)
  }
  const blanks = /\s*/y
  const wordRun = /[A-Za-z0-9_\u0080-\uffff]*(?:\.[A-Za-z0-9_\u0080-\uffff]+)*/y

  const skip = (from: number): number => {
    for (let at = from; ; ) {
      at = runOf(blanks, at)
      const block = text.startsWith('/*', at)
      if (!block && !text.startsWith('//', at)) return at
      const close = text.indexOf(block ? '*/' : '\n', at + 2)
      const end = close < 0 ? text.length : close + (block ? 2 : 0)
      if (block && close < 0)
        troubles.set(at, {
          code: 'sumo-cse/open-comment',
          severity: 'error',
          message: 'this comment is never closed, so everything after it is lost',
          help: 'close it with `*/`',
          span: { start: at, end: at + 2 },
        })
      comments.push(make('unknown', at, end, 'comment'))
      at = end
    }
  }

  const quoted = (at: number): Token => {
    const quote = text.charAt(at)
    for (let i = at + 1; i < text.length; i++) {
      const c = text[i]
      if (c === quote) return make('string', at, i + 1, 'string')
      if (c === '\\' && quote === '"' && i + 1 < text.length) i++
    }
    troubles.set(at, {
      code: 'sumo-cse/open-string',
      severity: 'error',
      message: `this text in ${quote === '"' ? 'double' : 'single'} quotes is never closed`,
      because: 'everything after the quote would be part of the text',
      help: quote === '"' ? 'close it with `"`; `\\"` is a quote inside the text' : "close it with `'`",
      span: { start: at, end: at + 1 },
    })
    return make('string', at, text.length, 'string')
  }

  const regex = (at: number): Token => {
    let i = at + 1
    while (i < text.length && text[i] !== '/' && text[i] !== '\n') i += text[i] === '\\' ? 2 : 1
    if (text[i] === '/') {
      i++
      while (i < text.length && /[a-z]/.test(text.charAt(i))) i++
      return make('regex', at, i, 'regex')
    }
    const end = Math.min(i, text.length)
    troubles.set(at, {
      code: 'sumo-cse/open-regex',
      severity: 'error',
      message: 'this regular expression is never closed',
      help: 'close it with `/`; a slash inside it is written `\\/`',
      span: { start: at, end },
    })
    return make('regex', at, end, 'regex')
  }

  const scan: Lexer['scan'] = (from, _, previous) => {
    const at = skip(from)
    if (at >= text.length) return make('end', text.length, text.length, 'text')
    const c = text.charAt(at)
    if (c === '"' || c === "'") return quoted(at)
    if (c === '/' && !endsOperand(previous)) return regex(at)
    const number = /[0-9.]/.test(c) ? scanNumber(text, at) : undefined
    if (number !== undefined) return make('number', at, number, 'number')
    if (/[A-Za-z_\u0080-\uffff]/.test(c)) {
      const end = runOf(wordRun, at)
      if (end > at && !/[\u2018\u2019\u201c\u201d]/.test(c)) return make('word', at, end, 'field')
    }
    const two = text.slice(at, at + 2)
    if (doubleSigns.has(two)) return make('punctuation', at, at + 2, 'operator')
    if ('=<>+-*/%!'.includes(c)) return make('punctuation', at, at + 1, 'operator')
    if ('()[],|'.includes(c)) return make('punctuation', at, at + 1, 'punctuation')
    return make('unknown', at, at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1), 'error')
  }
  return { scan, comments, troubles }
}

/** What a text in quotes says. */
export function unquote(written: string): string {
  const quote = written.charAt(0)
  const closed = written.length > 1 && written.endsWith(quote)
  const inner = written.slice(1, closed ? -1 : undefined)
  return quote === '"' ? inner.replace(/\\([\\"])/g, (whole, c: string) => (c === '"' ? '"' : whole)) : inner
}

/** A text as a literal. */
export function quote(text: string): string {
  return text.includes("'") ? `"${text.replaceAll('"', '\\"')}"` : `'${text}'`
}
