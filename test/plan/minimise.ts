import { sameType } from '../../src/event/value.ts'
import { check } from '../../src/plan/check.ts'
import { typeOf } from '../../src/plan/columns.ts'
import type { Aggregate, LinkBounds, Named, Plan, Predicate, Scalar } from '../../src/plan/plan.ts'
import { childrenOf, isPlan, isPredicate, type Node, rewrite } from '../../src/plan/walk.ts'
import type { PlanCase } from './generate.ts'

/**
 * A smaller case that still fails, by taking away rows, operators, columns, conditions and expressions for as long as
 * something can go. fast-check shrinks the numbers that a plan was drawn from; this knows what a plan is, and so ends at
 * the one leaf that matters. `fails` may be asynchronous, as engines are.
 */
export async function minimise(failing: PlanCase, fails: (smaller: PlanCase) => Promise<boolean>): Promise<PlanCase> {
  let least = failing
  for (let attempts = 0; attempts < 5_000; ) {
    let next: PlanCase | undefined
    for (const candidate of smaller(least)) {
      attempts++
      if (check(candidate.plan).diagnostics.length === 0 && (await fails(candidate))) {
        next = candidate
        break
      }
      if (attempts >= 5_000) break
    }
    if (next === undefined) return least
    least = next
  }
  return least
}

function* smaller({ columns, rows, plan }: PlanCase): Generator<PlanCase> {
  for (const input of childrenOf(plan).filter(isPlan)) yield { columns, rows, plan: input }
  if (rows.length > 1) {
    yield { columns, rows: rows.slice(0, rows.length / 2), plan }
    yield { columns, rows: rows.slice(rows.length / 2), plan }
  }
  for (let i = 0; i < rows.length; i++) yield { columns, rows: rows.toSpliced(i, 1), plan }
  for (const simpler of simplerNodes(plan)) yield { columns, rows, plan: simpler }
}

/** The plan with one node somewhere replaced by something smaller, the outermost nodes first. */
function* simplerNodes(plan: Plan): Generator<Plan> {
  const nodes: Node[] = []
  rebuild(plan, node => {
    nodes.push(node)
    return node
  })
  for (let place = nodes.length - 1; place >= 0; place--) {
    const node = nodes[place]
    for (const replacement of node === undefined ? [] : replacements(node)) {
      let at = 0
      yield rebuild(plan, same => (at++ === place ? replacement : same))
    }
  }
}

const rebuild = (plan: Plan, change: (node: Node) => Node): Plan =>
  rewrite(plan, {
    plan: p => change(p) as Plan,
    predicate: p => change(p) as Predicate,
    scalar: s => change(s) as Scalar,
  })

/** Smaller nodes of the same kind (and type, for expressions). */
function replacements(node: Node): Node[] {
  const children = childrenOf(node)
  if (isPlan(node)) return [...children.filter(isPlan), ...withLess(node)]
  if (isPredicate(node)) {
    if (node.op === 'always' || node.op === 'never') return []
    const fewer = node.op === 'and' || node.op === 'or' ? less(node.args).map(args => ({ ...node, args })) : []
    return [{ op: 'always' }, { op: 'never' }, ...children.filter(isPredicate), ...fewer]
  }
  if (node.op === 'field' || (node.op === 'literal' && node.value === null)) return []
  const type = typeOf(node)
  const scalars = children.filter(c => !isPlan(c) && !isPredicate(c)).filter(c => sameType(typeOf(c), type))
  return [...scalars, { op: 'literal', type, value: null }]
}

function withLess(plan: Plan): Plan[] {
  switch (plan.op) {
    case 'scan':
    case 'table':
      return less(plan.columns).map(columns => ({ ...plan, columns }))
    case 'extend':
      return less(plan.columns).map(columns => ({ ...plan, columns }))
    case 'keep':
      return less(plan.columns).map(columns => ({ ...plan, columns }))
    case 'rows':
      return less(plan.rows).map(rows => ({ ...plan, rows }))
    case 'pivot':
      return [
        ...less(plan.columns).map(columns => ({ ...plan, columns })),
        ...less(plan.by).map(by => ({ ...plan, by })),
      ]
    case 'window':
      return [
        ...less(plan.columns).map(columns => ({ ...plan, columns })),
        ...less(plan.by).map(by => ({ ...plan, by })),
      ]
    case 'group':
      return [
        ...less(plan.aggregates).map(aggregates => ({ ...plan, aggregates })),
        ...less(plan.by).map(by => ({ ...plan, by })),
        ...plan.aggregates.flatMap((a, i) =>
          a.value.where === undefined ? [] : [{ ...plan, aggregates: plan.aggregates.with(i, bare(a)) }],
        ),
      ]
    case 'sort':
      return less(plan.keys).map(keys => ({ ...plan, keys }))
    case 'limit':
      return less(plan.by).map(by => ({ ...plan, by }))
    case 'join':
      return plan.on.length === 1 && plan.between === undefined ? [] : less(plan.on).map(on => ({ ...plan, on }))
    case 'union':
      return less(plan.inputs).map(inputs => ({ ...plan, inputs }))
    case 'sequence':
      return [...less(plan.steps).map(steps => ({ ...plan, steps })), ...less(plan.by).map(by => ({ ...plan, by }))]
    case 'link':
      return [
        ...less(plan.keys).map(keys => ({ ...plan, keys })),
        ...(plan.bounds === undefined ? [] : looser(plan.bounds).map(bounds => ({ ...plan, bounds }))),
      ]
    case 'follow':
      return less(plan.from).map(from => ({ ...plan, from }))
    case 'filter':
    case 'detach':
    case 'unnest':
      return []
  }
}

/** Bounds without each of them in turn. */
function looser({ time, ...bounds }: LinkBounds): LinkBounds[] {
  return Object.keys(bounds).map(left => ({
    time,
    ...Object.fromEntries(Object.entries(bounds).filter(([name]) => name !== left)),
  }))
}

/** The list without each of its items in turn. */
const less = <T>(items: readonly T[]): T[][] => items.map((_, i) => items.toSpliced(i, 1))

const bare = ({ name, value: { fn, args } }: Named<Aggregate>): Named<Aggregate> => ({ name, value: { fn, args } })
