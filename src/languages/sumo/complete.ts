import type { Schema } from '../../plan/schema.ts'
import { before, distinct, field, fieldCompletions, wordStart } from '../kit/completing.ts'
import type { Completion, TokenKind } from '../language.ts'
import { aggregates } from './aggregates.ts'
import { functions } from './functions.ts'
import { helpOf, wordNames } from './help.ts'
import { operatorNames } from './operators.ts'
import { tokens } from './tokens.ts'

/** What can be written at an offset of a log search: an operator behind a pipe, else names of fields, functions and words. */
export function complete(text: string, at: number, schema: Schema): { from: number; options: readonly Completion[] } {
  const from = wordStart(text, at)
  const pieces = tokens(text)
  const { taken, quoted } = before(pieces, text, from)
  if (quoted) return { from: at, options: [] }
  const pipe = taken.findLastIndex(({ start, end }) => text.slice(start, end) === '|')
  const fields = fieldCompletions(schema)
  if (pipe < 0) return { from, options: distinct([...fields, ...named(scopeWords, 'keyword')]) }
  if (pipe === taken.length - 1)
    return { from, options: distinct([...named(operatorNames, 'operator'), ...aggregated, ...calls]) }
  // names that the query makes by itself
  const made = pieces
    .filter(({ kind, end }) => kind === 'field' && (end < from || end > at))
    .map(({ start, end }) => field(text.slice(start, end)))
  const afterBy = taken.slice(pipe).some(({ start, end }) => /^(?:by|on)$/i.test(text.slice(start, end)))
  return {
    from,
    options: distinct([...fields, ...made, ...(afterBy ? [] : aggregated), ...calls, ...named(wordNames, 'keyword')]),
  }
}

const scopeWords = ['and', 'or', 'not', 'in']

/** Words of one kind with their help. */
export const named = (labels: readonly string[], kind: 'operator' | 'keyword' | 'function'): readonly Completion[] =>
  labels.map(label => ({ label, kind, help: helpOf(label, kind satisfies TokenKind) }))

const aggregated = named(
  aggregates.flatMap(a => [a.name, ...(a.aliases ?? [])]),
  'function',
)
const calls = named(
  functions.map(f => f.name),
  'function',
)
