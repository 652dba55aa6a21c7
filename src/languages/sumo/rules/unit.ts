import { suffixes } from '../lexer-number.ts'
import { type Parser, peek, say, take } from '../parsing.ts'
import type { Expr } from '../syntax.ts'

const because = 'a slice is so many w, d, h, m or s; letter case counts, and `M` is a million'

/** The width of a `timeslice` says its unit: weeks, days, hours, minutes or seconds (S/timeslice). Gives the width back. */
export function checkUnit(p: Parser, width: Expr): Expr {
  if (width.kind !== 'number' || /[wdhms]$/.test(width.text)) return width
  const unit = /[A-Za-z]+$/.exec(width.text)?.[0]
  const digits = unit === undefined ? width.text : width.text.slice(0, -unit.length)
  say(p, {
    code: 'sumo/timeslice-unit',
    severity: 'error',
    message: unit === undefined ? `\`timeslice ${digits}\` does not say of what` : `\`${unit}\` is no unit of time`,
    because,
    help: `write \`timeslice ${digits}m\` for minutes, or \`timeslice ${digits} buckets\``,
    span: width.span,
  })
  return width
}

/** Units that are written out or cut elsewhere: `1 hour`, `5min`. */
const long =
  /^(\d*)(w)(?:ee)?ks?$|^(\d*)(d)ays?$|^(\d*)(h)(?:(?:ou)?rs?)$|^(\d*)(m)in(?:ute)?s?$|^(\d*)(s)ec(?:ond)?s?$/i

/** A width whose unit is written out, if it ends here; it starts at `start`, before its unit or with it. */
export function longUnit(p: Parser, start: number): Expr | undefined {
  const token = peek(p)
  const [, ...found] = (token.kind === 'word' ? long.exec(token.text) : null) ?? []
  const [own = '', letter] = found.filter(part => part !== undefined)
  const digits = `${p.text.slice(start, token.start).trim()}${own}`
  if (letter === undefined || !/^\d+$/.test(digits)) return undefined
  take(p)
  const span = { start, end: token.end }
  const text = `${digits}${letter.toLowerCase()}`
  say(p, {
    code: 'sumo/timeslice-unit',
    severity: 'error',
    message: `a unit of time is one letter: \`${text}\``,
    because,
    help: `write \`${text}\``,
    span,
    fix: [{ span, text }],
  })
  return { kind: 'number', value: Number(digits) * (suffixes[letter.toLowerCase()] ?? 1), text, span }
}
