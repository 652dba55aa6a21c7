import { type Parser, say } from '../parsing.ts'
import type { BinaryOperator, Expr } from '../syntax.ts'

// Times are milliseconds since 1970 (docs/search/get-started-with-search/search-basics/built-in-metadata.md, S/now): a number of seconds
// beside one compares, and finds nothing or everything.

type NumberExpr = Extract<Expr, { kind: 'number' }>

const isTime = (e: Expr): boolean => {
  if (e.kind === 'paren') return isTime(e.arg)
  if (e.kind === 'field') return /^_(?:messagetime|receipttime|timeslice)$/i.test(e.name)
  if (e.kind === 'call') return /^(?:now|querystarttime|queryendtime|parsedate)$/i.test(e.fn.name)
  return e.kind === 'binary' && (e.is === '+' || e.is === '-') && isTime(e.left) && !isTime(e.right)
}

/** What lies between two times. */
const isBetween = (e: Expr): boolean =>
  e.kind === 'paren' ? isBetween(e.arg) : e.kind === 'binary' && e.is === '-' && isTime(e.left) && isTime(e.right)

interface Constant {
  readonly value: number
  /** The last number written. */
  readonly last: NumberExpr
}

/** A number, or a product of numbers, none of which has a unit. */
function constantOf(e: Expr): Constant | undefined {
  if (e.kind === 'paren') return constantOf(e.arg)
  if (e.kind === 'number') return /^[\d.]+$/.test(e.text) ? { value: e.value, last: e } : undefined
  if (e.kind !== 'binary' || e.is !== '*') return undefined
  const [left, right] = [constantOf(e.left), constantOf(e.right)]
  return left === undefined || right === undefined ? undefined : { value: left.value * right.value, last: right.last }
}

/** Less than a second, or a round number of minutes or hours in seconds that is none in milliseconds. */
const isSeconds = (n: number): boolean =>
  n > 0 && (n < 1000 || (n % 60 === 0 && n % 1000 !== 0) || (n % 3600 === 0 && n % 60_000 !== 0))

const comparisons: ReadonlySet<BinaryOperator> = new Set(['=', '!=', '<', '<=', '>', '>='])
const because = 'times of a log search are milliseconds since 1970, and so is what lies between two of them'

/** Warns of seconds, and of text, beside a time. */
export function checkTimeUnits(p: Parser, is: BinaryOperator, left: Expr, right: Expr): void {
  if (is === '+' || is === '-') {
    if (!isTime(left)) return
    checkSpan(p, right)
    if (right.kind === 'string') sayText(p, right, /^\d+[smhdw]$/.test(right.text) ? right.text : undefined)
  } else if (comparisons.has(is)) {
    for (const [time, other] of [
      [left, right],
      [right, left],
    ] as const) {
      if (isBetween(time)) checkSpan(p, other)
      else if (isTime(time)) checkMoment(p, other)
    }
  }
}

function checkSpan(p: Parser, e: Expr): void {
  const constant = constantOf(e)
  if (constant === undefined || !isSeconds(constant.value)) return
  const { last } = constant
  say(p, {
    code: 'sumo/time-seconds',
    severity: 'warning',
    message: `\`${p.text.slice(e.span.start, e.span.end)}\` is milliseconds here, and looks like seconds`,
    because,
    help: `write the unit: \`${p.text.slice(e.span.start, last.span.end)}s\``,
    span: e.span,
    fix: [{ span: { start: last.span.end, end: last.span.end }, text: 's' }],
  })
}

function checkMoment(p: Parser, e: Expr): void {
  if (e.kind === 'string') sayText(p, e, undefined)
  const constant = constantOf(e)
  // seconds of 2001 to 2128; as milliseconds they lie in January and February of 1970
  if (constant === undefined || e.kind !== 'number' || constant.value < 1e9 || constant.value >= 5e9) return
  say(p, {
    code: 'sumo/time-seconds',
    severity: 'warning',
    message: `\`${e.text}\` is a time in seconds; as milliseconds it lies in 1970`,
    because,
    help: `write \`${e.text}000\``,
    span: e.span,
    fix: [{ span: { start: e.span.end, end: e.span.end }, text: '000' }],
  })
}

/** A date or a length of time in quotes; the bare length where it is one. */
function sayText(p: Parser, e: Extract<Expr, { kind: 'string' }>, bare: string | undefined): void {
  if (bare === undefined && /^\d*$/.test(e.text)) return
  say(p, {
    code: 'sumo/time-as-text',
    severity: 'warning',
    message: 'a time is compared with a text here, which is never read as a time',
    because,
    help:
      bare === undefined
        ? `read it: \`parseDate(${p.text.slice(e.span.start, e.span.end)}, "yyyy-MM-dd HH:mm:ss")\`, with the pattern that the text has`
        : `write \`${bare}\` without quotes`,
    span: e.span,
    ...(bare === undefined ? {} : { fix: [{ span: e.span, text: bare }] }),
  })
}
