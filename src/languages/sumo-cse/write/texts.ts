import { canonicalPattern, type Pattern } from '../../../plan/pattern.ts'
import type { Predicate } from '../../../plan/plan.ts'
import { orbit } from '../../../plan/regex/fold.ts'
import { patternRegex } from '../../../plan/regex/of-pattern.ts'
import { anyText, found } from '../../sumo/write/texts.ts'
import { quote } from '../lexer.ts'
import { isPlain } from './names.ts'
import type { Piece } from './say.ts'

type Match = Predicate & { readonly op: 'match' }

/**
 * Whether one of these tests holds of a field: equality where letter case decides nothing, `LIKE` where it counts, else regexes in
 * which it does not (`(?i)`), since `=` and `LIKE` count it.
 */
export function textTests(name: string, type: 'string' | 'int', tests: readonly Match[]): Piece[] {
  const exact: string[] = []
  const pieces: Piece[] = []
  const others: Match[] = []
  for (const test of tests) {
    const pattern = canonicalPattern(test.pattern)
    const literal = literalOf(pattern)
    const caseless = test.fold === 'none' || !hasLetters(pattern)
    if (literal !== undefined && type === 'int') exact.push(/^(?:0|-?[1-9][0-9]{0,14})$/.test(literal) ? literal : '')
    else if (isAnything(pattern)) pieces.push({ text: `${name} IS NOT NULL`, binds: 'atom' })
    else if (!caseless) others.push(test)
    else if (literal !== undefined && isPlain(literal)) exact.push(quote(literal))
    else if (literal === undefined && isPlain(like(pattern)))
      pieces.push({ text: `${name} LIKE ${quote(like(pattern))}`, binds: 'atom' })
    else pieces.push(found(name, patternRegex(pattern, test.fold)))
  }
  return [...equal(name, type, exact), ...pieces, ...(others.length === 0 ? [] : anyText(name, others))]
}

/** A text that is no number equals no number. */
function equal(name: string, type: 'string' | 'int', written: readonly string[]): Piece[] {
  const values = type === 'int' ? written.filter(value => value !== '') : written
  const [only, ...more] = values
  if (only === undefined) return written.length === 0 ? [] : [{ text: 'false', binds: 'atom' }]
  return [{ text: more.length === 0 ? `${name} = ${only}` : `${name} IN (${values.join(', ')})`, binds: 'atom' }]
}

const isAnything = (pattern: Pattern): boolean =>
  pattern.length === 1 && pattern.every(part => 'any' in part && part.any === 'run')

function literalOf(pattern: Pattern): string | undefined {
  const [part, ...more] = pattern
  if (part === undefined) return ''
  return more.length === 0 && 'text' in part ? part.text : undefined
}

/** A pattern of `LIKE`: before a sign that means something, or where two of them would mean one, a backslash. */
const like = (pattern: Pattern): string =>
  pattern.map(part => ('text' in part ? part.text.replace(/[%_\\]/g, '\\$&') : part.any === 'run' ? '%' : '_')).join('')

const hasLetters = (pattern: Pattern): boolean =>
  pattern.some(
    part => 'text' in part && Array.from(part.text).some(c => orbit(c.codePointAt(0) ?? 0, 'casefold').length > 1),
  )
