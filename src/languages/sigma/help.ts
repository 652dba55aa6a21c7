import type { Help, TokenKind } from '../language.ts'
import { modifiers } from './detection/modifiers.ts'

const site = 'https://sigmahq.io/sigma-specification/specification/'
const ofRules = `${site}sigma-rules-specification.html`
const ofCorrelations = `${site}sigma-correlation-rules-specification.html`
const ofFilters = `${site}sigma-filters-specification.html`
const ofModifiers = `${site}sigma-appendix-modifiers.html`

/** What each modifier does. A test holds that none of `modifiers` is missing. */
const ofModifier: Readonly<Record<string, string>> = {
  contains: 'the value stands somewhere in the field',
  startswith: 'the field begins with the value',
  endswith: 'the field ends with the value',
  all: 'every value of the list must hold, not just one',
  neq: 'the opposite of the whole item',
  exists: 'whether the field is there at all',
  cased: 'letter case counts',
  re: 'the value is a regular expression, found anywhere in the field; letter case counts unless `i` follows',
  i: 'letter case does not count in the regular expression',
  ignorecase: 'letter case does not count in the regular expression',
  m: '`^` and `$` also stand at the ends of lines',
  multiline: '`^` and `$` also stand at the ends of lines',
  s: '`.` also stands for the end of a line',
  dotall: '`.` also stands for the end of a line',
  cidr: 'the field is an address in this network',
  lt: 'the field is a number less than the value',
  lte: 'the field is a number of at most the value',
  gt: 'the field is a number greater than the value',
  gte: 'the field is a number of at least the value',
  minute: 'the minute of the time in the field',
  hour: 'the hour of the time in the field',
  day: 'the day of the month of the time in the field',
  week: 'the week of the year of the time in the field',
  month: 'the month of the time in the field',
  year: 'the year of the time in the field',
  base64: 'the value as base64',
  base64offset: 'the value inside base64, wherever it begins there',
  wide: 'the bytes of the value in UTF-16, little end first',
  utf16le: 'the bytes of the value in UTF-16, little end first',
  utf16be: 'the bytes of the value in UTF-16, big end first',
  utf16: 'the bytes of the value in UTF-16 with a byte order mark',
  windash: 'a dash before a switch may be any of the dashes and slashes that Windows takes',
  expand: 'placeholders in percent signs are replaced by values that the user gives',
  fieldref: 'the value is the name of a field to compare with',
}

const ofKey: Readonly<Record<string, readonly [says: string, page: string]>> = {
  title: ['what the rule finds, in a few words', ofRules],
  id: ['the identity of the rule, a UUID', ofRules],
  name: ['a name by which correlations and filters refer to the rule', ofRules],
  status: ['how far the rule was tried', ofRules],
  description: ['what the rule is about', ofRules],
  references: ['where the knowledge comes from', ofRules],
  author: ['who wrote it; to be shown with every match (Detection Rule License)', ofRules],
  date: ['when it was written', ofRules],
  modified: ['when it was last changed', ofRules],
  tags: ['what it belongs to, above all ATT&CK techniques', ofRules],
  logsource: ['which logs the rule reads', ofRules],
  category: ['the kind of event, whatever product logs it', ofRules],
  product: ['the product that logs', ofRules],
  service: ['the log of the product', ofRules],
  detection: ['what is looked for: named selections, and a condition over them', ofRules],
  condition: ['how the selections must come together', ofRules],
  falsepositives: ['what else looks like this', ofRules],
  level: ['how serious a match is', ofRules],
  fields: ['fields that help to judge a match', ofRules],
  license: ['under which licence the rule may be used', ofRules],
  related: ['rules that this one comes from, or replaces', ofRules],
  correlation: ['looks at the matches of other rules together', ofCorrelations],
  type: [
    'what a correlation does with the matches: count them, count values, or wait for several rules',
    ofCorrelations,
  ],
  rules: ['the rules whose matches are looked at', ofCorrelations],
  'group-by': ['matches count together where these fields are the same', ofCorrelations],
  timespan: ['the time within which it must happen', ofCorrelations],
  field: ['the field whose values are counted', ofCorrelations],
  generate: ['whether the rules also alert on their own', ofCorrelations],
  aliases: ['one name for a field that is called otherwise in each rule', ofCorrelations],
  filter: ['a condition that is added to rules', ofFilters],
}

const ofWord: Readonly<Record<string, string>> = {
  and: 'both hold',
  or: 'one of them holds',
  not: 'the opposite',
  of: '`1 of` or `all of`: so many of the selections with this name pattern',
  them: 'every selection whose name does not begin with an underscore',
  null: 'the field is there without a value, or not at all',
  true: 'the truth value',
  false: 'the truth value',
}

/** What a word of a rule does: an attribute, a field's modifiers, or a word of a condition. */
export function helpOf(word: string, kind: TokenKind): Help | undefined {
  if (kind === 'keyword') {
    const says = Object.hasOwn(ofWord, word) ? ofWord[word] : undefined
    return says === undefined ? undefined : { title: word, says, page: ofRules }
  }
  if (kind !== 'field') return undefined
  const [name = '', ...used] = word.split('|')
  const known = used.flatMap(modifier =>
    Object.hasOwn(modifiers, modifier) ? [`\`${modifier}\`: ${ofModifier[modifier] ?? ''}`] : [],
  )
  if (known.length > 0) return { title: name, says: known.join('; '), page: ofModifiers }
  const key = Object.hasOwn(ofKey, word) ? ofKey[word] : undefined
  if (key !== undefined) return { title: word, says: key[0], page: key[1] }
  // attributes that only correlations have are comparisons there
  const comparison = Object.hasOwn(ofModifier, word) && /^(?:[lg]te?|neq)$/.test(word) ? ofModifier[word] : undefined
  return comparison === undefined
    ? undefined
    : { title: word, says: comparison.replace('the field', 'the count'), page: ofCorrelations }
}

/** The modifiers that have a help. */
export const helpedModifiers: readonly string[] = Object.keys(ofModifier)

/** The attributes of rules, correlations and filters that have a help. */
export const attributes: readonly string[] = Object.keys(ofKey)
