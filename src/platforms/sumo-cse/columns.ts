import type { Column } from '../../event/value.ts'

/** The whole record as JSON text; its keys are the fields of the schema. */
export const record = { name: 'record', type: 'string' } as const satisfies Column
/** What the log holds beside the schema, as JSON text. */
export const raw = { name: 'fields', type: 'string' } as const satisfies Column
/** Half of all rules ask for match lists, so they are held as a list. */
export const listMatches = { name: 'listMatches', type: { list: 'string' } } as const satisfies Column
/** Milliseconds since 1970. */
export const timestamp = { name: 'timestamp', type: 'int' } as const satisfies Column

/** A normalised record as it is presented. */
export const columns: readonly Column[] = [record, raw, listMatches, timestamp]
