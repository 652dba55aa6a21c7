import { printJson } from '../../event/json.ts'
import { printType, type Type, type Value } from '../../event/value.ts'

/** Words that mean something in conditions and expressions, so that columns of these names are quoted. */
const reserved: ReadonlySet<string> = new Set([
  ...['always', 'never', 'and', 'or', 'not', 'present', 'some', 'among', 'in', 'where', 'like', 'fold', 'within'],
  ...['true', 'false', 'null', 'NaN', 'Infinity', 'convert', 'extract', 'extract_all', 'substitute', 'truth'],
])

/** Whether a word can stand for a column as it is. */
export const isBareName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_.]*$/.test(name) && !reserved.has(name)

/**
 * A name as it is written: bare, or in backquotes, where it is escaped as in JSON but for the quote, which stands for
 * itself, and the backquote, which does not.
 */
export function printName(name: string): string {
  if (isBareName(name)) return name
  const escaped = JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', '\\u0060')
  return `\`${escaped}\``
}

/** A value with its type where the value alone does not say it. */
export function printLiteral(value: Value, type: Type): string {
  const text = printValue(value)
  return value !== null && type === ownType(value) ? text : `${text}: ${printType(type)}`
}

/** The type that a value is taken for when none is written. */
export function ownType(value: Value): Type {
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'bigint') return 'int'
  if (typeof value === 'number') return 'float'
  return typeof value === 'string' ? 'string' : Array.isArray(value) ? { list: 'any' } : 'object'
}

/** A value without its type. */
export function printValue(value: Value): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return printFloat(value)
  if (typeof value === 'string') return printJson(value)
  if (Array.isArray(value)) return `[${value.map(printValue).join(', ')}]`
  const entries = Object.entries(value as { readonly [key: string]: Value })
  return `{${entries.map(([key, of]) => `${printJson(key)}: ${printValue(of)}`).join(', ')}}`
}

/** The shortest digits that give the number back, with a point or an exponent, so that it is no whole number. */
function printFloat(value: number): string {
  if (Object.is(value, -0)) return '-0.0'
  const text = String(value)
  return /^-?[0-9]+$/.test(text) ? `${text}.0` : text
}
