import type { Column } from '../../event/value.ts'
import { allOf, anyOf, negation } from '../../languages/kit/logic.ts'
import type { Plan, Predicate, Scalar } from '../../plan/plan.ts'
import { rewrite, visit } from '../../plan/walk.ts'

/** A rule that looks at one event at a time. */
export interface Condition<Rule> {
  readonly rule: Rule
  readonly where: Predicate
}

/** Rules that are asked in one statement: the plan has a truth value for each, in a column of its own. */
export interface Batch<Rule> {
  readonly rules: readonly Rule[]
  readonly plan: Plan
}

/** More rules than this in one statement do not make it faster, and its own size begins to cost. */
const mostRules = 64
/** Parts of conditions in one statement. */
const mostNodes = 12_000

/** What a plan asks of each event, where it asks nothing else: filters over a scan. */
export function conditionOf(plan: Plan): Predicate | undefined {
  if (plan.op === 'scan') return { op: 'always' }
  if (plan.op === 'keep') return conditionOf(plan.input)
  if (plan.op !== 'filter') return undefined
  const inner = conditionOf(plan.input)
  if (inner === undefined) return undefined
  return inner.op === 'always' ? plan.where : { op: 'and', args: [...conjuncts(inner), ...conjuncts(plan.where)] }
}

/** The condition with what is constant in it decided: data in which a field never occurs leaves little of a rule that asks for it. */
export const decided = (condition: Predicate): Predicate =>
  rewrite(condition, {
    predicate: p => {
      if (p.op === 'and') return allOf(p.args, p.at)
      if (p.op === 'or') return anyOf(p.args, p.at)
      return p.op === 'not' ? negation(p.arg, p.at) : p
    },
  })

const conjuncts = (p: Predicate): readonly Predicate[] =>
  p.op === 'and' ? p.args.flatMap(conjuncts) : p.op === 'always' ? [] : [p]

/**
 * Puts conditions together in statements, in the order they are given; those next to one another should begin with the same
 * demands (a log source), which are then asked once. Rows are those that some rule of the batch takes, with `kept` of their columns.
 */
export function* batchesOf<Rule>(
  conditions: readonly Condition<Rule>[],
  columns: readonly Column[],
  kept: readonly string[],
): Generator<Batch<Rule>> {
  let open: Condition<Rule>[] = []
  let size = 0
  let key = ''
  const batch = (): Batch<Rule> => ({ rules: open.map(c => c.rule), plan: planOf(open, columns, kept) })
  for (const condition of conditions) {
    const more = sizeOf(condition.where)
    const first = JSON.stringify(leadingOf(condition.where))
    if (open.length > 0 && (open.length >= mostRules || size + more > mostNodes || first !== key)) {
      yield batch()
      open = []
      size = 0
    }
    open.push(condition)
    size += more
    key = first
  }
  if (open.length > 0) yield batch()
}

/** The demands that a condition begins with, up to the first that asks for more than plain columns. */
export function leadingOf(p: Predicate): readonly Predicate[] {
  const all = conjuncts(p)
  const own = all.findIndex(part => !isPlain(part))
  return all.slice(0, own < 0 ? undefined : own)
}

/** Whether a condition reads columns as they are, with no function. */
function isPlain(p: Predicate): boolean {
  let plain = true
  visit(p, node => {
    plain &&= node.op !== 'call' && node.op !== 'match' && node.op !== 'regex'
  })
  return plain
}

function sizeOf(p: Predicate): number {
  let size = 0
  visit(p, () => size++)
  return size
}

const truthName = (i: number): string => `rule ${i}`

function planOf<Rule>(batch: readonly Condition<Rule>[], columns: readonly Column[], kept: readonly string[]): Plan {
  const shared = leadingOf(batch[0]?.where ?? { op: 'always' })
  const truths = batch.map(({ where }, i) => {
    const whenTrue: Predicate = { op: 'and', args: conjuncts(where).slice(shared.length) }
    const value: Scalar = { op: 'truth', whenTrue, whenFalse: { op: 'always' } }
    return { name: truthName(i), value }
  })
  const read = new Set<string>(kept)
  for (const { where } of batch)
    visit(where, node => {
      if (node.op === 'field') read.add(node.name)
    })
  const isTrue = ({ name }: { name: string }): Predicate => ({
    op: 'compare',
    is: 'eq',
    left: { op: 'field', name, type: 'bool' },
    right: { op: 'literal', type: 'bool', value: true },
  })
  const all: Plan = { op: 'scan', columns: columns.filter(c => read.has(c.name)) }
  const source: Plan = shared.length === 0 ? all : { op: 'filter', input: all, where: { op: 'and', args: shared } }
  return {
    op: 'keep',
    columns: [...truths.map(t => t.name), ...kept],
    input: {
      op: 'filter',
      where: { op: 'or', args: truths.map(isTrue) },
      input: { op: 'extend', input: source, columns: truths },
    },
  }
}
