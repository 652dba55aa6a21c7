import type { Parser } from '../parsing.ts'
import type { Stage } from '../syntax.ts'

export const foreignStage = (_p: Parser): Stage | undefined => undefined
