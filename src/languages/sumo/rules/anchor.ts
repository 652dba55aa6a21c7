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
  const last = names[names.length - 1]
  const missing = last === undefined ? [] : missingNames(pattern.text, names)
  say(p, {
    code: 'sumo/wildcard-count',
    severity: 'error',
    message: `the pattern has ${wildcards} wildcard${wildcards === 1 ? '' : 's'} and ${names.length} name${names.length === 1 ? '' : 's'}`,
    because: 'each `*` is given to one name, in order',
    help: wildcards > names.length ? 'name every wildcard after `as`' : 'remove a name, or add a `*`',
    span: pattern.span,
    ...(last === undefined || missing.length === 0
      ? {}
      : { fix: [{ span: { start: last.span.end, end: last.span.end }, text: `, ${missing.join(', ')}` }] }),
  })
}

/** Names for the wildcards at the end that have none: the word before each (`b=*`), else its number. */
function missingNames(pattern: string, names: readonly Name[]): string[] {
  const taken = new Set(names.map(n => n.name.toLowerCase()))
  return pattern
    .split('*')
    .slice(names.length, -1)
    .map((before, i) => {
      const word = /([A-Za-z_]\w*)["'\s]*[=:]["'\s]*$/.exec(before)?.[1]
      const name = word === undefined || taken.has(word.toLowerCase()) ? `field_${names.length + i + 1}` : word
      taken.add(name.toLowerCase())
      return name
    })
}
