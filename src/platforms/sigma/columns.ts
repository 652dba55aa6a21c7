import type { Column } from '../../event/value.ts'

/** The event as JSON text of an object: its keys are the fields that rules name. */
export const fields = { name: 'fields', type: 'string' } as const satisfies Column
/** The line of a log that was text. Structured events have none: keywords look for their values, not their keys. */
export const line = { name: 'line', type: 'string' } as const satisfies Column
export const time = { name: 'time', type: 'time' } as const satisfies Column
export const product = { name: 'product', type: 'string' } as const satisfies Column
export const service = { name: 'service', type: 'string' } as const satisfies Column
/** Null where nobody knows; empty where the event is known to be in none. */
export const categories = { name: 'categories', type: { list: 'string' } } as const satisfies Column

/** An event as rules see it. */
export const columns: readonly Column[] = [fields, line, time, product, service, categories]
