import type { Plan, Predicate, Scalar } from '../../plan/plan.ts'
import { rewrite } from '../../plan/walk.ts'

// Looking for a text costs a fraction of taking a message apart. Where a filter asks that a part of a message is a given
// text, that text stands in the message; so messages without it are left out before anything is taken out of them.

/** Shorter texts stand in too many messages to be worth asking for. */
const SHORTEST = 3

/** Text that JSON holds as it is, or with a backslash somewhere; never a number, which may be written in other ways. */
const PLAIN_TEXT = /^[A-Za-z][A-Za-z0-9_ .@/-]*$/

/** The plan with what its filters need asked below the operators that take messages apart. Its rows are the same. O(size of the plan). */
export const askEarly = (plan: Plan): Plan =>
  rewrite(plan, { plan: node => (node.op === 'filter' ? { ...node, input: asked(node.where, node.input) } : node) })

const asked = (where: Predicate, input: Plan): Plan =>
  (where.op === 'and' ? where.args : [where]).reduce((below, condition) => {
    const wanted = wantedText(condition)
    return wanted === undefined ? below : (askBelow(wanted, below) ?? below)
  }, input)

/** A column that must be a text. */
interface Wanted {
  readonly column: string
  readonly text: string
}

function wantedText(condition: Predicate): Wanted | undefined {
  if (condition.op !== 'compare' || condition.is !== 'eq') return undefined
  const { left, right } = condition
  const [column, constant] = left.op === 'field' ? [left, right] : [right, left]
  if (column.op !== 'field' || constant.op !== 'literal' || typeof constant.value !== 'string') return undefined
  return constant.value.length < SHORTEST ? undefined : { column: column.name, text: constant.value }
}

/** The plan with the text asked for where the column comes from; undefined where that is nowhere to be asked. */
function askBelow(wanted: Wanted, plan: Plan): Plan | undefined {
  if (plan.op !== 'filter' && plan.op !== 'keep' && plan.op !== 'extend') return undefined
  const made = plan.op === 'extend' ? plan.columns.find(c => c.name === wanted.column) : undefined
  if (made === undefined) {
    const input = askBelow(wanted, plan.input)
    return input === undefined ? undefined : { ...plan, input }
  }
  const where = mustHold(made.value, wanted.text)
  return where === undefined ? undefined : { ...plan, input: { op: 'filter', input: plan.input, where } }
}

/** What a message must hold when a part of it is this text. */
function mustHold(part: Scalar, text: string): Predicate | undefined {
  if (part.op === 'extract') return holds(part.of, text)
  if (part.op !== 'call' || (part.fn !== 'json_auto' && part.fn !== 'json_get') || !PLAIN_TEXT.test(text))
    return undefined
  const [document] = part.args
  return document && { op: 'or', args: [holds(document, text), holds(document, '\\')] }
}

const holds = (of: Scalar, text: string): Predicate => ({
  op: 'match',
  of,
  pattern: [{ any: 'run' }, { text }, { any: 'run' }],
  fold: 'none',
})
