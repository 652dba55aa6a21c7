import { aggregateNamed } from '../aggregates.ts'
import { functionNamed } from '../functions.ts'
import type { Token } from '../lexer.ts'

/** Keywords whose documented spelling is not all in lower case (T/transactionize-operator, T/merge-operator, S/fillmissing, S/threatlookup). */
const mixed: ReadonlyMap<string, string> = new Map(
  ['takeFirst', 'takeLast', 'takeDistinct', 'singleIndicator'].map(word => [word.toLowerCase(), word]),
)

/**
 * A token as the documentation spells it: words of the language in their letter case, everything else as written. `named`:
 * it is the name of an option, which is spelled in many ways.
 */
export function spell(token: Token, named: boolean): string {
  if (token.kind !== 'word') return token.text
  const key = token.text.toLowerCase()
  if (token.colour === 'operator') return token.mode === 'scope' ? key.toUpperCase() : key
  if (token.colour === 'keyword') return mixed.get(key) ?? (named && !options.has(key) ? token.text : key)
  if (token.colour !== 'function') return token.text
  const known = functionNamed(key)
  if (known === undefined) return aggregateNamed(key) === undefined ? token.text : key
  return [known.name, ...(known.aliases ?? [])].find(name => name.toLowerCase() === key) ?? token.text
}

/** Options that are always written in lower case. */
const options: ReadonlySet<string> = new Set([
  'field',
  'delim',
  'escape',
  'quote',
  'from',
  'to',
  'maxresults',
  'window',
  'threshold',
  'consecutive',
  'direction',
  'model',
  'width',
  'min',
  'max',
])
