import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { RunAnswerData } from '../../../http/contract/run.ts'
import { onLook } from './on-look.ts'

type Histogram = NonNullable<RunAnswerData['histogram']>

/** What somebody does with a chart. Buckets are counted from 0. */
export interface ChartEvents {
  /** Points at a bucket, or at none. */
  readonly point: (bucket: number | undefined) => void
  /** Drags over buckets, from the first to the last of them. */
  readonly drag: (first: number, last: number) => void
  /** Clicks twice. */
  readonly back: () => void
}

/** Draws events in time into an element, as wide and high as that is, in the colours of its `fill`, `stroke` and `color`. Gives what removes it. */
export function drawTimeChart(
  host: HTMLElement,
  { start, widthMs, buckets }: Histogram,
  all: boolean,
  events: ChartEvents,
): () => void {
  const begin = Date.parse(start)
  const end = begin + buckets.length * widthMs
  const size = (): { width: number; height: number } => ({ width: host.clientWidth, height: host.clientHeight })
  const most = Math.max(1, ...buckets.map(b => b.events))
  // one event among thousands is to be seen: as high as two pixels
  const least = (most * 2) / Math.max(2, host.clientHeight - axisHeight)
  const high = (count: number): number => (count === 0 ? 0 : Math.max(least, count))

  const colour = (property: 'fill' | 'stroke' | 'color') => () => getComputedStyle(host)[property]
  const paths = uPlot.paths.bars?.({ size: [0.9, 60], align: 0 })
  const bars = (fill: 'fill' | 'stroke'): uPlot.Series => ({
    ...(paths === undefined ? {} : { paths }),
    width: 0,
    fill: colour(fill),
    points: { show: false },
  })
  const font = (): string => `11px ${getComputedStyle(host).fontFamily}`
  const axis = { font: font(), stroke: colour('color'), grid: { show: false }, ticks: { show: false }, gap: 3 } as const

  const bucketAt = (px: number): number => {
    const i = Math.floor((chart.posToVal(px, 'x') - begin) / widthMs)
    return Math.max(0, Math.min(buckets.length - 1, i))
  }
  const options: uPlot.Options = {
    ...size(),
    ms: 1,
    tzDate: ms => uPlot.tzDate(new Date(ms), 'Etc/UTC'),
    legend: { show: false },
    padding: [4, 0, 0, 0],
    scales: { x: { time: true, range: [begin, end] }, y: { range: [0, most * 1.02] } },
    series: [{}, bars('fill'), ...(all ? [] : [bars('stroke')])],
    axes: [
      { ...axis, size: axisHeight, space: 96, values: (_, at, __, ___, step) => at.map(ms => tickOf(ms, step)) },
      { ...axis, size: 40, space: 26, incrs: wholeSteps, values: (_, at) => at.map(count => compact.format(count)) },
    ],
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false, dist: 4 },
      bind: {
        dblclick: () => () => {
          events.back()
          return null
        },
      },
    },
    hooks: {
      setCursor: [({ cursor }) => events.point(at(cursor.left))],
      setSelect: [
        ({ select: { left, width } }) => {
          if (width <= 0) return
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
          events.drag(bucketAt(left), bucketAt(left + width - 1))
        },
      ],
    },
  }
  const at = (left: number | undefined): number | undefined =>
    left === undefined || left < 0 ? undefined : bucketAt(left)
  // a bar stands over the middle of its bucket
  const middles = buckets.map((_, i) => begin + (i + 0.5) * widthMs)
  const counts = [buckets.map(b => high(b.events)), ...(all ? [] : [buckets.map(b => high(b.matched))])]
  const chart = new uPlot(options, [middles, ...counts], host)

  const resized = new ResizeObserver(() => {
    const { width, height } = size()
    if (width > 0 && (width !== chart.width || height !== chart.height)) chart.setSize({ width, height })
  })
  resized.observe(host)
  const still = onLook(() => chart.redraw())
  return () => {
    still()
    resized.disconnect()
    chart.destroy()
  }
}

/** Pixels below the bars, where times are written. */
const axisHeight = 18
/** Events are counted in whole numbers. */
const wholeSteps = Array.from({ length: 12 }, (_, i) => [1, 2, 5].map(n => n * 10 ** i)).flat()
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** A moment in UTC as far as steps of so many milliseconds tell moments apart. */
function tickOf(ms: number, step: number): string {
  const text = new Date(ms).toISOString()
  if (step >= 86_400_000) return text.slice(0, 10)
  if (step >= 60_000) return text.slice(11, 16)
  return step >= 1000 ? text.slice(11, 19) : text.slice(14, 23)
}
