import type { Expr, Writing } from '../sql/expr.ts'

/** SQL that names a value several times, which is calculated once: a value that is no plain column is bound by a lambda. */
export function once(value: Expr, w: Writing, write: (name: string) => string): string {
  if (value.plain) return write(value.sql)
  const name = w.fresh('x')
  return `list_transform([${value.sql}], lambda ${name}: ${write(name)})[1]`
}
