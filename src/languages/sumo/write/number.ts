import type { Comparison, Predicate, Scalar } from '../../../plan/plan.ts'
import { printFolded } from '../../../plan/regex/print-folded.ts'
import type { Regex } from '../../../plan/regex/regex.ts'
import { cannotSay, type Piece, type Writing } from './say.ts'

/** `Field > 5` of Sigma. */
interface NumberTest {
  readonly of: Scalar
  readonly is: Comparison
  readonly than: number
  /** The same bound for whole numbers. */
  readonly whole: bigint
  /** What texts are numbers. */
  readonly decimal: Regex
  readonly at: Predicate['at']
}

/** Two options of an `or` that are one comparison: of whole numbers with every digit, and of decimals. */
export function numberIn(whole: Predicate, others: Predicate | undefined): NumberTest | undefined {
  if (whole.op !== 'compare' || others?.op !== 'and') return undefined
  const [, decimal, float] = others.args
  if (decimal?.op !== 'regex' || float?.op !== 'compare' || float.left.op !== 'convert') return undefined
  if (float.right.op !== 'literal' || whole.right.op !== 'literal') return undefined
  const [than, bound] = [float.right.value, whole.right.value]
  if (typeof than !== 'number' || typeof bound !== 'bigint') return undefined
  return { of: float.left.arg, is: float.is, than, whole: bound, decimal: decimal.regex, at: whole.at }
}

/** Below this, a whole number keeps its digits as a floating-point number, and numbers that are greater stay greater. */
const exact = 2n ** 53n

const signs: Readonly<Record<Comparison, string>> = { eq: '=', lt: '<', le: '<=', gt: '>', ge: '>=' }

/** The comparison in Sumo, which calculates in floating point. */
export function number(
  writing: Writing,
  name: string,
  { is, than, whole, decimal, at }: NumberTest,
): Piece | undefined {
  if (whole >= exact || whole <= -exact || /e/.test(String(than)))
    return cannotSay(writing, 'number', at, {
      message: 'Sumo cannot compare with a number of so many digits',
      because: 'it calculates in floating point, in which such numbers lose their last digits',
    })
  return { text: `${name} matches /${printFolded(decimal)}/ and num(${name}) ${signs[is]} ${than}`, binds: 'and' }
}
