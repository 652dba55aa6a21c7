import type { Correlation } from '../../languages/sigma/index.ts'

/** An event, or an alert of another correlation, that a correlation looks at. */
export interface Point {
  /** Microseconds since 1970 UTC. */
  readonly at: bigint
  readonly keys: readonly string[]
  readonly values: readonly (string | null)[]
  /** Which of the rules it matches, in the order the correlation lists them. */
  readonly matches: readonly boolean[]
  /** The ids of the events behind it. */
  readonly behind: readonly number[]
}

/** What the window that ends with a point comes to. */
export interface Judged {
  readonly at: bigint
  readonly keys: readonly string[]
  readonly result: number | undefined
  readonly alerts: boolean
}

/** The points that a correlation alerts by, or that come nearest to it. */
export interface Best {
  readonly points: readonly Point[]
  readonly result: number | undefined
  readonly alerts: boolean
}

const sameGroup = (a: { readonly keys: readonly string[] }, b: { readonly keys: readonly string[] }): boolean =>
  a.keys.every((key, i) => key === b.keys[i])

/** The first window that alerts, else the one whose number is the least away from what is asked; only those with `of` in them, if there is one. */
export function bestWindow(
  correlation: Correlation,
  points: readonly Point[],
  windows: readonly Judged[],
  of: Point | undefined,
): Best | undefined {
  const near = (at: bigint, end: bigint): boolean => at <= end && end - at <= correlation.spanMicros
  const asked = windows.filter(w => of === undefined || (sameGroup(w, of) && near(of.at, w.at)))
  let best: Judged | undefined
  for (const window of asked)
    if (best === undefined || distance(correlation, window) < distance(correlation, best)) best = window
  if (best === undefined) return undefined
  const { at, result, alerts } = best
  const within = points.filter(p => best !== undefined && sameGroup(p, best) && near(p.at, at))
  return { points: within, result, alerts }
}

/** How far a window is from an alert; 0 where it alerts. */
function distance({ limits, rules }: Correlation, { result, alerts }: Judged): number {
  if (alerts) return 0
  if (result === undefined) return Number.POSITIVE_INFINITY
  const all: Correlation['limits'] = limits.length > 0 ? limits : [{ is: 'gte', number: rules.length }]
  // what is on its bound but has to be beyond it is away from it all the same
  return all.reduce((sum, { is, number }) => sum + away(is, result - number), Number.MIN_VALUE)
}

function away(is: Correlation['limits'][number]['is'], over: number): number {
  if (is === 'eq') return Math.abs(over)
  if (is === 'neq') return 0
  return Math.max(0, is === 'gt' || is === 'gte' ? -over : over)
}

/**
 * Of rules in order, the first series that has as many steps as are asked for, else the first of the longest; with `of` among its
 * points, if there is one.
 */
export function bestSeries(
  correlation: Correlation,
  points: readonly Point[],
  of: Point | undefined,
): Best | undefined {
  const alerts = (length: number): boolean => fulfils(correlation, length)
  const groups = new Map<string, Reached>()
  let best: readonly Point[] = []
  for (const point of points) {
    if (of !== undefined && !sameGroup(point, of)) continue
    const key = JSON.stringify(point.keys)
    const reached = groups.get(key) ?? correlation.rules.map(() => [])
    groups.set(key, reached)
    for (const longer of longerBy(point, reached, correlation.spanMicros))
      if (longer.length > best.length && !alerts(best.length) && (of === undefined || longer.includes(of)))
        best = longer
  }
  if (best.length === 0) return undefined
  return { points: best, result: best.length, alerts: alerts(best.length) }
}

/** By the rule they end with and their length, the series that began last. */
type Reached = (readonly Point[] | undefined)[][]

/** The series that a point goes on, or begins. */
function* longerBy(point: Point, reached: Reached, span: bigint): Generator<readonly Point[]> {
  // later rules first, so that one event is not two steps
  for (let rule = reached.length - 1; rule >= 0; rule--) {
    if (point.matches[rule] !== true) continue
    for (let length = rule; length >= 0; length--) {
      let before: readonly Point[] | undefined = length === 0 ? [] : undefined
      for (const ending of reached.slice(0, rule)) {
        const series = ending[length]
        if (
          series !== undefined &&
          point.at - since(series) <= span &&
          (before === undefined || since(series) > since(before))
        )
          before = series
      }
      if (before === undefined) continue
      const longer = [...before, point]
      const ending = reached[rule]
      if (ending !== undefined) ending[length + 1] = longer
      yield longer
    }
  }
}

const since = (series: readonly Point[]): bigint => series[0]?.at ?? 0n

/** Whether so many rules are enough. */
const fulfils = ({ limits, rules }: Correlation, count: number): boolean =>
  limits.length === 0
    ? count === rules.length
    : limits.every(({ is, number }) => (is === 'gt' ? count > number : away(is, count - number) === 0))
