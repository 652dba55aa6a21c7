import { fingerprint } from '../../plan/fingerprint.ts'
import { parseNetwork, printAddress } from '../../plan/ip.ts'
import type { Predicate, Scalar } from '../../plan/plan.ts'
import { patternRegex } from '../../plan/regex/of-pattern.ts'
import type { Regex } from '../../plan/regex/regex.ts'
import { alternatives } from './pattern.ts'

/** A condition in normal form: what is asked of a value has one shape however it was written, and `and` and `or` have one order. */
export type Normal =
  | { readonly is: 'all' | 'any'; readonly of: readonly Normal[]; readonly key: string }
  | { readonly is: 'not'; readonly of: Normal; readonly key: string }
  | { readonly is: 'atom'; readonly atom: Predicate; readonly key: string }

/** The normal form of a condition. Two with the same `key` are equal. O(n log n), but for alternatives of regexes. */
export function normalOf(predicate: Predicate): Normal {
  switch (predicate.op) {
    case 'always':
      return joined('all', [])
    case 'never':
      return joined('any', [])
    case 'and':
      return joined('all', predicate.args.map(normalOf))
    case 'or':
      return joined('any', predicate.args.map(normalOf))
    case 'not':
      return opposite(normalOf(predicate.arg))
    case 'match':
      return found(predicate.of, patternRegex(predicate.pattern, predicate.fold))
    case 'regex':
      return found(predicate.of, predicate.regex)
    case 'compare':
      return ofComparison(predicate)
    case 'within': {
      const network = parseNetwork(predicate.network)
      const written = network === undefined ? predicate.network : `${printAddress(network.address)}/${network.prefix}`
      return atom({ op: 'within', of: predicate.of, network: written })
    }
    case 'present':
      return predicate.of.op === 'literal' ? joined(predicate.of.value === null ? 'any' : 'all', []) : atom(predicate)
    default:
      return atom(predicate)
  }
}

const atom = (is: Predicate): Normal => ({ is: 'atom', atom: is, key: fingerprint(is) })

function joined(is: 'all' | 'any', parts: readonly Normal[]): Normal {
  const flat = parts.flatMap(part => (part.is === is ? part.of : [part]))
  const other = is === 'all' ? 'any' : 'all'
  const empty = flat.find(part => part.is === other && part.of.length === 0)
  if (empty !== undefined) return empty
  const byKey = new Map(flat.map(part => [part.key, part]))
  const of = [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part)
  const [only] = of
  if (of.length === 1 && only !== undefined) return only
  return { is, of, key: `${is}(${of.map(part => part.key).join(',')})` }
}

function opposite(of: Normal): Normal {
  if (of.is === 'not') return of.of
  if (of.is !== 'atom' && of.of.length === 0) return joined(of.is === 'all' ? 'any' : 'all', [])
  return { is: 'not', of, key: `not(${of.key})` }
}

/** A regex is found in a text: one of its alternatives is; one that every text fits asks whether there is a text. */
function found(of: Scalar, regex: Regex): Normal {
  const options = alternatives(regex).map(
    (option): Predicate => (option.re === 'empty' ? { op: 'present', of } : { op: 'regex', of, regex: option }),
  )
  return joined('any', options.map(atom))
}

/** A text that equals another fits a pattern without wildcards; an address with a prefix of a network's is in the network. */
function ofComparison(predicate: Predicate & { op: 'compare' }): Normal {
  const { is, left, right } = predicate
  if (is !== 'eq') return atom(predicate)
  const [value, literal] = left.op === 'literal' ? [right, left] : [left, right]
  if (literal.op === 'literal' && literal.type === 'string' && typeof literal.value === 'string')
    return found(value, patternRegex([{ text: literal.value }], 'none'))
  const network = prefixed(left, right) ?? prefixed(right, left)
  if (network !== undefined) return atom(network)
  const [a, b] = [fingerprint(left), fingerprint(right)]
  return atom({ op: 'compare', is, left: a < b ? left : right, right: a < b ? right : left })
}

/** `ip_prefix(x, n) = ip_prefix(address, n)`. */
function prefixed(of: Scalar, other: Scalar): Predicate | undefined {
  if (of.op !== 'call' || of.fn !== 'ip_prefix' || other.op !== 'call' || other.fn !== 'ip_prefix') return undefined
  const [value, length] = of.args
  const [address, same] = other.args
  if (value === undefined || length?.op !== 'literal' || same?.op !== 'literal' || length.value !== same.value)
    return undefined
  if (address?.op !== 'literal' || typeof address.value !== 'string') return undefined
  const network = parseNetwork(`${address.value}/${length.value}`)
  return network === undefined
    ? undefined
    : { op: 'within', of: value, network: `${printAddress(network.address)}/${network.prefix}` }
}

/** The different atoms of a condition, by key. */
export function atomsOf(normal: Normal, into = new Map<string, Predicate>()): Map<string, Predicate> {
  if (normal.is === 'atom') into.set(normal.key, normal.atom)
  else if (normal.is === 'not') atomsOf(normal.of, into)
  else for (const part of normal.of) atomsOf(part, into)
  return into
}

/** Whether the condition holds where exactly these atoms do. */
export function holdsWith(normal: Normal, holds: (key: string) => boolean): boolean {
  switch (normal.is) {
    case 'atom':
      return holds(normal.key)
    case 'not':
      return !holdsWith(normal.of, holds)
    case 'all':
      return normal.of.every(part => holdsWith(part, holds))
    case 'any':
      return normal.of.some(part => holdsWith(part, holds))
  }
}
