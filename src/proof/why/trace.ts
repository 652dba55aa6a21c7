import type { Span } from '../../base/span.ts'
import type { Plan } from '../../plan/plan.ts'
import { printPlan } from '../../plan/text/print.ts'
import { visit } from '../../plan/walk.ts'
import { shortened } from './condition.ts'
import { placed, type WhyNode, type WhyStep } from './why.ts'

type Filter = Extract<Plan, { op: 'filter' }>

/** What can be asked about the events; `alone`: no other event has a say. An answer per event, undefined where there is none. */
export interface Asks {
  readonly text: string
  readonly count: number
  /** Whether a row of the plan has the event behind it. */
  survivors(plan: Plan, alone: boolean): Promise<readonly boolean[] | undefined>
  /** The condition over a row that has the event behind it, one that is kept where there is one. */
  judge(filter: Filter, alone: boolean): Promise<readonly (WhyNode | undefined)[] | undefined>
}

/** How far the events have come. */
interface Way {
  readonly alive: readonly boolean[]
  readonly steps: readonly (readonly WhyStep[])[]
  /** What has become of an event does not depend on others. */
  readonly alone: boolean
  /** Events may be behind these rows at all. */
  readonly carries: boolean
}

/** Follows the events through a plan. */
export async function trace(plan: Plan, asks: Asks): Promise<Way> {
  switch (plan.op) {
    case 'scan':
      return { alive: each(asks, true), steps: each(asks, []), alone: true, carries: true }
    case 'rows':
    case 'table':
      return { alive: each(asks, false), steps: each(asks, []), alone: true, carries: false }
    case 'detach': {
      const way = await trace(plan.input, asks)
      return { alive: each(asks, false), steps: each(asks, []), alone: way.alone, carries: false }
    }
    case 'filter':
      return filtered(plan, await trace(plan.input, asks), asks)
    case 'extend':
    case 'keep':
    case 'sort':
      return passed(plan, await trace(plan.input, asks), asks)
    case 'unnest': {
      const way = await trace(plan.input, asks)
      return plan.outer ? passed(plan, way, asks) : sieved(plan, way, asks)
    }
    // every row goes on, and from here on rows stand for several events
    case 'group':
    case 'window':
    case 'link':
      return passed(plan, { ...(await trace(plan.input, asks)), alone: false }, asks)
    case 'pivot':
    case 'limit':
    case 'sequence':
    case 'follow':
      return sieved(plan, { ...(await trace(plan.input, asks)), alone: false }, asks)
    case 'union':
      return together(await Promise.all(plan.inputs.map(input => trace(input, asks))), asks)
    case 'join': {
      const left = await trace(plan.left, asks)
      const right = await trace(plan.right, asks)
      const way = { ...together([left, right], asks), alone: left.alone && right.alone && !scans(plan.right) }
      return plan.kind === 'left' && !right.carries ? passed(plan, way, asks) : sieved(plan, way, asks)
    }
  }
}

const each = <T>({ count }: Asks, value: T): T[] => Array.from({ length: count }, () => value)

function together(ways: readonly Way[], asks: Asks): Way {
  const carrying = ways.filter(way => way.carries)
  return {
    alive: each(asks, false).map((_, i) => carrying.some(way => way.alive[i] === true)),
    steps: each(asks, []).map((_, i) => carrying.flatMap(way => way.steps[i] ?? [])),
    alone: ways.every(way => way.alone),
    carries: carrying.length > 0,
  }
}

async function filtered(plan: Filter, way: Way, asks: Asks): Promise<Way> {
  if (!anyAlive(way)) return way
  const alone = way.alone && !scansInside(plan)
  const trees = await asks.judge(plan, alone)
  if (trees === undefined) return sieved(plan, { ...way, alone }, asks)
  const kept = trees.map((tree, i) => way.alive[i] === true && tree?.holds === true)
  return moved(plan, { ...way, alone }, kept, asks, trees)
}

/** The operator drops rows. */
async function sieved(plan: Plan, way: Way, asks: Asks): Promise<Way> {
  if (!anyAlive(way)) return way
  const kept = await asks.survivors(plan, way.alone)
  return kept === undefined ? passed(plan, way, asks) : moved(plan, way, kept, asks)
}

const anyAlive = ({ carries, alive }: Way): boolean => carries && alive.some(a => a)

const passed = (plan: Plan, way: Way, asks: Asks): Way => (way.carries ? moved(plan, way, way.alive, asks) : way)

function moved(
  plan: Plan,
  way: Way,
  kept: readonly boolean[],
  asks: Asks,
  trees?: readonly (WhyNode | undefined)[],
): Way {
  const alive = way.alive.map((was, i) => was && kept[i] === true)
  return {
    ...way,
    alive,
    steps: way.steps.map((steps, i) =>
      way.alive[i] === true ? withStep(steps, stepOf(plan, alive[i] === true, trees?.[i], asks.text)) : steps,
    ),
  }
}

/** What one operator of the author came to in several of the plan is one step, unless a condition decided more than once. */
function withStep(steps: readonly WhyStep[], step: WhyStep): readonly WhyStep[] {
  const same = (other: WhyStep): boolean =>
    step.start !== undefined && other.start === step.start && other.end === step.end
  // the plan ends by putting columns in order, which stands for the whole query
  const around = (other: WhyStep): boolean =>
    (step.start ?? 0) <= (other.start ?? -1) && (step.end ?? 0) >= (other.end ?? Infinity)
  const nothing = step.tree === undefined && step.kept
  if (nothing && (step.start === undefined || steps.some(around))) return steps
  const last = steps.at(-1)
  return last !== undefined && same(last) && last.tree === undefined ? [...steps.slice(0, -1), step] : [...steps, step]
}

function stepOf(plan: Plan, kept: boolean, tree: WhyNode | undefined, text: string): WhyStep {
  const at: Span | undefined = plan.at
  const written = at === undefined ? '' : text.slice(at.start, at.end)
  return { text: shortened(written === '' ? ownText(plan) : written), ...placed(at), kept, tree }
}

/** The operator as the plan has it, without what lies below. */
function ownText(plan: Plan): string {
  if (!('input' in plan)) return plan.op
  const below: Plan = { op: 'rows', columns: [], rows: [] }
  return printPlan({ ...plan, input: below }).replace(/^rows\s*\|\s*/, '')
}

/** Whether a plan reads the data. */
function scans(plan: Plan): boolean {
  let found = false
  visit(plan, node => {
    if (node.op === 'scan') found = true
  })
  return found
}

const scansInside = (plan: Filter): boolean => {
  let found = false
  visit(plan.where, node => {
    if (node.op === 'scan') found = true
  })
  return found
}
