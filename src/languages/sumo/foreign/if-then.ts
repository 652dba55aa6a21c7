import type { Edit } from '../../../base/diagnostic.ts'
import { parseExpr } from '../expression.ts'
import { acceptWord, isSign, isWord, nested, type Parser, peek, spanFrom, startsName, take } from '../parsing.ts'
import type { Expr } from '../syntax.ts'
import { fixedText, replace, sayForeign, shorten } from './say.ts'

// `if c then a else b` of many languages, and `if (c) a else b`: here `if` is a function with three arguments (S/if).

/** Whether `if` stands next with a condition behind it that is in no brackets. */
export function startsIfThen(p: Parser): boolean {
  const next = peek(p, 1)
  if (!isWord(peek(p), 'if') || isWord(next, 'as')) return false
  return startsName(next) || next.kind === 'string' || next.kind === 'number' || isSign(next, '!')
}

/** `if c then a else b`; `if` stands next. */
export function parseIfThen(p: Parser): Expr {
  const said = p.report.diagnostics.length
  const { start } = take(p, 'keyword')
  const error: Expr = { kind: 'error', span: { start, end: p.cursor.end() } }
  return asCall(p, start, nested(p, () => parseExpr(p)) ?? error, said)
}

/** Whether a value or `then` stands next, behind `if (c)`: the brackets are those of the condition. */
export const startsBranch = (p: Parser): boolean => {
  const next = peek(p)
  if (['string', 'number', 'single-quoted'].includes(next.kind)) return true
  return next.kind === 'word' && !/^(?:as|and|or|in|not|matches|contains)$/i.test(next.text)
}

interface Chained {
  /** How it reads, for a help line. */
  readonly written: string
  readonly edits: readonly Edit[]
  /** The edit that closes its brackets. */
  readonly close: Edit
}

/** `else if …`: what was said of it since `before` becomes part of what is said of the whole, so that one fix makes all of a chain. */
function takeChained(p: Parser, otherwise: Expr, before: number): Chained | undefined {
  const inner = p.report.takeSince(before)
  const at = inner.findIndex(d => d.code === 'sumo/if-then' && d.span.start === otherwise.span.start)
  for (const [i, d] of inner.entries()) if (i !== at) p.report.add(d)
  const { fix = [], help = '' } = inner[at] ?? {}
  const close = fix[fix.length - 1]
  if (close === undefined) {
    const same = inner[at]
    if (same !== undefined) p.report.add(same)
    return undefined
  }
  return { written: /`(.*?)`?$/.exec(help)?.[1] ?? '…', edits: fix.slice(0, -1), close }
}

/** What stands behind the condition, `then` perhaps before it; `start` is where `if` stands, `said` what had been said before. */
export function asCall(p: Parser, start: number, test: Expr, said: number): Expr {
  const fn = { name: 'if', span: { start, end: start + 2 } }
  const error: Expr = { kind: 'error', span: { start: p.cursor.end(), end: p.cursor.end() } }
  const hasThen = acceptWord(p, 'then') !== undefined
  const then = hasThen || startsBranch(p) ? (nested(p, () => parseExpr(p)) ?? error) : undefined
  const hasElse = then !== undefined && acceptWord(p, 'else') !== undefined
  const before = p.report.diagnostics.length
  const otherwise = hasElse ? (nested(p, () => parseExpr(p)) ?? error) : undefined
  const chained = otherwise === undefined ? undefined : takeChained(p, otherwise, before)
  if (isWord(peek(p), 'end') || isWord(peek(p), 'endif') || isWord(peek(p), 'fi')) take(p, 'keyword')
  const span = spanFrom(p, start)
  const none: Expr = { kind: 'null', span: { start: span.end, end: span.end } }
  const bare = test.kind === 'paren' ? test.arg : test
  const part = (e: Expr): string => shorten(fixedText(p, e.span, said))
  const rest = chained?.written ?? (otherwise === undefined ? 'null' : part(otherwise))
  const written = then === undefined ? `if(${part(bare)}, …, …)` : `if(${part(bare)}, ${part(then)}, ${rest})`
  const edits =
    then === undefined
      ? []
      : [
          replace({ start, end: bare.span.start }, 'if('),
          replace({ start: bare.span.end, end: then.span.start }, ', '),
          ...(otherwise === undefined
            ? [replace({ start: then.span.end, end: span.end }, ', null)')]
            : [
                replace({ start: then.span.end, end: otherwise.span.start }, ', '),
                ...(chained?.edits ?? []),
                // the last one closes all that were opened
                chained === undefined
                  ? replace({ start: otherwise.span.end, end: span.end }, ')')
                  : replace({ start: chained.close.span.start, end: span.end }, `${chained.close.text})`),
              ]),
        ]
  sayForeign(p, {
    code: 'sumo/if-then',
    message: '`if` is a function in a log search: condition, value, and what holds otherwise, in brackets',
    because: 'there is no `then` and no `else` (docs/search/search-query-language/search-operators/if.md)',
    help: `write ${shorten(`\`${written}\``)}`,
    span: fn.span,
    ...(then === undefined ? {} : { fix: edits }),
  })
  return { kind: 'call', fn, args: [bare, then ?? none, otherwise ?? none], span }
}
