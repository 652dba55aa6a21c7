import {
  acceptSign,
  acceptWord,
  expected,
  expectSign,
  isSign,
  type Parser,
  parseName,
  parseText,
  peek,
  say,
  spanFrom,
  take,
} from '../parsing.ts'
import { checkAnchor } from '../rules/anchor.ts'
import type { Name, SessionizeStage, TextSpan } from '../syntax.ts'

/** `sessionize "a=*" as (x), "b=$x c=*" as (y)[, …]`, each pattern in brackets or not (S/sessionize). */
export function parseSessionize(p: Parser, start: number): SessionizeStage {
  const steps: { pattern: TextSpan; names: readonly Name[] }[] = []
  do {
    const bracketed = acceptSign(p, '(') !== undefined
    const pattern = parseText(p, 'a pattern in double quotes')
    if (pattern === undefined) break
    if (bracketed) expectSign(p, ')')
    const names = parseStepNames(p, pattern)
    steps.push({ pattern, names })
    if (!p.report.isLost()) checkAnchor(p, pattern, names)
  } while (acceptSign(p, ',') !== undefined)
  const stage: SessionizeStage = { kind: 'sessionize', steps, span: spanFrom(p, start) }
  if (steps.length === 1)
    say(p, {
      code: 'sumo/sessionize-one-pattern',
      severity: 'error',
      message: '`sessionize` needs two patterns or more',
      because: 'it looks for a value that one message holds in another',
      help: 'add a pattern that uses a field of this one, `"… $a … *" as (b)`, or use `parse`',
      span: stage.span,
    })
  return stage
}

/** The names of one pattern; one that only repeats values has none. */
function parseStepNames(p: Parser, pattern: TextSpan): Name[] {
  if (acceptWord(p, 'as') === undefined) {
    if (pattern.text.includes('*')) expected(p, '`as` and names for the wildcards')
    return []
  }
  const bracketed = acceptSign(p, '(') !== undefined
  const names: Name[] = []
  while (!(bracketed && isSign(peek(p), ')'))) {
    const name = parseName(p, 'a name for the wildcard')
    if (name === undefined) break
    names.push(name)
    // a comma before a pattern starts the next step
    const next = peek(p, 1)
    if (!isSign(peek(p), ',') || next.kind === 'string' || isSign(next, '(')) break
    take(p)
  }
  if (bracketed) expectSign(p, ')')
  return names
}
