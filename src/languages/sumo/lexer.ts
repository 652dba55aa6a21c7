import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Lexeme, Scan } from '../kit/cursor.ts'
import { scanNumber } from './lexer-number.ts'
import { operatorNamed } from './operators.ts'

/**
 * How the text is cut: words of a search scope, tokens of a stage, or one path (`geo://location`, `/shared/x`) where a
 * stage expects it; in a `pattern`, where a value in quotes is expected, a slash opens a regular expression.
 */
export type Mode = 'scope' | 'stage' | 'path' | 'pattern'

export type Kind =
  | 'word'
  | 'escaped-name'
  | 'string'
  | 'single-quoted'
  | 'number'
  | 'regex'
  | 'parameter'
  | 'path'
  | 'punctuation'
  | 'unknown'
  | 'end'

export interface Token extends Lexeme<Kind> {
  /** How the text was cut where it stands. */
  readonly mode: Mode
}

export interface Lexer {
  readonly scan: Scan<Token, Mode>
  /** Comments met so far, in any order, perhaps twice. */
  readonly comments: Token[]
  /** What is wrong with single tokens (a string without an end), by the offset where the token starts. */
  readonly troubles: ReadonlyMap<number, Diagnostic>
}

/** In a stage, a slash opens a regular expression only where no division can stand. */
const endsOperand = (t: Token | undefined): boolean => {
  if (t === undefined) return false
  if (t.kind === 'word') return !/^(?:matches|and|or|not|in|contains|like|ilike|rlike|regexp)$/i.test(t.text)
  if (t.kind === 'punctuation') return t.text === ')' || t.text === ']'
  return t.kind !== 'end' && t.kind !== 'unknown'
}

/** A word before which no value stands, so that `%name` after it is a name and not a division's rest. */
const isKeyword = (t: Token | undefined): boolean =>
  t?.kind === 'word' &&
  (/^(?:by|as|on|from|row|column|if|then|else)$/i.test(t.text) || operatorNamed(t.text) !== undefined)

const doubleSigns = new Set(['||', '&&', '==', '!=', '<>', '<=', '>=', '=~', '!~'])

const white = /\s/
const wordStart = /[A-Za-z_\u0080-\uffff]/
const blanks = /\s*/y
/** Letters of any script, but neither white space nor the quotes of a word processor. */
const wordRun = /(?:[A-Za-z0-9_.]|(?![\s\u2018\u2019\u201c\u201d])[\u0080-\uffff])*/y
const smartQuote = /[\u2018\u2019\u201c\u201d]/

/**
 * A lexer for one text (B/search-syntax.md, FE). With `linesEndStrings`, a string ends at the end of its line: the way to
 * read a text in which a quote is missing without losing the lines after it.
 */
