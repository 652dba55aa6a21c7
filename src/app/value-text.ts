import type { Type, Value } from '../event/value.ts'
import { printTime } from '../plan/time.ts'

/**
 * A value as JSON text. Integers keep every digit; `NaN`, `Infinity` and `-Infinity`, which JSON has no numbers for, are
 * strings; times are ISO 8601 in UTC.
 */
export function jsonText(value: Value, type: Type): string {
  if (value === null) return 'null'
  if (typeof value === 'bigint') {
    const time = type === 'time' ? printTime(value) : null
    return time === null ? value.toString() : JSON.stringify(time)
  }
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : JSON.stringify(String(value))
  if (typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) {
    const element = typeof type === 'object' ? type.list : 'any'
    return `[${value.map(item => jsonText(item, element)).join(',')}]`
  }
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item, 'any')}`)
    .join(',')}}`
}

const isList = (value: readonly Value[] | { readonly [key: string]: Value }): value is readonly Value[] =>
  Array.isArray(value)

/** A value for people and for CSV: text as it is, a missing value as nothing, structure as JSON. */
export function plainText(value: Value, type: Type): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'bigint' && type === 'time') return printTime(value) ?? value.toString()
  return typeof value === 'object' ? jsonText(value, type) : String(value)
}

/** Any plain data as JSON text; bigint becomes a number with every digit. `indent` blanks a level, or all on one line. */
export function dataText(data: unknown, indent = 0, level = 0): string {
  if (typeof data === 'bigint') return data.toString()
  if (typeof data !== 'object' || data === null) return JSON.stringify(data) ?? 'null'
  const items = Array.isArray(data)
    ? data.map(item => dataText(item, indent, level + 1))
    : Object.entries(data)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => `${JSON.stringify(key)}:${indent > 0 ? ' ' : ''}${dataText(value, indent, level + 1)}`)
  const [open, close] = Array.isArray(data) ? ['[', ']'] : ['{', '}']
  if (items.length === 0) return open + close
  if (indent === 0) return open + items.join(',') + close
  const pad = `\n${' '.repeat(indent * (level + 1))}`
  return `${open}${pad}${items.join(`,${pad}`)}\n${' '.repeat(indent * level)}${close}`
}
