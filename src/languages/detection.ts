import type { LogSource } from '../event/log-source.ts'
import type { Type } from '../event/value.ts'
import type { Predicate } from '../plan/plan.ts'

/** What a rule says of itself, as its author wrote it, dates too: it goes through every output. DRL 1.1 asks that the author is always shown. */
export interface About {
  readonly title: string
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly status?: string | undefined
  readonly level?: string | undefined
  readonly description?: string | undefined
  readonly license?: string | undefined
  readonly author?: string | undefined
  readonly date?: string | undefined
  readonly modified?: string | undefined
  readonly references: readonly string[]
  readonly tags: readonly string[]
  readonly fields: readonly string[]
  readonly falsePositives: readonly string[]
  readonly related: readonly { readonly id: string; readonly type: string }[]
  /** Every key that is none of the specification's, as plain data: custom attributes are carried through. */
  readonly others: Readonly<Record<string, unknown>>
}

/**
 * A detection apart from any language: what holds of the events that it finds, over neutral columns (one of type string for each
 * field, under its name in the rule, null where an event has none; `lineColumn` and `valuesColumn` for what is searched in a whole
 * event; `thereColumn` for `exists`). It holds of an event if `from` and `where` do.
 */
export interface Detection {
  readonly about: About
  readonly logSource: LogSource
  /** What tells events of the log source from others, as far as fields do (EventID, Channel); `always` where none does. */
  readonly from: Predicate
  readonly where: Predicate
  /** The neutral columns that are read. */
  readonly fields: readonly string[]
}

// A field of a rule has no `|` in its name, so that these columns are none of its fields.

/** The line of a log that is text. */
export const lineColumn = { name: '|whole line', type: 'string' } as const
/** All values of an event that is structured. */
export const valuesColumn = { name: '|all values', type: { list: 'string' } } as const

const there = '|exists'

/** Whether a field is there, with a value or with null (`exists`): true or false, never null. */
export const thereColumn = (field: string) => ({ name: `${field}${there}`, type: 'bool' }) as const

/** The field that such a column is of. */
export const thereOf = ({ name, type }: { readonly name: string; readonly type: Type }): string | undefined =>
  type === 'bool' && name.endsWith(there) ? name.slice(0, -there.length) : undefined

/** A detection in a language. */
export interface Written {
  readonly text: string
  /** The ending of its file, with the dot. */
  readonly extension: string
  /** What must be so of the data for the text to mean what the detection means; a sentence each, without a full stop. */
  readonly assumes: readonly string[]
}
