import type { Span } from '../../../base/span.ts'
import { parseExpr, power } from '../expression.ts'
import { acceptWord, expectWord, isWord, nested, type Parser, peek, spanFrom, take } from '../parsing.ts'
import type { Expr } from '../syntax.ts'
import { quote } from '../text.ts'
import { MAX_BRANCHES } from './branches.ts'
import { sqlInterval } from './durations.ts'
import { parseIfThen, startsIfThen } from './if-then.ts'
import { isSmall, nameFirst } from './repeat.ts'
import { fixedText, replace, sayForeign, shorten, spanOf, textAt } from './say.ts'

/** A text in single quotes, as SQL, KQL and Cloud SIEM rules write it. */
export function singleQuotes(p: Parser): Expr {
  const token = take(p)
  const span = spanOf(token)
  const curly = !token.text.startsWith("'")
  const closed = token.text.length > 1 && (curly || token.text.endsWith("'"))
  const text = token.text.slice(1, closed ? -1 : undefined).replace(/\\'|''/g, "'")
  sayForeign(p, {
    code: curly ? 'sumo/curly-quotes' : 'sumo/single-quotes',
    message: closed
      ? 'a text stands in double quotes in a log search'
      : `\`${token.text}\` opens no text in a log search`,
    because: curly
      ? 'curly quotes are signs of a word processor'
      : 'single quotes are only for the one-character options of `split` and `csv`',
    help: `write ${shorten(quote(text))}`,
    span,
    ...(closed ? { fix: [replace(span, quoteOnce(text))] } : {}),
  })
  return { kind: 'string', text, span }
}

/** Backslashes before other characters than quotes stay as they are. */
const quoteOnce = (text: string): string => `"${text.replace(/"/g, '\\"')}"`

/** Operands of other languages that start with a word and are no calls: `case when … end`. */
export function foreignOperand(p: Parser): Expr | undefined {
  if (startsCase(p)) return parseCase(p)
  if (startsIfThen(p)) return parseIfThen(p)
  return sqlInterval(p)
}

/** Whether `case when`, or `case x when`, stands next. */
export const startsCase = (p: Parser): boolean =>
  isWord(peek(p), 'case') && (isWord(peek(p, 1), 'when') || isWord(peek(p, 2), 'when'))

interface Branch {
  readonly when: Token
  readonly test: Expr
  readonly then: Expr
}
type Token = ReturnType<typeof peek>

/** `case when c then a when d then b else z end` is `if(c, a, if(d, b, z))`; in `case x when …` each value is compared with `x`. */
function parseCase(p: Parser): Expr {
  const said = p.report.diagnostics.length
  const start = take(p, 'keyword').start
  const branches: Branch[] = []
  const error: Expr = { kind: 'error', span: { start, end: start } }
  const subject = isWord(peek(p), 'when') ? undefined : parseExpr(p, power.sum)
  while (isWord(peek(p), 'when')) {
    const when = take(p, 'keyword')
    const value = nested(p, () => parseExpr(p)) ?? error
    const test = subject === undefined ? value : equal(subject, value)
    expectWord(p, 'then', 'and a value')
    const then = nested(p, () => parseExpr(p)) ?? error
    branches.push({ when, test, then })
    if (p.report.isLost()) return { kind: 'error', span: spanFrom(p, start) }
  }
  const last = acceptWord(p, 'else') === undefined ? undefined : (nested(p, () => parseExpr(p)) ?? error)
  const end = expectWord(p, 'end', 'to close `case`') ? p.cursor.last() : undefined
  const span = spanFrom(p, start)
  if (branches.length > MAX_BRANCHES) return tooMany(p, span)
  if (subject !== undefined && !isSmall(subject)) return nameFirst(p, 'sumo/case', { start, end: start + 4 }, span)
  const otherwise: Expr = last ?? { kind: 'null', span: { start: span.end, end: span.end } }
  const value = branches.reduceRight<Expr>((rest, b) => asIf(b, rest, span), otherwise)
  if (end === undefined) return value
  const spans = [...branches.flatMap(b => [b.test.span, b.then.span]), ...(last === undefined ? [] : [last.span])]
  const compared = subject === undefined ? '' : `${textAt(p, subject.span)} = `
  const parts = spans.map((s, i) => `${i % 2 === 0 && i < branches.length * 2 ? compared : ''}${fixedText(p, s, said)}`)
  const fix = separators(start, spans, branches.length, last !== undefined, span.end, compared)
  sayForeign(p, {
    code: 'sumo/case',
    message: '`case when` is SQL; a log search nests `if`',
    help: shorten(`\`${nest(parts)}\``),
    span: { start, end: (branches[0]?.when ?? { end: start + 4 }).end },
    fix,
  })
  return value
}

/** `x = v`, at the place of `v`. */
const equal = (left: Expr, right: Expr): Expr => ({
  kind: 'binary',
  is: '=',
  operator: right.span,
  left,
  right,
  span: right.span,
})

function tooMany(p: Parser, span: Span): Expr {
  sayForeign(p, {
    code: 'sumo/case',
    message: `\`case when\` is SQL; a log search nests \`if\`, and more than ${MAX_BRANCHES} levels are too many`,
    help: 'put the pairs into a lookup table: `| lookup value from path://"…" on key=key`',
    span: { start: span.start, end: span.start + 4 },
  })
  return { kind: 'error', span }
}

const asIf = (b: Branch, rest: Expr, span: Span): Expr => ({
  kind: 'call',
  fn: { name: 'if', span: spanOf(b.when) },
  args: [b.test, b.then, rest],
  span,
})

/** What stands between the parts, so that fixes inside the parts stay possible. */
function separators(
  start: number,
  spans: readonly Span[],
  branches: number,
  hasElse: boolean,
  end: number,
  compared: string,
) {
  const edits = spans.map((s, i) => {
    const before = i === 0 ? start : (spans[i - 1]?.end ?? start)
    const opens = i % 2 === 0 && i < branches * 2
    return replace(
      { start: before, end: s.start },
      `${i === 0 ? 'if(' : opens ? ', if(' : ', '}${opens ? compared : ''}`,
    )
  })
  const last = spans[spans.length - 1]?.end ?? start
  return [...edits, replace({ start: last, end }, `${hasElse ? '' : ', null'}${')'.repeat(branches)}`)]
}

function nest(parts: readonly string[]): string {
  const [test, then, ...rest] = parts
  if (then === undefined) return test ?? 'null'
  return `if(${test}, ${then}, ${nest(rest)})`
}
