import type { Language } from '../language.ts'
import { lowerExpression } from './lower/expression.ts'
import { parseExpression } from './parser.ts'
import type { Query } from './syntax.ts'
import { tokens } from './tokens.ts'

/** Rule expressions of Sumo Logic's Cloud SIEM. */
export const sumoCse: Language<Query> = {
  id: 'sumo-cse',
  title: 'Sumo Logic Cloud SIEM',
  extensions: ['.cse'],
  parse: parseExpression,
  lower: lowerExpression,
  tokens,
}
