import type { Expr } from './syntax.ts'

/** The expressions directly inside an expression, in the order they are written. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'unary':
    case 'paren':
      return [expr.arg]
    case 'binary':
      return [expr.left, expr.right]
    case 'in':
      return [expr.arg, ...expr.list]
    case 'call':
      return expr.args
    case 'conditional':
      return [expr.test, expr.then, expr.else]
    default:
      return []
  }
}
