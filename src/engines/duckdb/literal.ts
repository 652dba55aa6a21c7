import type { Type, Value } from '../../event/value.ts'
import { wellFormed } from '../../event/well-formed.ts'
import { printJsonValue } from './json-text.ts'

/** The column type that holds a type: whole numbers and times as 64 bit, objects and values of unknown type as JSON text. */
export function columnType(type: Type): string {
  if (typeof type === 'object') return `${columnType(type.list)}[]`
  switch (type) {
    case 'bool':
      return 'BOOLEAN'
    case 'int':
    case 'time':
      return 'BIGINT'
    case 'float':
      return 'DOUBLE'
    case 'string':
    case 'ip':
    case 'object':
    case 'any':
      return 'VARCHAR'
  }
}

/** A constant as SQL. Only text stands without a cast, which a quoted text is by itself. */
export function literal(value: Value, type: Type): string {
  if (type === 'object' || type === 'any')
    return value === null ? 'CAST(NULL AS VARCHAR)' : quote(printJsonValue(value))
  if (typeof type === 'object' && Array.isArray(value))
    return `CAST([${value.map(v => literal(v, type.list)).join(', ')}] AS ${columnType(type)})`
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'boolean') return String(value)
  // A number beyond a type's range, and NaN, are read from text alone; the parser's own literals are decimals.
  if (typeof value === 'number') return `CAST('${floatText(value)}' AS DOUBLE)`
  if (typeof value === 'bigint') return value < 0n ? `CAST('${value}' AS BIGINT)` : `CAST(${value} AS BIGINT)`
  return `CAST(NULL AS ${columnType(type)})`
}

const floatText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

/** Text in single quotes, where only a quote needs care; the parser's text ends at a NUL, which `chr(0)` stands for. */
export function quote(text: string): string {
  const parts = wellFormed(text)
    .split('\0')
    .map(part => `'${part.replaceAll("'", "''")}'`)
  return parts.length === 1 ? (parts[0] ?? "''") : `(${parts.join(' || chr(0) || ')})`
}

/** An identifier in double quotes. */
export const identifier = (name: string): string => `"${wellFormed(name).replaceAll('"', '""')}"`
