import type { Help, TokenKind } from '../language.ts'
import { functionNamed as searchFunction } from '../sumo/functions.ts'
import { helpOf as helpOfSearch } from '../sumo/help.ts'
import { functionNamed } from './functions.ts'

const page = 'https://help.sumologic.com/docs/cse/rules/cse-rules-syntax/'

/** Functions that log searches do not have, or with another meaning. */
const own: Readonly<Record<string, string>> = {
  array_contains: 'whether a list has the value',
  size: 'how many values a list has',
  anyhttpheadermatches: 'whether a header of an HTTP request fits',
  hasthreatmatch: 'whether threat intelligence knows one of the values',
}

/** What a word of an expression does. Most functions are those of log searches, some under another name. */
export function helpOf(word: string, kind: TokenKind): Help | undefined {
  if (kind !== 'function') return helpOfSearch(word, kind)
  const entry = functionNamed(word)
  if (entry === undefined) return helpOfSearch(word, kind)
  const says = own[entry.name.toLowerCase()] ?? searchFunction(entry.search ?? entry.name)?.meaning
  return says === undefined ? undefined : { title: entry.name, says, page }
}
