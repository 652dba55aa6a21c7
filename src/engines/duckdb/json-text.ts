import type { Value } from '../../event/value.ts'
import { EngineError } from '../engine.ts'

/**
 * An object or a value of unknown type as the JSON text that `parseJsonValue` reads back as it was: whole numbers as
 * digits, floating-point numbers so that they are told from them. Rejects NaN, which JSON has no word for.
 */
export function printJsonValue(value: Value): string {
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return printFloat(value)
  if (Array.isArray(value)) return `[${value.map(printJsonValue).join(',')}]`
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, v]) => `${JSON.stringify(key)}:${printJsonValue(v)}`)
      .join(',')}}`
  return JSON.stringify(value)
}

function printFloat(value: number): string {
  if (Number.isNaN(value)) throw new EngineError('a value inside an object is NaN, which JSON text cannot hold')
  if (!Number.isFinite(value)) return value > 0 ? '1e999' : '-1e999'
  if (Object.is(value, -0)) return '-0.0'
  const text = String(value)
  return /^-?[0-9]+$/.test(text) ? `${text}.0` : text
}
