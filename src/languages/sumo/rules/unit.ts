import { type Parser, say } from '../parsing.ts'
import type { Expr } from '../syntax.ts'

/** The width of a `timeslice` says its unit: weeks, days, hours, minutes or seconds (S/timeslice). */
export function checkUnit(p: Parser, width: Expr): void {
  if (width.kind !== 'number' || /[wdhms]$/.test(width.text)) return
  const unit = /[A-Za-z]+$/.exec(width.text)?.[0]
  const digits = unit === undefined ? width.text : width.text.slice(0, -unit.length)
  say(p, {
    code: 'sumo/timeslice-unit',
    severity: 'error',
    message: unit === undefined ? `\`timeslice ${digits}\` does not say of what` : `\`${unit}\` is no unit of time`,
    because: 'a slice is so many w, d, h, m or s; letter case counts, and `M` is a million',
    help: `write \`timeslice ${digits}m\` for minutes, or \`timeslice ${digits} buckets\``,
    span: width.span,
  })
}
