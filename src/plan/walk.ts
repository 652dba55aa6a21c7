import type { Aggregate, LinkBounds, Named, Plan, Predicate, Scalar } from './plan.ts'

/** Anything of a plan that stands on its own: an operator, a condition or an expression. */
export type Node = Plan | Predicate | Scalar

/** What to do with a child, by its kind. */
export interface OnChild {
  readonly plan: (plan: Plan) => Plan
  readonly predicate: (predicate: Predicate) => Predicate
  readonly scalar: (scalar: Scalar) => Scalar
}

/** The node of `N` whose `op` is `Op`. */
type WithOp<N, Op> = N extends { readonly op: infer O } ? (Op extends O ? N : never) : never

/** For every op of one kind of node: the node with each child replaced. */
type Children<N extends Node> = { readonly [Op in N['op']]: (node: WithOp<N, Op>, on: OnChild) => N }

// These three tables are the one place that knows which parts of a node are nodes.

const leaf = <N extends Node>(node: N): N => node

const scalars: Children<Scalar> = {
  field: leaf,
  literal: leaf,
  call: (n, on) => ({ ...n, args: n.args.map(on.scalar) }),
  convert: (n, on) => ({ ...n, arg: on.scalar(n.arg) }),
  extract: (n, on) => ({ ...n, of: on.scalar(n.of) }),
  extract_all: (n, on) => ({ ...n, of: on.scalar(n.of) }),
  substitute: (n, on) => ({ ...n, of: on.scalar(n.of) }),
  truth: (n, on) => ({ ...n, whenTrue: on.predicate(n.whenTrue), whenFalse: on.predicate(n.whenFalse) }),
}

const predicates: Children<Predicate> = {
  always: leaf,
  never: leaf,
  and: (n, on) => ({ ...n, args: n.args.map(on.predicate) }),
  or: (n, on) => ({ ...n, args: n.args.map(on.predicate) }),
  not: (n, on) => ({ ...n, arg: on.predicate(n.arg) }),
  present: (n, on) => ({ ...n, of: on.scalar(n.of) }),
  compare: (n, on) => ({ ...n, left: on.scalar(n.left), right: on.scalar(n.right) }),
  match: (n, on) => ({ ...n, of: on.scalar(n.of) }),
  regex: (n, on) => ({ ...n, of: on.scalar(n.of) }),
  within: (n, on) => ({ ...n, of: on.scalar(n.of) }),
  some: (n, on) => ({ ...n, list: on.scalar(n.list), where: on.predicate(n.where) }),
  among: (n, on) => ({ ...n, values: n.values.map(on.scalar), of: on.plan(n.of) }),
}

const plans: Children<Plan> = {
  scan: leaf,
  rows: leaf,
  table: leaf,
  filter: (n, on) => ({ ...n, input: on.plan(n.input), where: on.predicate(n.where) }),
  extend: (n, on) => ({ ...n, input: on.plan(n.input), columns: named(n.columns, on.scalar) }),
  keep: (n, on) => ({ ...n, input: on.plan(n.input) }),
  group: (n, on) => ({ ...n, input: on.plan(n.input), aggregates: named(n.aggregates, a => aggregate(a, on)) }),
  pivot: (n, on) => ({ ...n, input: on.plan(n.input) }),
  sort: (n, on) => ({ ...n, input: on.plan(n.input), keys: n.keys.map(k => ({ ...k, by: on.scalar(k.by) })) }),
  limit: (n, on) => ({ ...n, input: on.plan(n.input) }),
  detach: (n, on) => ({ ...n, input: on.plan(n.input) }),
  unnest: (n, on) => ({ ...n, input: on.plan(n.input), list: on.scalar(n.list) }),
  union: (n, on) => ({ ...n, inputs: n.inputs.map(on.plan) }),
  join: (n, on) => ({ ...n, left: on.plan(n.left), right: on.plan(n.right) }),
  window: (n, on) => ({
    ...n,
    input: on.plan(n.input),
    columns: named(n.columns, call => ({ ...call, args: call.args.map(on.scalar) })),
  }),
  sequence: (n, on) => ({ ...n, input: on.plan(n.input), steps: n.steps.map(on.predicate) }),
  link: (n, on) => ({
    ...n,
    input: on.plan(n.input),
    ...(n.bounds === undefined ? {} : { bounds: bounds(n.bounds, on) }),
  }),
  follow: (n, on) => ({ ...n, input: on.plan(n.input) }),
}

