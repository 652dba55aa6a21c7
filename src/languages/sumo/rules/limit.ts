import { bareNumber } from '../foreign/respelled.ts'
import { type Parser, say } from '../parsing.ts'
import type { Expr } from '../syntax.ts'

/** `limit` takes at most 10,000 (S/limit). */
export function checkLimit(p: Parser, count: Expr): void {
  if (count.kind !== 'number') {
    if (count.kind === 'parameter' || count.kind === 'error') return
    if (count.kind === 'paren' && count.arg.kind === 'number') {
      bareNumber(p, count.span, count.arg.text)
      return
    }
    say(p, {
      code: 'sumo/limit-number',
      severity: 'error',
      message: '`limit` takes a number of rows',
      help: 'write for example `limit 10`',
      span: count.span,
    })
    return
  }
  if (count.value <= 10_000) return
  say(p, {
    code: 'sumo/limit-max',
    severity: 'error',
    message: `\`limit\` takes at most 10,000, found ${count.text}`,
    because: 'Sumo Logic refuses a greater number',
    help: 'write `limit 10000`, or count instead of listing',
    span: count.span,
    fix: [{ span: count.span, text: '10000' }],
  })
}
