import { hasErrors, type Outcome } from '../../base/diagnostic.ts'
import type { Fold } from '../pattern.ts'
import { readBracket } from './bracket.ts'
import { alt, assertion, capture, char, empty, foldedChar, seq } from './build.ts'
import { ALL } from './charset.ts'
import { NOT_NEWLINE } from './classes.ts'
import { readEscape } from './escape.ts'
import { type GroupStart, readGroupStart } from './group.ts'
import { checkSize } from './limits.ts'
import type { Look } from './look/hoist.ts'
import { readQuantifiers } from './quantifier.ts'
import { type Flags, foldOf, peek, type Reader, since, take } from './reader.ts'
import { refuse, tooDeep } from './refusals.ts'
import type { Regex } from './regex.ts'

export interface ParseOptions {
  /** Flags that hold from the start: any of `i` (letter case does not count), `s` (`.` is any character), `m` (`^` and `$` are of lines). */
  readonly flags?: string
  /** Which letters are equal where letter case does not count; `unicode` when absent. */
  readonly fold?: Fold
  /** The offset in the source of an offset in the regex, for spans. Same numbers when absent. */
  readonly at?: (offset: number) => number
}

/**
 * Reads a regular expression in the syntax that RE2, Java and PCRE share, as RE2 understands it
 * (https://github.com/google/re2/wiki/Syntax). Differences to Java: `$` and `\Z` are the very end of the text, also where
 * a newline is the last character; `.` stops at `\n` only; `\s` has no vertical tab; under `i`, letter case does not count in any script, by the fold `unicode`
 * of patterns (RE2 also takes the long `ſ` for an `s`).
 * What cannot run in linear time is an error with its span (`regex/look-around`, `regex/back-reference`, …), and all
 * errors are reported, not only the first. Never throws. O(n) but for character properties, which are made on first use.
 */
export const parseRegex = (text: string, options: ParseOptions = {}): Outcome<Regex> =>
  readRegex(text, options, undefined)

/** The same, where `looks` takes look-arounds: in the tree, an assertion stands for each. */
export function readRegex(text: string, options: ParseOptions, looks: Map<Regex, Look> | undefined): Outcome<Regex> {
  const flags = options.flags ?? ''
  const r: Reader = {
    text,
    at: 0,
    sourceOffset: options.at ?? (offset => offset),
    diagnostics: [],
    flags: { ignoreCase: flags.includes('i'), dotAll: flags.includes('s'), multiline: flags.includes('m') },
    insensitive: options.fold ?? 'unicode',
    names: new Map(),
    depth: 0,
    looks,
  }
  const regex = readAlternatives(r)
  if (peek(r) === ')') {
    refuse(
      r,
      r.at,
      {
        code: 'regex/unbalanced',
        message: 'this `)` closes nothing',
        help: 'take it away, or write `\\)` for the character',
      },
      r.at + 1,
    )
  }
  if (!hasErrors(r.diagnostics)) r.diagnostics.push(...checkSize(regex, since(r, 0)))
  return { value: hasErrors(r.diagnostics) ? undefined : regex, diagnostics: r.diagnostics }
}

/** Reads up to the `)` that closes the group, or to the end. */
function readAlternatives(r: Reader): Regex {
  const start = r.at
  const options = [readSequence(r)]
  while (peek(r) === '|') {
    r.at++
    options.push(readSequence(r))
  }
  return alt(options, since(r, start))
}

function readSequence(r: Reader): Regex {
  const start = r.at
  const items: Regex[] = []
  for (;;) {
    const c = peek(r)
    if (c === '' || c === '|' || c === ')') break
    const itemStart = r.at
    const item = readItem(r)
    if (item === undefined) continue
    items.push(readQuantifiers(r, item, itemStart))
  }
  return seq(items, since(r, start))
}

/** Reads one thing that can be repeated; undefined where there was none (flags, quoted text of no length). */
function readItem(r: Reader): Regex | undefined {
  const start = r.at
  const c = take(r)
  switch (c) {
    case '.':
      return char(r.flags.dotAll ? ALL : NOT_NEWLINE, since(r, start))
    case '^':
      return assertion(r.flags.multiline ? 'line start' : 'text start', since(r, start))
    case '$':
      return assertion(r.flags.multiline ? 'line end' : 'text end', since(r, start))
    case '[':
      return readBracketed(r, start)
    case '(':
      return readGroup(r, start)
    case '\\':
      return peek(r) === 'Q' ? readQuoted(r, start) : readEscaped(r, start)
    case '*':
    case '+':
    case '?':
      refuse(r, start, {
        code: 'regex/nothing-to-repeat',
        message: `there is nothing before \`${c}\` to repeat`,
        help: c === '*' ? 'write `.*` for any text, or `\\*` for the character' : `write \`\\${c}\` for the character`,
      })
      return undefined
    default:
      return charAt(r, c, start)
  }
}

function readBracketed(r: Reader, start: number): Regex {
  const set = readBracket(r)
  return char(set, since(r, start))
}

const charAt = (r: Reader, c: string, start: number): Regex =>
  char(foldedChar(c.codePointAt(0) ?? 0, foldOf(r)), since(r, start))

function readEscaped(r: Reader, start: number): Regex {
  const found = readEscape(r, false)
  if (found.is === 'refused') return empty(since(r, start))
  if (found.is === 'assert') return assertion(found.assertion, since(r, start))
  if (found.one === undefined) return char(found.set, since(r, start))
  return char(foldedChar(found.one, foldOf(r)), since(r, start))
}

/** `\Q…\E`: everything between is plain text; without `\E`, to the end. A quantifier after it is of the last character. */
function readQuoted(r: Reader, start: number): Regex | undefined {
  r.at = start + 2
  const close = r.text.indexOf('\\E', r.at)
  const end = close < 0 ? r.text.length : close
  const items: Regex[] = []
  while (r.at < end) {
    const itemStart = r.at
    items.push(charAt(r, take(r), itemStart))
  }
  r.at = close < 0 ? end : end + 2
  const last = items.pop()
  if (last === undefined) return undefined
  return seq([...items, readQuantifiers(r, last, start)], since(r, start))
}

function readGroup(r: Reader, start: number): Regex | undefined {
  const outer: Flags = { ...r.flags }
  const group = readGroupStart(r, start)
  if (group.is === 'nothing') return undefined
  if (tooDeep(r, start)) return undefined
  r.depth++
  const body = readAlternatives(r)
  r.depth--
  const closed = peek(r) === ')'
  if (closed) r.at++
  else if (r.at >= r.text.length && !r.diagnostics.some(d => d.code === 'regex/too-deep'))
    refuse(
      r,
      start,
      {
        code: 'regex/unbalanced',
        message: 'this `(` is never closed',
        help: 'close it with `)`, or write `\\(` for the character',
      },
      start + 1,
    )
  Object.assign(r.flags, outer)
  return wrap(r, group, body, start)
}

function wrap(r: Reader, group: GroupStart, body: Regex, start: number): Regex {
  const at = since(r, start)
  if (group.is === 'capture') return capture(body, group.name, at)
  if (group.is === 'look') {
    const mark = assertion('text end', at)
    r.looks?.set(mark, { ahead: group.ahead, negative: group.negative, of: body })
    return mark
  }
  if (group.is !== 'plain') return empty(at)
  return r.looks?.has(body) ? body : { ...body, at }
}
