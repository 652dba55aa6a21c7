import type { Edit } from '../../../base/diagnostic.ts'
import { aggregateNamed } from '../aggregates.ts'
import { numberValue } from '../lexer-number.ts'
import {
  acceptSign,
  acceptWord,
  atStageEnd,
  isSign,
  isWord,
  type Parser,
  parseName,
  peek,
  spanFrom,
  startsName,
  take,
} from '../parsing.ts'
import { checkAggregates } from '../rules/aggregate.ts'
import { parseAggregateCall } from '../stages/aggregate.ts'
import { startsBy } from '../stages/by.ts'
import type { AggregateCall, AggregateStage, Expr, Name, Stage } from '../syntax.ts'
import { foreignAggregate, startsForeignAggregate } from './aggregate.ts'
import { fixedText, insert, remove, replace, sayForeign, spanOf } from './say.ts'

/** Aggregates and keys as other languages write them, with what has to change between them. */
interface Grouped {
  readonly stage: AggregateStage
  /** `timeslice` and the like, which must stand before. */
  readonly before: readonly Stage[]
  readonly edits: readonly Edit[]
  /** Stages that must stand before, as text. */
  readonly prefix: string
}

/** Aggregates with or without commas between them, then `by` keys with or without commas, `bin(…)` among them. */
export function parseGrouped(p: Parser, start: number): Grouped {
  const calls: AggregateCall[] = []
  const edits: Edit[] = []
  for (;;) {
    const call = foreignAggregate(p) ?? parseAggregateCall(p)
    if (call === undefined) break
    calls.push(call)
    if (acceptSign(p, ',') !== undefined) continue
    const next = peek(p)
    if (startsForeignAggregate(p) || (next.kind === 'word' && aggregateNamed(next.text) !== undefined))
      edits.push(replace({ start: call.span.end, end: next.start }, ', '))
    else break
  }
  const by: Name[] = []
  const before: Stage[] = []
  let prefix = ''
  if (startsBy(p)) {
    if (isWord(peek(p), 'group')) take(p, 'keyword')
    acceptWord(p, 'by')
    for (;;) {
      const slice = parseBin(p)
      if (slice !== undefined) {
        by.push(slice.name)
        before.push(slice.stage)
        edits.push(replace(slice.name.span, '_timeslice'))
        prefix = `timeslice ${slice.text}\n| `
      } else {
        const name = parseName(p, 'a field to group by')
        if (name === undefined) break
        by.push(name)
      }
      if (acceptSign(p, ',') !== undefined) continue
      if (!startsName(peek(p)) || isSign(peek(p, 1), '=')) break
      edits.push(replace({ start: p.cursor.end(), end: peek(p).start }, ', '))
    }
  }
  const stage: AggregateStage = { kind: 'aggregate', calls, by, span: spanFrom(p, start) }
  dropOptions(p)
  return { stage, before, edits, prefix }
}

/** Splunk's options behind the keys (`limit=5`, `useother=f`): said, and taken. */
function dropOptions(p: Parser): void {
  while (startsName(peek(p)) && isSign(peek(p, 1), '=')) {
    const before = p.cursor.end()
    const word = take(p, 'error')
    take(p)
    if (!atStageEnd(p)) take(p)
    const end = p.cursor.end()
    sayForeign(p, {
      code: 'sumo/foreign-option',
      message: `\`${word.text}=\` is an option of Splunk; an aggregate stage has none`,
      because: 'all groups are given',
      help: isWord(word, 'limit')
        ? 'keep the largest groups with a stage behind: `| sort by _count | limit 5`'
        : 'remove it',
      span: { start: word.start, end },
      fix: [remove(before, end)],
    })
  }
}

/** KQL's `bin(TimeGenerated, 1h)` and Splunk's `_time span=1h` as a key: a slice of time. */
function parseBin(p: Parser): { readonly name: Name; readonly stage: Stage; readonly text: string } | undefined {
  const token = peek(p)
  const span = isWord(token, '_time') && isWord(peek(p, 1), 'span') && isSign(peek(p, 2), '=')
  const called = isWord(token, 'bin') && isSign(peek(p, 1), '(') && isSign(peek(p, 3), ',')
  // CloudWatch's `bin(5m)` is of the time of the message
  const alone = isWord(token, 'bin') && isSign(peek(p, 1), '(') && isSign(peek(p, 3), ')')
  if (!span && !called && !alone) return undefined
  const start = token.start
  for (let i = 0; i < (span ? 3 : alone ? 2 : 4); i++) take(p)
  const width = peek(p)
  if (width.kind !== 'number') return undefined
  take(p)
  if (called || alone) acceptSign(p, ')')
  const value: Expr = { kind: 'number', value: numberValue(width.text), text: width.text, span: spanOf(width) }
  const at = spanFrom(p, start)
  const stage: Stage = { kind: 'timeslice', width: value, buckets: undefined, as: undefined, span: at }
  return { name: { name: '_timeslice', span: at }, stage, text: width.text }
}

