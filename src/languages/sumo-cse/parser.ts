import { type Diagnostic, inOrder, type Outcome } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import { createCursor } from '../kit/cursor.ts'
import { createReport } from '../kit/report.ts'
import { parseExpr } from './expression.ts'
import { createLexer, type Token, unquote } from './lexer.ts'
import { missingOperator } from './operand.ts'
import {
  acceptSign,
  acceptWord,
  expected,
  isSign,
  isWord,
  type Parser,
  peek,
  skipItem,
  spanFrom,
  spanOf,
  take,
} from './parsing.ts'
import type { Expr, JsonClause, Name, Query, Text } from './syntax.ts'

/** A text as the parser read it: the tree, the tokens it took with their colours, and what is wrong. */
export interface Parsed {
  readonly query: Query
  readonly tokens: readonly Token[]
  readonly comments: readonly Token[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The tree of a rule expression, as far as it could be understood, and what is wrong with its text. O(length of the text). */
export function parseExpression(source: Source): Outcome<Query> {
  const { query, diagnostics } = read(source.text)
  return { value: query, diagnostics: inOrder(diagnostics) }
}

/** Reads a text. */
export function read(text: string): Parsed {
  const lexer = createLexer(text)
  const report = createReport()
  const cursor = createCursor<Token, undefined>(lexer.scan, undefined)
  const p: Parser = { text, cursor, report, troubles: lexer.troubles, depth: 0 }
  const query = parseQuery(p)
  const open = lexer.comments.flatMap(c => lexer.troubles.get(c.start) ?? []).slice(0, 1)
  return {
    query,
    tokens: p.cursor.taken(),
    comments: lexer.comments,
    diagnostics: once([...report.diagnostics, ...open, ...lexer.comments.flatMap(lineComment)]),
  }
}

/** `//` begins a comment in log searches only (docs/cse/rules/cse-rules-syntax.md). */
function lineComment({ text, start, end }: Token): Diagnostic[] {
  if (!text.startsWith('//')) return []
  const inner = text.slice(2).trim()
  return [
    {
      code: 'sumo-cse/line-comment',
      severity: 'warning',
      message: '`//` is no comment in a rule',
      because: 'Cloud SIEM takes `/* … */` only; two slashes are for log searches (docs/cse/rules/cse-rules-syntax.md)',
      help: 'write `/* … */`',
      span: { start, end },
      ...(inner.includes('*/') ? {} : { fix: [{ span: { start, end }, text: `/* ${inner} */` }] }),
    },
  ]
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

function parseQuery(p: Parser): Query {
  const { start } = peek(p)
  const clauses: JsonClause[] = []
  acceptSign(p, '|')
  while (isWord(peek(p), 'json') && !isSign(peek(p, 1), '(')) {
    clauses.push(parseJson(p))
    if (acceptSign(p, '|') === undefined && !isWord(peek(p), 'json') && !isWord(peek(p), 'where'))
      expected(p, '`| where` and a condition after the `json` clauses')
    p.report.found()
  }
  acceptWord(p, 'where')
  const where: Expr = parseExpr(p)
  for (let token = peek(p); token.kind !== 'end'; token = peek(p)) {
    if (isSign(token, '|')) sayPipe(p, token)
    else expected(p, 'the end of the expression', missingOperator(p))
    take(p)
    skipItem(p)
  }
  return { clauses, where, span: spanFrom(p, start) }
}

function sayPipe(p: Parser, token: Token): void {
  const after = peek(p, 1)
  p.report.lost({
    code: 'sumo-cse/one-where',
    severity: 'error',
    message: isWord(after, 'where')
      ? 'an expression has one `where` only'
      : 'after the condition of a rule there are no more stages',
    because: 'a rule expression is a condition on one record, not a search (docs/cse/rules/cse-rules-syntax.md)',
    help: isWord(after, 'where') ? 'join the conditions with `AND`' : 'put `json` clauses before the condition',
    span: spanOf(token),
  })
}

function parseJson(p: Parser): JsonClause {
  const { start } = take(p, 'keyword')
  let field: Name | undefined
  if (isWord(peek(p), 'field') && isSign(peek(p, 1), '=')) {
    take(p, 'keyword')
    take(p)
    const name = peek(p)
    if (name.kind === 'word') field = nameOf(take(p, 'field'))
    else expected(p, '`fields`')
  }
  const paths: Text[] = []
  do {
    const path = peek(p)
    if (path.kind !== 'string') {
      expected(p, 'the path of a key in quotes', 'write `json field=fields "key" as name`')
      break
    }
    take(p)
    paths.push({ text: unquote(path.text), span: spanOf(path) })
  } while (acceptSign(p, ',') !== undefined)
  const names: Name[] = []
  if (acceptWord(p, 'as') !== undefined)
    do {
      const name = peek(p)
      if (name.kind !== 'word') {
        expected(p, 'a name after `as`')
        break
      }
      names.push(nameOf(take(p, 'field')))
    } while (acceptSign(p, ',') !== undefined)
  acceptWord(p, 'nodrop')
  const span = spanFrom(p, start)
  if (paths.length !== names.length || field === undefined) sayJson(p, field, paths, names, span)
  return { field, paths, names, span }
}

function sayJson(
  p: Parser,
  field: Name | undefined,
  paths: readonly Text[],
  names: readonly Name[],
  span: JsonClause['span'],
): void {
  if (p.report.isLost()) return
  p.report.add({
    code: 'sumo-cse/json-clause',
    severity: 'error',
    message:
      field === undefined
        ? '`json` needs a field here'
        : `${paths.length} ${paths.length === 1 ? 'path needs' : 'paths need'} as many names, found ${names.length}`,
    because: 'in a rule, `json` takes a field and a name for every path (docs/cse/rules/cse-rules-syntax.md)',
    help: 'write `json field=fields "key" as name`',
    span,
  })
}

const nameOf = (token: Token): Name => ({ name: token.text, span: spanOf(token) })
