import { type Parser, peek, spanFrom, take } from '../parsing.ts'
import type { Scope } from '../syntax.ts'
import { spanOf } from './say.ts'

/** A Sigma rule in place of a search; undefined where the text is none. Its words would be looked for in the messages, and nothing be said. */
export function sigmaRule(p: Parser): Scope | undefined {
  if (p.depth > 0 || !/^detection:[ \t]*\r?$/m.test(p.text) || !/^[ \t]+condition:[ \t]/m.test(p.text)) return undefined
  const first = peek(p)
  p.report.lost({
    code: 'sumo/sigma-rule',
    severity: 'error',
    message: 'this is a Sigma rule, and no log search',
    because: 'as it stands, its words would be looked for in the messages',
    help: 'choose Sigma as its language, or let `assay convert` write it as a log search',
    span: spanOf(first),
  })
  while (peek(p).kind !== 'end') take(p)
  return { kind: 'scope-error', span: spanFrom(p, first.start) }
}
