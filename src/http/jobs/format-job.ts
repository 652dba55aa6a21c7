import { format } from '../../app/format.ts'
import type { FormatAnswerData, FormatRequestData } from '../contract/check.ts'
import { refusedQuery } from '../problems.ts'
import type { Answered } from './job.ts'
import { querySource } from './query-source.ts'

/** Lays a query out. A problem where it cannot be parsed; throws `InputError` where its language has no layout. */
export function formatted({ language, query }: FormatRequestData): Answered<FormatAnswerData> {
  const { text, diagnostics, source } = format({ source: querySource(query), language })
  return text === undefined
    ? { problem: refusedQuery(diagnostics, source) }
    : { answer: { text, changed: text !== query } }
}