/** Splunk's `stats` (and `aggregate`): the aggregate is the stage (G/index). */
export function parseStats(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  const said = p.report.diagnostics.length
  const start = peek(p).start
  const { stage, before, edits, prefix } = parseGrouped(p, start)
  if (stage.calls.length === 0) return [{ kind: 'error-stage', span: spanFrom(p, word.start) }]
  const fix = [replace({ start: word.start, end: start }, prefix), ...edits]
  sayForeign(p, {
    code: `sumo/${word.text.toLowerCase()}`,
    message: `\`${word.text}\` is not an operator of a log search`,
    because: 'the aggregate itself is the stage',
    help: `write \`| ${prefix.replace('\n', ' ')}${fixedText(p, stage.span, said, edits)}\``,
    span: spanOf(word),
    fix,
  })
  checkAggregates(p, stage)
  return [...before, stage]
}

/** Whether `summarize` is followed by aggregates, as in KQL, and not by what `logreduce` takes. */
export function startsSummarize(p: Parser): boolean {
  const [first, second] = [peek(p, 1), peek(p, 2)]
  if (first.kind !== 'word') return false
  return (
    (isSign(second, '(') && !isWord(first, 'by')) ||
    isWord(first, 'count') ||
    (isSign(second, '=') && !/^(?:field|limit|criteria)$/i.test(first.text))
  )
}

/**
 * KQL's `summarize`. In a log search the word is the old name of `logreduce`, so it may run and mean something else: the
 * tree says what Sumo would do, the fix what was meant.
 */
export function parseSummarize(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  const said = p.report.diagnostics.length
  const start = peek(p).start
  const { stage, edits, prefix } = parseGrouped(p, start)
  const meant = fixedText(p, stage.span, said, edits)
  const inner = p.report.isLost() ? [] : p.report.takeSince(said)
  const certain = stage.calls.length > 0 && inner.every(d => d.fix !== undefined)
  const fix = [replace({ start: word.start, end: start }, prefix), ...edits, ...inner.flatMap(d => d.fix ?? [])]
  const report = p.report.isLost() ? undefined : p.report.add
  report?.({
    code: 'sumo/summarize',
    severity: 'warning',
    message: '`summarize` is the old name of `logreduce`, which groups messages that look alike',
    because: 'in KQL `summarize` counts and adds up; here it means something else',
    help: `to count or add up, write the aggregate itself: \`| ${prefix.replace('\n', ' ')}${meant}\``,
    span: spanOf(word),
    ...(certain ? { fix } : {}),
  })
  const name = spanOf(word)
  return [{ kind: 'operator', operator: 'logreduce', name, args: [], by: [], as: [], span: spanFrom(p, word.start) }]
}

/** Splunk's `timechart span=1h count by x`: `timeslice 1h | count by _timeslice, x`. */
export function parseTimechart(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  const said = p.report.diagnostics.length
  let width = '1h'
  let at = spanOf(word)
  if (isWord(peek(p), 'span') && isSign(peek(p, 1), '=') && peek(p, 2).kind === 'number') {
    take(p)
    take(p)
    const token = take(p)
    width = token.text
    at = spanOf(token)
  }
  const start = peek(p).start
  const { stage, edits } = parseGrouped(p, start)
  const last = stage.by[0]
  const key = last === undefined ? insert(stage.span.end, ' by _timeslice') : insert(last.span.start, '_timeslice, ')
  const head = `timeslice ${width}\n| `
  sayForeign(p, {
    code: 'sumo/timechart',
    message: '`timechart` is not an operator of a log search',
    because: 'time is cut with `timeslice`, and then is a key like any other',
    help: `write \`| timeslice ${width} | ${fixedText(p, stage.span, said, edits)}\`, with \`_timeslice\` after \`by\``,
    span: spanOf(word),
    ...(stage.calls.length > 0 ? { fix: [replace({ start: word.start, end: start }, head), ...edits, key] } : {}),
  })
  const value: Expr = { kind: 'number', value: numberValue(width), text: width, span: at }
  const slice: Stage = { kind: 'timeslice', width: value, buckets: undefined, as: undefined, span: spanOf(word) }
  const timeslice: Name = { name: '_timeslice', span: spanOf(word) }
  return [slice, { ...stage, by: [timeslice, ...stage.by] }]
}
