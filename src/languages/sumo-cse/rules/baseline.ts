import { day } from './model.ts'
import { type RuleContext, say } from './texts.ts'

/** Says that what came before the data is not known, and until when nothing can fire. */
export function sayBaseline(context: RuleContext, learningMs: number): void {
  const { start } = context.placed.span
  say(context, {
    code: 'sumo-cse/baseline-from-data',
    severity: 'note',
    message: `the baseline is learned from the data, so nothing fires in its first ${lengthOf(learningMs)}`,
    because: 'it begins with the first matching record; what was before it is not known here, and counts as new',
    span: { start, end: start + 1 },
  })
}

function lengthOf(ms: number): string {
  const [count, unit] = ms % day === 0 ? [ms / day, 'day'] : [ms / 3_600_000, 'hour']
  return `${Number(count.toFixed(2))} ${unit}${count === 1 ? '' : 's'}`
}
