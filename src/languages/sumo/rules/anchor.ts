import { type Parser, say } from '../parsing.ts'
import type { Name, TextSpan } from '../syntax.ts'

/** The wildcards of a `parse` pattern: never two in a row, and one name for each (P/parse-predictable-patterns-using-an-anchor). */
export function checkAnchor(p: Parser, pattern: TextSpan, names: readonly Name[]): void {
  const double = pattern.text.indexOf('**')
  if (double >= 0) {
    say(p, {
      code: 'sumo/adjacent-stars',
      severity: 'error',
      message: '`**` cannot stand in a `parse` pattern',
      because: 'with nothing between two wildcards, where the first ends is anyone’s guess',
      help: 'put the text that separates them between them, or use `parse regex`',
      span: pattern.span,
    })
    return
  }
  const wildcards = pattern.text.split('*').length - 1
  if (wildcards === names.length) return
  say(p, {
    code: 'sumo/wildcard-count',
    severity: 'error',
    message: `the pattern has ${wildcards} wildcard${wildcards === 1 ? '' : 's'} and ${names.length} name${names.length === 1 ? '' : 's'}`,
    because: 'each `*` is given to one name, in order',
    help: wildcards > names.length ? 'name every wildcard after `as`' : 'remove a name, or add a `*`',
    span: pattern.span,
  })
}
