import type { Type } from '../../event/value.ts'
import { functions } from '../../plan/functions/index.ts'
import type { Scalar } from '../../plan/plan.ts'
import type { Expr, Scope, Writing } from './expr.ts'
import { extract } from './extract.ts'
import { extractAll } from './extract-all.ts'
import { predicate, total } from './predicate.ts'
import { substitute } from './substitute.ts'

/** Writes an expression of the plan over these columns. */
export function scalar(s: Scalar, scope: Scope, w: Writing): Expr {
  switch (s.op) {
    case 'field': {
      const column = scope.get(s.name)
      if (column === undefined) throw new Error(`the plan names a column that is not there: ${s.name}`)
      return column
    }
    case 'literal':
      return {
        sql: w.dialect.literal(s.value, s.type),
        type: s.type,
        nullable: s.value === null,
        plain: true,
        constant: { value: s.value },
      }
    case 'call':
      return call(s, scope, w)
    case 'convert': {
      const arg = scalar(s.arg, scope, w)
      const sql = w.dialect.convert(arg, s.to, w)
      return sql === arg.sql ? { ...arg, type: s.to } : computed(sql, s.to, true)
    }
    case 'extract':
      return computed(extract(scalar(s.of, scope, w), s.regex, s.group, w), 'string', true)
    case 'extract_all':
      return computed(extractAll(scalar(s.of, scope, w), s, w), { list: 'string' }, true)
    case 'substitute':
      return computed(substitute(scalar(s.of, scope, w), s.regex, s.by, w), 'string', true)
    case 'truth':
      return truth(s, scope, w)
  }
}

const computed = (sql: string, type: Type, nullable: boolean): Expr => ({ sql, type, nullable, plain: false })

function call(s: Scalar & { op: 'call' }, scope: Scope, w: Writing): Expr {
  const args = s.args.map((arg, i) =>
    s.fn === 'if' && i === 0 && arg.op === 'truth'
      ? // `if` takes a missing condition for false, so only what makes it true matters.
        computed(predicate(arg.whenTrue, scope, w), 'bool', true)
      : scalar(arg, scope, w),
  )
  const result = functions[s.fn].result(args.map(a => a.type))
  if (result === undefined) throw new Error(`the plan calls ${s.fn} with arguments that do not fit`)
  return computed(w.dialect.functions[s.fn](args, result, w), result, true)
}

function truth(s: Scalar & { op: 'truth' }, scope: Scope, w: Writing): Expr {
  const whenTrue = total(s.whenTrue, scope, w)
  if (s.whenFalse.op === 'not' && total(s.whenFalse.arg, scope, w) === whenTrue)
    return computed(whenTrue, 'bool', false)
  const whenFalse = predicate(s.whenFalse, scope, w)
  return computed(
    `CASE WHEN ${predicate(s.whenTrue, scope, w)} THEN true WHEN ${whenFalse} THEN false END`,
    'bool',
    true,
  )
}
