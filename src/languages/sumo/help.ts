import type { Help, TokenKind } from '../language.ts'
import { aggregateNamed } from './aggregates.ts'
import { functionNamed } from './functions.ts'
import { operatorNamed, operators } from './operators.ts'
import { pageOf } from './pages.ts'

const site = 'https://help.sumologic.com/'

/** The address of a page of the vendor by its short form; undefined where there is none. */
export function addressOf(short: string): string | undefined {
  const page = pageOf(short).replace(/\.md$/, '')
  return page.startsWith('docs/') ? `${site}${page}/` : undefined
}

const search = 'docs/search/search-query-language'

/** Words and signs that are neither operators of their own nor functions. */
const words: Readonly<Record<string, readonly [meaning: string, page: string]>> = {
  and: ['both hold', 'S/where'],
  or: ['one of them holds', 'S/where'],
  not: ['the opposite', 'S/where'],
  '&&': ['both hold', 'S/where'],
  '||': ['one of them holds', 'S/where'],
  '!': ['the opposite', 'S/where'],
  '=': ['equal; in the scope with `*` as any run of characters', 'S/where'],
  '==': ['equal', 'S/where'],
  '!=': ['not equal', 'S/where'],
  '<>': ['not equal', 'S/where'],
  '<': ['less than, as numbers', 'S/where'],
  '<=': ['at most, as numbers', 'S/where'],
  '>': ['greater than, as numbers', 'S/where'],
  '>=': ['at least, as numbers', 'S/where'],
  '+': ['sum of numbers', search],
  '-': ['difference of numbers; before a field: descending, or left out', search],
  '*': ['product of numbers; in the scope: any run of characters', search],
  '/': ['quotient of numbers', search],
  '%': ['remainder of a division', search],
  '?': ['the value before the colon where the condition holds, else the one behind it', 'S/if'],
  ':': ['what is taken where the condition does not hold', 'S/if'],
  matches: [
    'the whole text fits a pattern with `*`, or a regular expression in slashes finds something in it',
    'S/matches',
  ],
  in: ['is one of a list', 'S/in'],
  as: ['the name of what is made', search],
  by: ['one result for each different value of these', 'docs/search/search-query-language/group-aggregate-operators'],
  asc: ['the least first', 'S/sort'],
  desc: ['the greatest first', 'S/sort'],
  nodrop: [
    'messages that do not fit stay, without the new fields',
    'P/parse-nodrop-option-and-using-parse-expressions',
  ],
  multi: ['one row for each place that fits', 'P/parse-variable-patterns-using-regex'],
  field: ['reads this field in place of the message', 'P/parse-field'],
  regex: [
    'the pattern is a regular expression; its named groups become fields',
    'P/parse-variable-patterns-using-regex',
  ],
  auto: ['takes every key', 'P/parse-json-formatted-logs'],
  infer: ['finds the keys by itself', 'P/parse-keyvalue-formatted-logs'],
  extract: ['which columns become which fields', 'P/parse-delimited-logs-using-split'],
  on: ['the fields that must be equal', 'S/join'],
  from: ['the table, or the beginning of a time range', 'S/lookup'],
  row: ['the fields that stay rows', 'S/transpose'],
  column: ['the field whose values become columns', 'S/transpose'],
  with: ['what is compared with, or followed', 'S/compare'],
  consecutive: ['only neighbours count as the same', 'S/dedup'],
  all: ['every value that occurs', 'S/fillmissing'],
  null: ['a missing value', 'S/isnull-isempty-isblank'],
  true: ['the truth value', 'S/where'],
  false: ['the truth value', 'S/where'],
}

/** Words between the operators and functions. */
export const wordNames: readonly string[] = Object.keys(words).filter(word => /^[a-z]/.test(word))

/** What a word of a log search does. */
export function helpOf(word: string, kind: TokenKind): Help | undefined {
  if (kind === 'function') {
    const entry = aggregateNamed(word) ?? functionNamed(word)
    return entry && { title: entry.name, says: entry.meaning, page: addressOf(entry.page) }
  }
  if (kind !== 'keyword' && kind !== 'operator') return undefined
  const name = operatorNamed(word)
  if (name !== undefined) {
    const { syntax, meaning, page } = operators[name]
    return { title: syntax, says: meaning, page: addressOf(page) }
  }
  const [says, page] = (Object.hasOwn(words, word.toLowerCase()) ? words[word.toLowerCase()] : undefined) ?? []
  return says === undefined || page === undefined ? undefined : { title: word, says, page: addressOf(page) }
}
