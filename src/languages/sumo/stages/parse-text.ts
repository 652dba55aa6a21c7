import { bareField, namesBehindRegex, singleQuoted, singleQuotedRegex, slashedRegex } from '../foreign/sources.ts'
import type { Token } from '../lexer.ts'
import {
  acceptSign,
  acceptWord,
  atStageEnd,
  expected,
  expectSign,
  isSign,
  isWord,
  type Parser,
  parseName,
  parseNames,
  parseText,
  peek,
  say,
  spanFrom,
  take,
} from '../parsing.ts'
import { checkAnchor } from '../rules/anchor.ts'
import { checkPathNames } from '../rules/names.ts'
import type { Name, ParseStage, RawString, TextSpan } from '../syntax.ts'
import { parsePairs, startsPath, unquotedPath } from './paths.ts'

/** `field=NAME`, if it stands next. */
export function parseFieldOption(p: Parser): Name | undefined {
  if (!isWord(peek(p), 'field') || !isSign(peek(p, 1), '=')) return undefined
  take(p, 'keyword')
  take(p)
  return parseName(p, 'the field to read')
}

/** Names after `as`, with or without brackets. */
export function parseAsNames(p: Parser): Name[] | undefined {
  if (acceptWord(p, 'as') === undefined) return undefined
  const bracketed = acceptSign(p, '(') !== undefined
  const names = parseNames(p, 'a name for the field')
  if (bracketed) expectSign(p, ')')
  return names
}

/** `parse …`: the anchor form, or what follows `regex` and `xml` (P/). */
export function parseParse(p: Parser, start: number): ParseStage {
  if (acceptWord(p, 'regex') !== undefined) return parseRegexStage(p, start)
  if (acceptWord(p, 'xml') !== undefined) return parseXml(p, start)
  return parseAnchor(p, start)
}

/** `parse [field=f] "a*b" as x, "c*" as y [nodrop]` (P/parse-predictable-patterns-using-an-anchor). */
function parseAnchor(p: Parser, start: number): ParseStage {
  acceptWord(p, 'anchor')
  let field = parseFieldOption(p) ?? bareField(p)
  let nodrop = acceptWord(p, 'nodrop') !== undefined
  field ??= parseFieldOption(p)
  const patterns: { pattern: TextSpan; names: readonly Name[] }[] = []
  for (;;) {
    const pattern = singleQuoted(p) ?? parseText(p, 'a pattern in double quotes')
    if (pattern === undefined) break
    const names = parseAnchorNames(p)
    patterns.push({ pattern, names })
    if (!p.report.isLost()) checkAnchor(p, pattern, names)
    if (acceptSign(p, ',') === undefined) break
  }
  for (;;) {
    if (acceptWord(p, 'nodrop') !== undefined) nodrop = true
    else if (isWord(peek(p), 'field') && isSign(peek(p, 1), '=')) field = parseFieldOption(p)
    else break
  }
  return { kind: 'parse-anchor', patterns, field, nodrop, span: spanFrom(p, start) }
}

/** The names of one pattern; a comma before a text starts the next pattern. */
function parseAnchorNames(p: Parser): Name[] {
  const names: Name[] = []
  if (acceptWord(p, 'as') === undefined) {
    if (!atStageEnd(p) && !isWord(peek(p), 'nodrop')) expected(p, '`as` and names for the wildcards')
    return names
  }
  const bracketed = acceptSign(p, '(') !== undefined
  for (;;) {
    const name = parseName(p, 'a name for the wildcard')
    if (name === undefined) break
    names.push(name)
    if (!isSign(peek(p), ',') || peek(p, 1).kind === 'string') break
    take(p)
  }
  if (bracketed) expectSign(p, ')')
  return names
}

/** `parse regex [field=f] "…(?<n>…)…" [multi] [nodrop]` and `extract` (P/parse-variable-patterns-using-regex). */
export function parseRegexStage(p: Parser, start: number): ParseStage {
  let field: Name | undefined
  let multi = false
  let nodrop = false
  const patterns: RawString[] = []
  field = bareField(p)
  for (;;) {
    const token = peek(p)
    const quoted = singleQuotedRegex(p) ?? slashedRegex(p)
    if (quoted !== undefined) patterns.push(quoted)
    else if (token.kind === 'string') {
      take(p, 'regex')
      patterns.push(rawOf(token))
      if (acceptSign(p, ',') !== undefined) acceptWord(p, 'regex')
    } else if (isWord(token, 'field') && isSign(peek(p, 1), '=')) field = parseFieldOption(p)
    else if (acceptWord(p, 'multi') !== undefined) multi = true
    else if (acceptWord(p, 'nodrop') !== undefined) nodrop = true
    else break
  }
  if (patterns.length === 0) expected(p, 'a regular expression in double quotes')
  else namesBehindRegex(p)
  return { kind: 'parse-regex', patterns, field, multi, nodrop, span: spanFrom(p, start) }
}

/** The body of a string as written. */
export function rawOf(token: { readonly start: number; readonly end: number; readonly text: string }): RawString {
  const closed = token.text.length > 1 && token.text.endsWith('"')
  return {
    body: token.text.slice(1, closed ? -1 : undefined),
    bodyStart: token.start + 1,
    span: { start: token.start, end: token.end },
  }
}

/** `parse xml [field=f] "/a/b"[, …] [as …] [nodrop]` (P/parse-xml). */
function parseXml(p: Parser, start: number): ParseStage {
  return { kind: 'parse-xml', ...parsePaths(p, start) }
}

/** Says that a comma is missing where one text follows another. */
function expectComma(p: Parser, before: Token): void {
  const next = peek(p)
  if (next.kind !== 'string') return
  say(p, {
    code: 'sumo/missing-comma',
    severity: 'error',
    message: 'a comma is missing between these two texts',
    help: 'write `,` between them',
    span: { start: before.start, end: next.end },
    fix: [{ span: { start: before.end, end: before.end }, text: ',' }],
  })
}

/** What `json` and `parse xml` share: paths, names, options in any order. */
export function parsePaths(p: Parser, start: number) {
  let field: Name | undefined
  let names: Name[] | undefined
  let nodrop = false
  const paths: TextSpan[] = []
  acceptWord(p, 'keys')
  field = bareField(p)
  for (;;) {
    const token = peek(p)
    const quoted = names === undefined ? singleQuoted(p) : undefined
    if (quoted !== undefined) {
      paths.push(quoted)
      acceptSign(p, ',')
    } else if (startsPath(p, paths, names)) {
      const path = token.kind === 'string' ? parseText(p, 'a path') : unquotedPath(p)
      if (path !== undefined) paths.push(path)
      if (acceptSign(p, ',') === undefined) expectComma(p, token)
    } else if (isWord(token, 'field') && isSign(peek(p, 1), '=')) field = parseFieldOption(p)
    else if (isWord(token, 'as')) names = parsePairs(p, paths) ?? parseAsNames(p)
    else if (acceptWord(p, 'nodrop') !== undefined) nodrop = true
    else break
  }
  if (paths.length === 0) expected(p, 'a path in double quotes')
  checkPathNames(p, paths, names, spanFrom(p, start))
  return { paths, names, field, nodrop, span: spanFrom(p, start) }
}