const named = <T>(columns: readonly Named<T>[], change: (value: T) => T): Named<T>[] =>
  columns.map(c => ({ ...c, value: change(c.value) }))

const aggregate = (a: Aggregate, on: OnChild): Aggregate => ({
  ...a,
  args: a.args.map(on.scalar),
  ...(a.where === undefined ? {} : { where: on.predicate(a.where) }),
})

const bounds = ({ starts, ends, ...limits }: LinkBounds, on: OnChild): LinkBounds => ({
  ...limits,
  ...(starts === undefined ? {} : { starts: on.predicate(starts) }),
  ...(ends === undefined ? {} : { ends: on.predicate(ends) }),
})

export const isPlan = (node: Node): node is Plan => node.op in plans
export const isPredicate = (node: Node): node is Predicate => node.op in predicates

/** The node with each of its direct children replaced by what `on` makes of it. */
export function mapChildren<N extends Node>(node: N, on: OnChild): N {
  const table: Readonly<Record<string, unknown>> = isPlan(node) ? plans : isPredicate(node) ? predicates : scalars
  // the entry under an op takes and gives nodes of that op's kind, which an index by op cannot say
  const change = table[node.op] as (node: N, on: OnChild) => N
  return change(node, on)
}

/** The direct children of a node, in the order they are written. */
export function childrenOf(node: Node): Node[] {
  const found: Node[] = []
  const collect = <C extends Node>(child: C): C => {
    found.push(child)
    return child
  }
  mapChildren(node, { plan: collect, predicate: collect, scalar: collect })
  return found
}

/** Calls `see` for the node and everything below it, a node before its children. */
export function visit(node: Node, see: (node: Node) => void): void {
  see(node)
  for (const child of childrenOf(node)) visit(child, see)
}

/** The same, but for the plans inside of conditions. */
export function visitOwn(node: Node, see: (node: Node) => void): void {
  see(node)
  for (const child of childrenOf(node)) if (isPlan(node) || !isPlan(child)) visitOwn(child, see)
}

/** The node rebuilt from the leaves up: children first, then the node itself through `on`. */
export function rewrite<N extends Node>(node: N, on: Partial<OnChild>): N {
  const all: OnChild = { plan: leaf, predicate: leaf, scalar: leaf, ...on }
  const below: OnChild = {
    plan: p => all.plan(mapChildren(p, below)),
    predicate: p => all.predicate(mapChildren(p, below)),
    scalar: s => all.scalar(mapChildren(s, below)),
  }
  const rebuild: unknown = isPlan(node) ? below.plan : isPredicate(node) ? below.predicate : below.scalar
  return (rebuild as (node: N) => N)(node)
}

/**
 * The operator with its own conditions and expressions rebuilt from the leaves up; its inputs stay as they are. `plan` is
 * for the plans inside of its conditions, which are not gone into.
 */
export function rewriteOwn(operator: Plan, on: Partial<OnChild>): Plan {
  const all: OnChild = { plan: leaf, predicate: leaf, scalar: leaf, ...on }
  const below: OnChild = {
    plan: all.plan,
    predicate: p => all.predicate(mapChildren(p, below)),
    scalar: s => all.scalar(mapChildren(s, below)),
  }
  return mapChildren(operator, { ...below, plan: leaf })
}

/** The plans inside of an operator's own conditions, which read the data anew. */
export function plansInside(operator: Plan): Plan[] {
  const found: Plan[] = []
  rewriteOwn(operator, {
    plan: p => {
      found.push(p)
      return p
    },
  })
  return found
}

/** The plan with each plan that is inside of a condition of it, at any operator, replaced. */
export function mapPlansInside(plan: Plan, change: (inside: Plan) => Plan): Plan {
  const along = (p: Plan): Plan =>
    rewriteOwn(mapChildren(p, { plan: along, predicate: leaf, scalar: leaf }), { plan: change })
  return along(plan)
}
