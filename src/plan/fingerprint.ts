import type { Node } from './walk.ts'

/**
 * A text that two plans (conditions, expressions) share exactly if they are the same but for where they were written.
 * It is canonical JSON of the node without `at`; compare it, do not read it (`printPlan` is for reading).
 */
export const fingerprint = (node: Node): string => canonical(node)

function canonical(part: unknown): string {
  if (Array.isArray(part)) return `[${part.map(canonical).join(',')}]`
  if (typeof part !== 'object' || part === null) return atom(part)
  const isLiteral = 'op' in part && part.op === 'literal'
  const entries = Object.entries(part)
    .filter(([key, value]) => key !== 'at' && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    // inside the value of a literal, `at` is a key like any other
    .map(([key, value]) => `${JSON.stringify(key)}:${isLiteral && key === 'value' ? data(value) : canonical(value)}`)
  return `{${entries.join(',')}}`
}

function data(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(data).join(',')}]`
  if (typeof value !== 'object' || value === null) return atom(value)
  const keys = Object.entries(value).map(([key, of]) => `${JSON.stringify(key)}:${data(of)}`)
  return `{${keys.join(',')}}`
}

/** Whole numbers end in `n`, so that the int 1 and the float 1 differ; JSON has no NaN, infinity or -0 of its own. */
function atom(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  return JSON.stringify(value) ?? 'undefined'
}
