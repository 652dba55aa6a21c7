import type { Token } from '../lexer.ts'
import { type Parser, say } from '../parsing.ts'
import type { Stage } from '../syntax.ts'

/** `summarize` is the old name of `logreduce` (docs/search/logreduce/logreduce-operator.md), which people from KQL do not expect. */
export function checkSummarize(p: Parser, token: Token, stage: Stage): void {
  if (stage.kind !== 'operator' || token.text.toLowerCase() !== 'summarize') return
  const span = { start: token.start, end: token.end }
  say(p, {
    code: 'sumo/summarize',
    severity: 'warning',
    message: '`summarize` is the old name of `logreduce`, which groups messages that look alike',
    because: 'in KQL `summarize` counts and adds up; here it runs and means something else',
    help: 'write `logreduce` if that is meant; to count, write the aggregate itself: `| count by user`',
    span,
    fix: [{ span, text: 'logreduce' }],
  })
}
