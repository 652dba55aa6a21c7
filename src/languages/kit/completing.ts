import type { Schema } from '../../plan/schema.ts'
import type { Completion, Help, Token } from '../language.ts'

/** Where the word begins that ends at an offset; the offset itself where there is none. */
export function wordStart(text: string, at: number, letter = /[\p{L}\p{N}_.@]/u): number {
  let start = at
  while (start > 0 && letter.test(text[start - 1] ?? '')) start--
  return start
}

/** The pieces before an offset that are neither blanks nor comments, and whether the offset is inside of a text or a comment. */
export function before(
  tokens: readonly Token[],
  text: string,
  at: number,
): { taken: readonly Token[]; quoted: boolean } {
  const quoted = tokens.some(
    ({ kind, start, end }) =>
      (kind === 'string' || kind === 'regex' || kind === 'comment') &&
      start < at &&
      (at < end || (at === end && (kind === 'comment' || !closed(text.slice(start, end))))),
  )
  const taken = tokens.filter(
    ({ kind, start, end }) => end <= at && kind !== 'comment' && text.slice(start, end).trim() !== '',
  )
  return { taken, quoted }
}

/** Whether a text in quotes, as it is written, has its end. */
const closed = (written: string): boolean => written.length > 1 && written.at(-1) === written[0]

/** The fields that a schema and the data have, those of the schema first. */
export function fieldCompletions(schema: Schema): readonly Completion[] {
  const { structure } = schema
  const keys = structure.is === 'columns' ? [...structure.keys.keys()] : (structure.keys ?? [])
  return [
    ...[...schema.fields.values()].map(({ name, meaning }) =>
      field(name, { title: name, says: meaning, page: undefined }),
    ),
    ...keys.map(name =>
      field(name, { title: name, says: 'A key inside of the messages of this data', page: undefined }),
    ),
  ]
}

/** The name of a field as something to write. */
export const field = (label: string, help?: Help): Completion => ({ label, kind: 'field', help })

/** Each word once: the first of its kind stays. */
export function distinct(options: readonly Completion[]): readonly Completion[] {
  const seen = new Set<string>()
  return options.filter(({ label }) => {
    const fresh = !seen.has(label)
    seen.add(label)
    return fresh
  })
}
