import type { Source } from '../../base/source.ts'

/** The text of a query that came with a request: it has no file, and its name is shown nowhere. */
export const querySource = (text: string): Source => ({ name: 'query', text })
