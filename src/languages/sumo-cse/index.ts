import type { Outcome } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import { searched } from '../kit/during.ts'
import type { Language } from '../language.ts'
import { complete } from './complete.ts'
import { formatCloudSiem } from './format/index.ts'
import { helpOf } from './help.ts'
import { lowerExpression } from './lower/expression.ts'
import { parseExpression } from './parser.ts'
import { lowerRules, matchedRecords } from './rules/lower.ts'
import { isRuleFile, parseRules, ruleTokens } from './rules/parse.ts'
import type { PlacedRule } from './rules/read.ts'
import type { Query } from './syntax.ts'
import { tokens } from './tokens.ts'
import { importFileOf } from './write/import-file.ts'
import { writeRule } from './write/index.ts'

/** An expression by itself, which gives the records that fulfil it, or the JSON of rules, which give their signals. */
export type CloudSiem =
  | { readonly kind: 'expression'; readonly query: Query }
  | { readonly kind: 'rules'; readonly rules: readonly PlacedRule[] }

/** Rule expressions and rules of Sumo Logic's Cloud SIEM. */
export const sumoCse: Language<CloudSiem> = {
  id: 'sumo-cse',
  title: 'Sumo Logic Cloud SIEM',
  extensions: ['.cse', '.cse.json'],
  parse: source => {
    if (!isRuleFile(source.text)) return map(parseExpression(source), query => ({ kind: 'expression', query }))
    return map(parseRules(source), rules => ({ kind: 'rules', rules }))
  },
  lower: (tree, source: Source, schema, time) => {
    const lowered =
      tree.kind === 'rules'
        ? lowerRules(tree.rules, source, schema, time)
        : lowerExpression(tree.query, source, schema, time)
    return searched(lowered, 'sumo-cse', schema, time)
  },
  finds: (tree, source, schema) =>
    tree.kind === 'rules' ? matchedRecords(tree.rules, source, schema) : lowerExpression(tree.query, source, schema),
  write: writeRule,
  bundle: importFileOf,
  help: helpOf,
  complete,
  format: formatCloudSiem,
  tokens: text => (isRuleFile(text) ? ruleTokens(text) : tokens(text)),
}

const map = <A, B>({ value, diagnostics }: Outcome<A>, make: (value: A) => B): Outcome<B> => ({
  value: value === undefined ? undefined : make(value),
  diagnostics,
})
