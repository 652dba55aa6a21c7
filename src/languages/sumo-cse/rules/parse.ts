import { type Diagnostic, inOrder, type Outcome } from '../../../base/diagnostic.ts'
import type { Source } from '../../../base/source.ts'
import type { Token } from '../../language.ts'
import { type Located, parseLocated } from './located.ts'
import type { Rule } from './model.ts'
import { type PlacedRule, readRules } from './read.ts'
import { checkText } from './texts.ts'

/** Whether a text is the JSON of rules: no expression begins so. */
export const isRuleFile = (text: string): boolean => /^\s*[{[]/.test(text)

/** The rules of a file, and what is wrong with it and with the expressions in it. */
export function parseRules(source: Source): Outcome<readonly PlacedRule[]> {
  const { value, diagnostics } = readRules(source.text)
  const said: Diagnostic[] = [...diagnostics]
  for (const { rule, places } of value ?? [])
    for (const [place, text] of expressionsOf(rule)) {
      const span = places.get(place)
      if (span !== undefined && text !== '') said.push(...checkText(source, text, span))
    }
  return { value, diagnostics: inOrder(said) }
}

/** Every expression of a rule, by where it stands. Fields that only name something are expressions too. */
function expressionsOf(rule: Rule): [place: string, text: string][] {
  const texts: [string, string][] = [
    ...rule.entities.map((e, i): [string, string] => [`entities.${i}`, e.expression]),
    ...rule.tuning.map((t, i): [string, string] => [`tuning.${i}`, t.expression]),
    ...(rule.severity.type === 'constant' ? [] : [['severity', rule.severity.field] as [string, string]]),
  ]
  if (rule.type === 'chain') {
    for (const [i, step] of rule.steps.entries()) texts.push([`steps.${i}`, step.expression])
  } else texts.push(['expression', rule.expression])
  if ('groupBy' in rule) for (const [i, field] of rule.groupBy.entries()) texts.push([`groupBy.${i}`, field])
  if (rule.type === 'threshold' && rule.distinct !== undefined) texts.push(['distinct', rule.distinct])
  if (rule.type === 'first seen')
    for (const [i, field] of rule.valueFields.entries()) texts.push([`values.${i}`, field])
  if (rule.type === 'aggregation') texts.push(['trigger', rule.trigger])
  if ('aggregations' in rule)
    for (const [i, { arguments: args }] of rule.aggregations.entries())
      for (const [j, text] of args.entries()) texts.push([`aggregations.${i}.${j}`, text])
  return texts
}

/** The pieces of a rule file in colours. */
export function ruleTokens(text: string): readonly Token[] {
  const { value } = parseLocated(text)
  const found: Token[] = []
  if (value !== undefined) collect(value, found)
  const pieces: Token[] = []
  let at = 0
  for (const piece of found.sort((a, b) => a.start - b.start)) {
    if (piece.start > at) pieces.push({ start: at, end: piece.start, kind: 'punctuation' })
    pieces.push(piece)
    at = piece.end
  }
  if (at < text.length)
    pieces.push({ start: at, end: text.length, kind: value === undefined ? 'error' : 'punctuation' })
  return pieces
}

function collect(value: Located, found: Token[]): void {
  switch (value.is) {
    case 'object':
      for (const { key, value: inner } of value.entries.values()) {
        found.push({ ...key, kind: 'field' })
        collect(inner, found)
      }
      return
    case 'array':
      for (const item of value.items) collect(item, found)
      return
    case 'string':
      found.push({ ...value.span, kind: 'string' })
      return
    case 'number':
      found.push({ ...value.span, kind: 'number' })
      return
    default:
      found.push({ ...value.span, kind: 'keyword' })
  }
}