export function createLexer(text: string, linesEndStrings: boolean): Lexer {
  const comments: Token[] = []
  const troubles = new Map<number, Diagnostic>()
  let mode: Mode = 'scope'
  const make = (kind: Kind, start: number, end: number, colour: Token['colour']): Token => ({
    kind,
    text: text.slice(start, end),
    start,
    end,
    colour,
    mode,
  })

  /** The end of the longest run that a sticky pattern fits at `at`. */
  const runOf = (pattern: RegExp, at: number): number => {
    pattern.lastIndex = at
    pattern.test(text)
    return Math.max(at, pattern.lastIndex)
  }

  const newline = createFinder(text, '\n')
  const closing = { '\u201c': createFinder(text, '\u201d'), '\u2018': createFinder(text, '\u2019') } as const
  const doubleClose = createFinder(text, '}}')
  const tripleClose = createFinder(text, '}}}')
  const bracketClose = createFinder(text, ']')
  const slash = createFinder(text, '/')
  /** Whether a slash at `i` inside `[…` is followed on its line by a `]` and then by another slash: only then it belongs to the class. */
  const isInClass = (i: number): boolean => bracketClose(i) < newline(i) && slash(bracketClose(i)) < newline(i)

  const skip = (from: number): number => {
    let at = from
    for (;;) {
      at = runOf(blanks, at)
      if (text.startsWith('//', at)) {
        const end = newline(at)
        comments.push(make('unknown', at, end, 'comment'))
        at = end
      } else if (text.startsWith('/*', at)) {
        const close = text.indexOf('*/', at + 2)
        const end = close < 0 ? text.length : close + 2
        if (close < 0)
          troubles.set(at, {
            code: 'sumo/open-comment',
            severity: 'error',
            message: 'this comment is never closed, so everything after it is lost',
            help: 'close it with `*/`',
            span: { start: at, end: at + 2 },
          })
        comments.push(make('unknown', at, end, 'comment'))
        at = end
      } else return at
    }
  }

  /** The end of a text in double quotes that starts at `at`, backslashes taken into account. */
  const quoted = (at: number, whole: number): number => {
    for (let i = at + 1; i < text.length; i++) {
      const c = text[i]
      if (c === '\\' && i + 1 < text.length) i++
      else if (c === '"') return i + 1
      else if (linesEndStrings && c === '\n') return openString(whole, i)
    }
    return openString(whole, text.length)
  }
  const openString = (start: number, end: number): number => {
    let e = end
    while (e > start + 1 && white.test(text.charAt(e - 1))) e--
    troubles.set(start, {
      code: 'sumo/open-string',
      severity: 'error',
      message: 'this text in double quotes is never closed',
      because: 'everything after the quote would be part of the text',
      help: 'close it with `"`; a double quote inside the text is written `\\"`',
      span: { start, end: e },
    })
    return e
  }

  const parameter = (at: number): number | undefined => {
    if (!text.startsWith('{{', at)) return undefined
    const triple = text[at + 2] === '{'
    const close = (triple ? tripleClose : doubleClose)(at + 2)
    if (close >= text.length || close > newline(at)) return undefined
    return close + (triple ? 3 : 2)
  }

  const word = (at: number): number => {
    let i = at
    while (i < text.length) {
      i = runOf(wordRun, i)
      const end = text[i] === '{' ? parameter(i) : undefined
      if (end === undefined) break
      i = end
    }
    return i
  }

  const regex = (at: number): Token => {
    let i = at + 1
    let inClass = false
    let slashBelongs: boolean | undefined
    for (; i < text.length && text[i] !== '\n'; i++) {
      const c = text[i]
      if (c === '\\') i++
      else if (c === '[' && !inClass) {
        inClass = true
        slashBelongs = undefined
      } else if (c === ']') inClass = false
      else if (c === '/') {
        if (!inClass) break
        slashBelongs ??= isInClass(i)
        if (!slashBelongs) break
      }
    }
    if (text[i] !== '/') {
      const end = Math.min(i, text.length)
      troubles.set(at, {
        code: 'sumo/open-regex',
        severity: 'error',
        message: 'this regular expression is never closed',
        help: 'close it with `/`; a slash inside it is written `\\/`',
        span: { start: at, end },
      })
      return make('regex', at, end, 'regex')
    }
    i++
    while (i < text.length && /[a-z]/.test(text.charAt(i))) i++
    return make('regex', at, i, 'regex')
  }

  let noQuoteBefore = 0
  /** The end of a text in single quotes: one character for an option of `split` and `csv` (`quote='''`, `escape='\\'`), else up to the next quote of the line. */
  const singleQuoted = (at: number, previous: Token | undefined): number => {
    if (previous?.text === '=' && text[at + 2] === "'") return at + 3
    let i = Math.max(at + 1, noQuoteBefore)
    for (; i < text.length && text[i] !== '\n'; i++) {
      if (text[i] === '\\' && text[i + 1] !== undefined && text[i + 1] !== '\n') i++
      // SQL doubles a quote inside a text
      else if (text[i] === "'" && text[i + 1] === "'" && i > at + 1) i++
      else if (text[i] === "'") return i + 1
    }
    noQuoteBefore = i
    return at + 1
  }

  /** The end of a text in the curly quotes of a word processor, on one line. */
  const smartQuoted = (at: number): number => {
    const opening = text.charAt(at)
    const close = opening === '\u201c' || opening === '\u2018' ? closing[opening](at + 1) : at
    return close < newline(at) ? close + 1 : at + 1
  }

  const escapedName = (at: number, offset: number): Token => {
    if (text[at + offset] === '"') return make('escaped-name', at, quoted(at + offset, at), 'field')
    let i = at + 1
    while (i < text.length && /[A-Za-z0-9_.[\]-]/.test(text.charAt(i))) i++
    return make('escaped-name', at, i, 'field')
  }

  const stage = (at: number, previous: Token | undefined): Token => {
    const c = text.charAt(at)
    if (c === '"') return make('string', at, quoted(at, at), 'string')
    if (c === "'") return make('single-quoted', at, singleQuoted(at, previous), 'string')
    if (c === '/' && !endsOperand(previous)) return regex(at)
    if (c === '%' && (text[at + 1] === '"' || !(endsOperand(previous) && !isKeyword(previous)))) {
      const name = /^%\s*"|^%[A-Za-z_]/.exec(text.slice(at, at + 10))
      if (name !== null) return escapedName(at, name[0].length - 1)
    }
    const number = /[0-9.]/.test(c) ? scanNumber(text, at) : undefined
    if (number !== undefined) {
      const end = text[number - 1] === '.' ? number : word(number)
      return end === number ? make('number', at, number, 'number') : make('word', at, end, 'field')
    }
    const after = c === '{' ? parameter(at) : undefined
    if (after !== undefined) {
      const end = word(after)
      return end === after ? make('parameter', at, end, 'field') : make('word', at, end, 'field')
    }
    if (text.startsWith('$$', at)) return make('word', at, word(at + 2), 'field')
    if (smartQuote.test(c)) return make('single-quoted', at, smartQuoted(at), 'error')
    if (wordStart.test(c)) return make('word', at, word(at), 'field')
    const two = text.slice(at, at + 2)
    if (doubleSigns.has(two)) return make('punctuation', at, at + 2, 'operator')
    if ('=<>+-*/%!?'.includes(c)) return make('punctuation', at, at + 1, 'operator')
    if ('()[],:;|'.includes(c)) return make('punctuation', at, at + 1, 'punctuation')
    return make('unknown', at, at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1), 'error')
  }

  const scope = (at: number, previous: Token | undefined): Token => {
    const c = text.charAt(at)
    if (c === '"') return make('string', at, quoted(at, at), 'string')
    if (c === '%' && text[at + 1] === '"') return make('escaped-name', at, quoted(at + 1, at), 'field')
    if ('()[]|'.includes(c)) return make('punctuation', at, at + 1, 'punctuation')
    if (c === '=' || c === '!') {
      const end = at + (c === '!' && text[at + 1] === '=' ? 2 : 1)
      return make('punctuation', at, end, 'operator')
    }
    // a value may hold signs that would end a name: `_sourceName=/x?a=b`
    const inValue = previous?.kind === 'punctuation' && previous.text === '='
    let i = at
    while (i < text.length) {
      const d = text.charAt(i)
      const end = d === '{' ? parameter(i) : undefined
      if (end !== undefined) i = end
      else if (white.test(d) || '()|"]'.includes(d)) break
      else if (!inValue && (d === '=' || (d === '!' && text[i + 1] === '=') || (d === '[' && i === at))) break
      else i++
    }
    if (i === at) return make('unknown', at, at + 1, 'error')
    return make('word', at, i, 'text')
  }

  const path = (at: number): Token => {
    let i = at
    while (i < text.length) {
      const c = text.charAt(i)
      const end = c === '{' ? parameter(i) : undefined
      if (end !== undefined) i = end
      else if (c === '"') i = quoted(i, i)
      else if (white.test(c) || '|)],'.includes(c)) break
      else i++
    }
    return i === at ? stage(at, undefined) : make('path', at, i, 'string')
  }

  const scan: Scan<Token, Mode> = (from, cut, previous) => {
    mode = cut
    const at = skip(from)
    if (at >= text.length) return make('end', text.length, text.length, 'text')
    if (mode === 'stage') return stage(at, previous)
    if (mode === 'pattern') return text[at] === '/' ? regex(at) : stage(at, previous)
    return mode === 'scope' ? scope(at, previous) : path(at)
  }
  return { scan, comments, troubles }
}

/** The next place of `what` from an offset on, or the end of the text. Amortised O(length of the text) when offsets rarely go back. */
function createFinder(text: string, what: string): (from: number) => number {
  let asked = -1
  let found = -1
  return from => {
    if (from < asked || from > found) {
      const at = text.indexOf(what, from)
      found = at < 0 ? text.length : at
    }
    asked = from
    return found
  }
}
