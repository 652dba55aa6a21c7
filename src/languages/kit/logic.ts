import type { Span } from '../../base/span.ts'
import type { Predicate } from '../../plan/plan.ts'

// Conditions with what is constant in them already decided, so that a plan says no more than its query.

const placed = (at: Span | undefined): { readonly at?: Span } => (at === undefined ? {} : { at })

export const always: Predicate = { op: 'always' }
export const never: Predicate = { op: 'never' }

export const constant = (holds: boolean, at?: Span): Predicate => ({ op: holds ? 'always' : 'never', ...placed(at) })

/** All of them hold; of none, always. */
export function allOf(args: readonly Predicate[], at?: Span): Predicate {
  const rest = args.flatMap(arg => (arg.op === 'and' ? arg.args : arg.op === 'always' ? [] : [arg]))
  if (rest.some(arg => arg.op === 'never')) return constant(false, at)
  const [only] = rest
  if (only === undefined) return constant(true, at)
  return rest.length === 1 ? only : { op: 'and', args: rest, ...placed(at) }
}

/** Any of them holds; of none, never. */
export function anyOf(args: readonly Predicate[], at?: Span): Predicate {
  const rest = args.flatMap(arg => (arg.op === 'or' ? arg.args : arg.op === 'never' ? [] : [arg]))
  if (rest.some(arg => arg.op === 'always')) return constant(true, at)
  const [only] = rest
  if (only === undefined) return constant(false, at)
  return rest.length === 1 ? only : { op: 'or', args: rest, ...placed(at) }
}

/** The opposite. */
export function negation(arg: Predicate, at?: Span): Predicate {
  if (arg.op === 'always') return constant(false, at)
  if (arg.op === 'never') return constant(true, at)
  return arg.op === 'not' ? arg.arg : { op: 'not', arg, ...placed(at) }
}
