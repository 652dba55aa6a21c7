import { type Parser, take } from '../parsing.ts'
import type { Expr } from '../syntax.ts'

export const foreignOperand = (_p: Parser): Expr | undefined => undefined
export const foreignCall = (_p: Parser): Expr | undefined => undefined
export function singleQuotes(p: Parser): Expr {
  const token = take(p)
  return { kind: 'string', text: token.text.slice(1, -1), span: { start: token.start, end: token.end } }
}
