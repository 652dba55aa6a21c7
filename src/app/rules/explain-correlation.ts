import type { Dataset, Engine, ResultRow } from '../../engines/engine.ts'
import type { Origin } from '../../event/event.ts'
import { type Correlation, correlationSteps, lowerRule, referred } from '../../languages/sigma/index.ts'
import type { Plan } from '../../plan/plan.ts'
import { printTime } from '../../plan/time.ts'
import { countRows } from '../hold.ts'
import { type Best, bestSeries, bestWindow, type Judged, type Point } from './best-window.ts'
import type { Explained } from './explain.ts'
import type { HeldRules } from './hold-rules.ts'
import type { ReadRules } from './read-rules.ts'

/** Why a correlation alerts, or how near it comes to that, and where the last event that decided was read. */
export interface CorrelationExplained {
  readonly why: Explained
  readonly origin: Origin | undefined
}

/** Events of a window that are shown; the rest is counted. */
const shownEvents = 20

/**
 * Explains a correlation over the events of a file: which events its rules match, and the window that alerts, or the best one.
 * With `of`, the id of an event, only windows that hold it count.
 */
export async function explainCorrelation(
  correlation: Correlation,
  { collection }: ReadRules,
  held: HeldRules,
  engine: Engine,
  of: number | undefined,
): Promise<CorrelationExplained> {
  const steps = correlationSteps(correlation, collection, held.schema)
  const rows = async (plan: Plan | undefined): Promise<readonly ResultRow[]> => {
    const query = plan === undefined ? undefined : engine.compile(held.prepare(plan))
    if (query === undefined || 'unsupported' in query) return []
    return (await query.run(held.data, { lineage: true })).rows
  }
  const points = (await rows(steps?.points)).map(row => pointOf(row, correlation))
  const asked = of === undefined ? undefined : points.find(p => p.behind.includes(of))
  const open = of === undefined || asked !== undefined
  const windows = (await rows(open ? steps?.windows : undefined)).map(row => judgedOf(row, correlation))
  const best = !open
    ? undefined
    : correlation.type === 'temporal_ordered'
      ? bestSeries(correlation, points, asked)
      : bestWindow(correlation, points, windows, asked)
  const rules = await Promise.all(
    correlation.rules.map((reference, i) => {
      const rule = referred(collection, reference.to)
      const plan = rule === undefined ? undefined : lowerRule(rule, collection, held.schema).value
      return ruleNode(correlation, points, i, rule?.head.title ?? reference.to, plan, held, engine)
    }),
  )
  const alerts = best?.alerts ?? false
  const last = best?.points.at(-1)?.behind.at(-1)
  return {
    why: { label: 'and', holds: alerts, of: [...rules, ...windowNodes(correlation, best, held, open)] },
    origin: last === undefined ? undefined : held.originOf(last),
  }
}

/** How often a rule matches, and how many of these events take part: those without a time or a key do not. */
async function ruleNode(
  correlation: Correlation,
  points: readonly Point[],
  i: number,
  title: string,
  plan: Plan | undefined,
  { prepare, data }: { readonly prepare: (plan: Plan) => Plan; readonly data: Dataset },
  engine: Engine,
): Promise<Explained> {
  const taking = points.filter(p => p.matches[i] === true).length
  const matched = plan === undefined ? 0 : await countRows(prepare(plan), data, engine)
  const missing = correlation.groupBy.map(node => node.written)
  const rest =
    matched > taking ? `, ${taking} of them with a time${missing.length === 0 ? '' : ` and ${missing.join(', ')}`}` : ''
  const label = `rule ${title}`
  return { label, holds: taking > 0, value: text(`${matched} ${matched === 1 ? 'match' : 'matches'}${rest}`), of: [] }
}

/** The group, the number that decides and the events of the best window. */
function windowNodes(correlation: Correlation, best: Best | undefined, held: HeldRules, open: boolean): Explained[] {
  const asks = { label: askedFor(correlation), holds: best?.alerts ?? false, of: [] }
  if (best === undefined)
    return [{ ...asks, value: text(open ? 'no event that takes part' : 'no window with this event') }]
  const { points, result } = best
  const [first, last] = [points[0], points.at(-1)]
  const group = correlation.groupBy.map(
    (node, i): Explained => ({ label: node.written, holds: true, value: text(first?.keys[i] ?? ''), of: [] }),
  )
  const span = `${timeText(first?.at)} to ${timeText(last?.at)}`
  const rest = points.length - shownEvents
  const events = points.slice(0, shownEvents).map(point => eventNode(correlation, point, held))
  return [
    ...(group.length === 0 ? [] : [{ label: 'group-by', holds: true, of: group }]),
    { ...asks, value: result === undefined ? text('no number') : String(result) },
    {
      label: `${best.alerts ? 'the window' : 'the best window'}, ${span}${rest > 0 ? `, ${rest} more events` : ''}`,
      holds: best.alerts,
      of: events,
    },
  ]
}

function eventNode(correlation: Correlation, point: Point, { originOf }: HeldRules): Explained {
  const places = point.behind.flatMap(id => originOf(id) ?? []).map(({ file, line }) => `${file}:${line}`)
  const rules = correlation.rules.flatMap(({ to }, i) => (point.matches[i] === true ? [to] : []))
  const values = correlation.fields.map((node, i) => `${node.written} ${point.values[i] ?? 'missing'}`)
  return {
    label: places.join(', '),
    holds: true,
    value: text([timeText(point.at), ...rules, ...values].join(', ')),
    of: [],
  }
}

/** `event_count gte 3 within 60 s` */
function askedFor({ type, limits, rules, fields, spanMicros }: Correlation): string {
  const all = limits.length > 0 ? limits.map(l => `${l.is} ${l.number}`) : [`gte ${rules.length}`]
  const of = fields.length === 0 ? '' : ` of ${fields.map(f => f.written).join(', ')}`
  return `${type}${of} ${all.join(' and ')} within ${spanMicros / 1_000_000n} s`
}

const text = (value: string): string => JSON.stringify(value)

const timeText = (micros: bigint | undefined): string =>
  micros === undefined ? '' : (printTime(micros) ?? micros.toString())

function pointOf({ values, behind }: ResultRow, { groupBy, fields, rules }: Correlation): Point {
  const [at, ...rest] = values
  const texts = rest.map(v => (typeof v === 'string' ? v : null))
  const [keys, more] = [texts.slice(0, groupBy.length), rest.slice(groupBy.length)]
  return {
    at: typeof at === 'bigint' ? at : 0n,
    keys: keys.map(key => key ?? ''),
    values: texts.slice(groupBy.length, groupBy.length + fields.length),
    matches: more.slice(fields.length, fields.length + rules.length).map(v => v === true),
    behind,
  }
}

function judgedOf({ values }: ResultRow, { groupBy }: Correlation): Judged {
  const [at, ...rest] = values
  const [result, alerts] = rest.slice(groupBy.length)
  return {
    at: typeof at === 'bigint' ? at : 0n,
    keys: rest.slice(0, groupBy.length).map(key => (typeof key === 'string' ? key : '')),
    result: typeof result === 'number' ? result : undefined,
    alerts: alerts === true,
  }
}
