import type { Parser } from '../parsing.ts'
import type { AggregateCall } from '../syntax.ts'

export const foreignAggregate = (_p: Parser): AggregateCall | undefined => undefined
