import type { Diagnostic, Outcome } from '../../base/diagnostic.ts'
import { inOrder } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import { createCursor } from '../kit/cursor.ts'
import { createReport } from '../kit/report.ts'
import { foreignEnd } from './foreign/respelled.ts'
import { isForeignOperator } from './foreign/stage.ts'
import { createLexer, type Mode, type Token } from './lexer.ts'
import { operatorNamed } from './operators.ts'
import {
  acceptSign,
  atStageEnd,
  expected,
  isSign,
  isWord,
  type Parser,
  peek,
  skipStage,
  spanFrom,
  take,
} from './parsing.ts'
import { checkInvisible } from './rules/invisible.ts'
import { parseScope } from './scope.ts'
import { parseStage } from './stage.ts'
import type { Search, Stage } from './syntax.ts'

/** The product refuses longer queries and words (B/search-syntax.md). */
export const longestQuery = 15_000
const MAX_WORD = 2_300
// looked for where words begin only, so that this is linear
const tooLong = new RegExp(`(?<!\\S)\\S{${MAX_WORD + 1},}`, 'g')

/** A text as the parser read it: the tree, the tokens it took with their colours, and what is wrong. */
export interface Parsed {
  readonly search: Search
  readonly tokens: readonly Token[]
  readonly comments: readonly Token[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The tree of a log search, as far as it could be understood, and what is wrong with its text; a construct of another
 * language is reported with its translation and understood as what its author meant. O(length of the text).
 */
export function parseSearch(source: Source): Outcome<Search> {
  const { search, diagnostics } = read(source.text)
  return { value: search, diagnostics }
}

/** Reads a text; one in which a quote is missing is read again with texts that end at the end of their line. */
export function read(text: string): Parsed {
  const first = readOnce(text, false)
  const best = first.diagnostics.some(d => d.code === 'sumo/open-string') ? readOnce(text, true) : first
  return {
    ...best,
    diagnostics: inOrder([
      ...checkLength(text),
      ...checkInvisible(text, best.tokens, best.comments),
      ...best.diagnostics,
    ]),
  }
}

function readOnce(text: string, linesEndStrings: boolean): Parsed {
  const lexer = createLexer(text, linesEndStrings)
  const report = createReport()
  const p: Parser = {
    text,
    cursor: createCursor<Token, Mode>(lexer.scan, 'scope'),
    report,
    depth: 0,
    aggregated: false,
    search: parseBody,
    troubles: lexer.troubles,
  }
  const search = parseBody(p)
  const open = lexer.comments.flatMap(c => lexer.troubles.get(c.start) ?? []).slice(0, 1)
  return {
    search,
    tokens: p.cursor.taken(),
    comments: lexer.comments,
    diagnostics: once([...report.diagnostics, ...open]),
  }
}

/** Trouble with one token may be met twice, when it was in the way and when it was taken. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>()
  return diagnostics.filter(d => {
    const key = `${d.code} ${d.span.start} ${d.span.end}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** `cat path://"…"` in place of a scope: the rows are those of a table (S/cat). */
const startsCat = (p: Parser): boolean =>
  p.cursor.mode === 'scope' && isWord(peek(p), 'cat') && /^[a-z]+:\/\//i.test(peek(p, 1).text)

function parseBody(p: Parser, bracketed = false): Search {
  const start = peek(p).start
  const stagesOnly = bracketed || startsCat(p)
  if (stagesOnly) p.cursor.switchTo('stage')
  const outside = p.aggregated
  p.aggregated = false
  const scope = stagesOnly ? undefined : parseScope(p)
  const stages: Stage[] = []
  if (stagesOnly) {
    stages.push(...parseStage(p))
    endStage(p, stages)
  }
  while (acceptSign(p, '|') !== undefined) {
    p.report.found()
    p.cursor.switchTo('stage')
    stages.push(...parseStage(p))
    p.aggregated ||= stages[stages.length - 1]?.kind === 'aggregate'
    endStage(p, stages)
  }
  p.aggregated = outside
  return { scope, stages, span: spanFrom(p, start) }
}

/** Leaves the cursor at `|`, or at the end of this search; a parameter before it stands for further stages. */
function endStage(p: Parser, stages: Stage[]): void {
  while (peek(p).kind === 'parameter' && !p.report.isLost()) stages.push(...parseStage(p))
  while (!atStageEnd(p)) {
    if (forgottenPipe(p)) stages.push(...parseStage(p))
    else if (!foreignEnd(p)) {
      expected(p, '`|` or the end of the stage', helpAfter(p, stages[stages.length - 1]))
      skipStage(p)
    }
  }
  while (p.depth === 0 && (isSign(peek(p), ')') || isSign(peek(p), ']'))) {
    const token = peek(p)
    p.report.lost({
      code: 'sumo/stray-bracket',
      severity: 'error',
      message: `this \`${token.text}\` closes nothing`,
      because: 'no bracket stands open before it in its stage',
      help: 'remove it, or open a bracket before it',
      span: { start: token.start, end: token.end },
    })
    take(p)
    skipStage(p)
  }
}

/** An operator behind a complete stage, or `||` for `|`: said, with what was meant; the cursor is where that stage starts. */
function forgottenPipe(p: Parser): boolean {
  const token = peek(p)
  const doubled = isSign(token, '||')
  const operator = token.kind === 'word' && (operatorNamed(token.text) !== undefined || isForeignOperator(token.text))
  if (p.report.isLost() || (!doubled && !operator)) return false
  const at = { start: token.start, end: token.end }
  if (doubled) take(p)
  p.report.add({
    code: doubled ? 'sumo/double-pipe' : 'sumo/missing-pipe',
    severity: 'error',
    message: doubled ? 'stages are joined by one `|`' : `a \`|\` is missing before \`${token.text}\``,
    help: doubled ? 'write `|`' : `write \`| ${token.text} …\``,
    span: at,
    fix: [doubled ? { span: at, text: '|' } : { span: { start: at.start, end: at.start }, text: '| ' }],
  })
  return true
}

/** What was probably forgotten between a stage and what follows it. */
function helpAfter(p: Parser, stage: Stage | undefined): string | undefined {
  const token = peek(p)
  const isValue = token.kind === 'word' || token.kind === 'string' || token.kind === 'number' || isSign(token, '(')
  return stage?.kind === 'where' && isValue ? 'join two conditions with `and` or `or`' : undefined
}

function checkLength(text: string): Diagnostic[] {
  const found: Diagnostic[] = []
  if (text.length > longestQuery)
    found.push({
      code: 'sumo/query-too-long',
      severity: 'error',
      message: `the query has ${text.length.toLocaleString('en-US')} characters; a search takes at most ${longestQuery.toLocaleString('en-US')}`,
      because: 'Sumo Logic refuses it as a whole',
      help: 'move long lists of values into a lookup table, or split the query in two',
      span: { start: longestQuery, end: text.length },
    })
  for (const word of text.matchAll(tooLong))
    found.push({
      code: 'sumo/word-too-long',
      severity: 'error',
      message: `this word has ${word[0].length.toLocaleString('en-US')} characters; a word takes at most ${MAX_WORD.toLocaleString('en-US')}`,
      because: 'Sumo Logic refuses the search',
      help: 'split it, with white space after a comma or an operator',
      span: { start: word.index, end: word.index + word[0].length },
    })
  return found
}
