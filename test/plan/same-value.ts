import type { Value } from '../../src/event/value.ts'

/** Relative difference that another order of adding floats may make (docs/semantics.md, A4). */
const tolerance = 1e-9

/** Whether two values of a result are the same; with `rounding`, floats may differ a little. -0 is 0, NaN is NaN. */
export function sameValue(a: Value, b: Value, rounding: boolean): boolean {
  if (typeof a === 'number' && typeof b === 'number') {
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
    return rounding && Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b))
  }
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((v: Value, i) => sameValue(v, b[i] ?? null, rounding))
  return a === b
}

/** Whether two results are the same, row by row in order. */
export const sameRows = (
  a: readonly (readonly Value[])[],
  b: readonly (readonly Value[])[],
  rounding = false,
): boolean => a.length === b.length && a.every((row, i) => sameValue(row, b[i] ?? [], rounding))
