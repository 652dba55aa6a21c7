import type { Name, OperatorArg, OperatorStage } from '../syntax.ts'
import { type Context, say, undocumented } from './context.ts'
import { needsValue } from './parameters.ts'

/** One comparison: how its columns are called, and how many milliseconds back its queries look. */
export interface Shift {
  readonly name: string
  readonly shifts: readonly number[]
  readonly aggregate: 'avg' | 'min' | 'max' | undefined
}

/** A `timeshift` phrase while it is read. */
interface Phrase {
  readonly args: OperatorArg[]
  as: Name | undefined
}

/** Queries that a `compare` may add (S/compare.md). */
const mostQueries = 7

/** The comparisons of a `compare`, one for each column of the result; undefined after saying what is wrong. */
export function shiftsOf(context: Context, stage: OperatorStage): readonly Shift[] | undefined {
  const { span } = stage
  if (context.rows.compared)
    return say(context, {
      code: 'sumo/compare-twice',
      severity: 'error',
      message: 'there are two `compare` in this search',
      because: 'Sumo runs the search again for each comparison, and does so once',
      help: 'put the comparisons into one: `compare timeshift 1d, timeshift 1w`',
      span,
    })
  const phrases = phrasesOf(stage).map(phrase => shiftOf(context, phrase))
  if (phrases.length === 0) return wrong(context, stage)
  if (!phrases.every(p => p !== undefined)) return undefined
  const shifts = phrases.flat()
  const queries = shifts.flatMap(s => s.shifts).length
  if (queries <= mostQueries) return shifts
  return say(context, {
    code: 'sumo/compare-queries',
    severity: 'error',
    message: `this compares with ${queries} earlier times`,
    because: `Sumo runs the search once for each, and ${mostQueries} times at most`,
    help: 'compare with fewer of them: `compare timeshift 1d 7 avg`',
    span,
  })
}

/** `timeshift 1d 7 avg as x`, taken apart by where its words stand. */
function phrasesOf({ args, as }: OperatorStage): readonly Phrase[] {
  const phrases: Phrase[] = []
  for (const arg of args) {
    if (arg.word === 'timeshift') phrases.push({ args: [arg], as: undefined })
    else if (arg.word !== 'with') phrases[phrases.length - 1]?.args.push(arg)
  }
  for (const name of as) {
    const phrase = phrases.findLast(p => (p.args[0]?.span.start ?? 0) < name.span.start)
    if (phrase !== undefined) phrase.as = name
  }
  return phrases
}

function shiftOf(context: Context, phrase: Phrase): readonly Shift[] | undefined {
  const [, width, ...more] = phrase.args
  if (phrase.args.some(arg => arg.value?.kind === 'parameter'))
    return needsValue(context, 'a shift of time', phrase.args[0]?.span ?? { start: 0, end: 0 })
  const written = width === undefined ? undefined : durationOf(width)
  const count = more[0]?.word === '' ? numberIn(more[0]) : 1
  const word = more[more[0]?.word === '' ? 1 : 0]?.word
  const aggregate = word === 'avg' || word === 'min' || word === 'max' ? word : undefined
  if (written === undefined || count === undefined || (word !== undefined && aggregate === undefined))
    return wrong(context, phrase.args[0])
  const { number, unit, milliseconds } = written
  const shifts = Array.from({ length: count }, (_, i) => (i + 1) * milliseconds)
  const steps = (n: number): string => `${number * n}${unit}`
  if (aggregate !== undefined) return [{ name: phrase.as?.name ?? `${steps(count)}_${aggregate}`, shifts, aggregate }]
  if (phrase.as !== undefined && count > 1)
    return undocumented(
      context,
      'one name for several comparisons',
      phrase.as.span,
      'no page says how their columns are told apart',
    )
  return shifts.map((shift, i) => ({ name: phrase.as?.name ?? steps(i + 1), shifts: [shift], aggregate: undefined }))
}

/** `1d` and `-1d`, which published searches write for it. */
function durationOf({ value }: OperatorArg): { number: number; unit: string; milliseconds: number } | undefined {
  const number = value?.kind === 'unary' ? value.arg : value
  if (number?.kind !== 'number') return undefined
  const [, digits, unit] = /^([0-9]+)(s|m|h|d|w)$/.exec(number.text.replaceAll(' ', '')) ?? []
  if (digits === undefined || unit === undefined || number.value <= 0) return undefined
  return { number: Number(digits), unit, milliseconds: number.value }
}

const numberIn = ({ value }: OperatorArg): number | undefined =>
  value?.kind === 'number' && Number.isInteger(value.value) && value.value >= 1 && value.value <= 100
    ? value.value
    : undefined

const wrong = (context: Context, at: { readonly span: { start: number; end: number } } | undefined): undefined =>
  say(context, {
    code: 'sumo/compare',
    severity: 'error',
    message: 'a comparison says how far back it looks, and perhaps how often',
    help: 'write for example `compare timeshift 1d`, `compare timeshift 1d 7 avg as last_week`',
    span: at?.span ?? { start: 0, end: 0 },
  })
