import { fingerprint } from '../../plan/fingerprint.ts'
import { parseNetwork } from '../../plan/ip.ts'
import type { Predicate, Scalar } from '../../plan/plan.ts'
import { onlyOne } from '../../plan/regex/charset.ts'
import { atomsOf, holdsWith, type Normal } from './normal.ts'

/** More atoms than this are not tried in all combinations. */
const most = 16

/**
 * Whether two conditions agree wherever their atoms hold and do not, in all combinations that can be: what is asked of a value fails
 * where there is none. A yes is sure; a no may be of a combination that no event has. Undefined where they are too many.
 */
export function agreeByTable(left: Normal, right: Normal): boolean | undefined {
  const atoms = [...atomsOf(right, atomsOf(left))]
  if (atoms.length > most) return undefined
  const rules = atoms.flatMap(([, atom], i) =>
    atoms.flatMap(([, other], j) => (i === j ? [] : ruleOf(atom, other, i, j))),
  )
  const at = new Map(atoms.map(([key], i) => [key, i]))
  for (let row = 0; row < 2 ** atoms.length; row++) {
    const holds = (i: number): boolean => ((row >> i) & 1) === 1
    if (rules.some(({ when, then, is }) => holds(when) && holds(then) !== is)) continue
    const byKey = (key: string): boolean => holds(at.get(key) ?? 0)
    if (holdsWith(left, byKey) !== holdsWith(right, byKey)) return false
  }
  return true
}

/** Where one atom holds, another does (or does not). */
interface Rule {
  readonly when: number
  readonly then: number
  readonly is: boolean
}

function ruleOf(atom: Predicate, other: Predicate, when: number, then: number): Rule[] {
  if (other.op === 'present') return needs(atom).some(of => isSame(of, other.of)) ? [{ when, then, is: true }] : []
  const colon =
    other.op === 'regex' && other.regex.re === 'char' && onlyOne(other.regex.set) === 0x3a ? other.of : undefined
  if (atom.op !== 'within' || atom.of.op !== 'convert' || colon === undefined || !isSame(atom.of.arg, colon)) return []
  return [{ when, then, is: parseNetwork(atom.network)?.address.bits === 128 }]
}

/** The values that must be there for a condition to hold. */
function needs(atom: Predicate): Scalar[] {
  const direct =
    atom.op === 'compare'
      ? [atom.left, atom.right]
      : atom.op === 'regex' || atom.op === 'match' || atom.op === 'within' || atom.op === 'present'
        ? [atom.of]
        : []
  return direct.flatMap(of => (of.op === 'convert' ? [of, of.arg] : [of]))
}

const isSame = (a: Scalar, b: Scalar): boolean => fingerprint(a) === fingerprint(b)
