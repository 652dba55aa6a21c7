import type { Schema } from '../../plan/schema.ts'
import { before, distinct, fieldCompletions, wordStart } from '../kit/completing.ts'
import type { Completion } from '../language.ts'
import { named } from '../sumo/complete.ts'
import { functionNames } from './functions.ts'
import { helpOf } from './help.ts'
import { tokens } from './tokens.ts'

/** What can be written at an offset of an expression: fields of records, functions, and the words between conditions. */
export function complete(text: string, at: number, schema: Schema): { from: number; options: readonly Completion[] } {
  const from = wordStart(text, at)
  if (before(tokens(text), text, from).quoted) return { from: at, options: [] }
  return { from, options: distinct([...fieldCompletions(schema), ...calls, ...named(words, 'keyword')]) }
}

const words = ['and', 'or', 'not', 'in', 'matches', 'true', 'false', 'null']

const calls: readonly Completion[] = functionNames.map(label => ({
  label,
  kind: 'function',
  help: helpOf(label, 'function'),
}))
