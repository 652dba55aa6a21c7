import { decimalOf, rounded } from './decimal.ts'

/** A number rounded to so many decimals by its shortest decimal digits, halves away from zero. */
export function roundTo(value: number, places: bigint): number {
  // no double has digits beyond 1e-324, and none is above 1e309
  if (!Number.isFinite(value) || places > 400n) return value
  const { digits, point } = rounded(decimalOf(value), places < -400n ? -400 : Number(places))
  const size = digits === '' ? 0 : Number(`0.${digits}e${point}`)
  return value < 0 || Object.is(value, -0) ? -size : size
}
