import type { Infix } from '../../kit/pratt.ts'
import type { Parser } from '../parsing.ts'
import type { Expr } from '../syntax.ts'

export const foreignInfix = (_p: Parser): Infix<Expr> | undefined => undefined
