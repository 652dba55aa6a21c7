import type { Expr, Lookup, Name } from './syntax.ts'

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

/** The names that a lookup compares: which of a pair is the field, only the table knows. */
export const keysIn = ({ on }: Lookup): readonly Name[] => on.flatMap(({ field, column }) => [field, column])

/** The fields in expressions. Without recursion, since expressions may be as deep as the parser allows. */
export function fieldsIn(exprs: readonly Expr[]): readonly Name[] {
  const found: Name[] = []
  const open = [...exprs].reverse()
  for (let expr = open.pop(); expr !== undefined; expr = open.pop()) {
    if (expr.kind === 'field') found.push(expr)
    else if (expr.kind === 'lookup') found.push(...keysIn(expr.lookup))
    // the fields that a subquery gives are looked for in the rows around it
    else if (expr.kind === 'subquery') found.push(...(expr.query.compose?.names ?? []))
    else open.push(...[...partsOf(expr)].reverse())
  }
  return found
}

/** What must hold for the whole to hold, from the left. */
export function conjunctsOf(expr: Expr): readonly Expr[] {
  const open = [expr]
  const found: Expr[] = []
  for (let e = open.pop(); e !== undefined; e = open.pop()) {
    if (e.kind === 'paren') open.push(e.arg)
    else if (e.kind === 'binary' && e.is === '&&') open.push(e.right, e.left)
    else found.push(e)
  }
  return found
}
