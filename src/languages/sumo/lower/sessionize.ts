import type { Span } from '../../../base/span.ts'
import { didYouMean } from '../../../base/suggest.ts'
import type { Named, Plan, Scalar } from '../../../plan/plan.ts'
import { capture, char, repeat, seq, text } from '../../../plan/regex/build.ts'
import { ALL } from '../../../plan/regex/charset.ts'
import type { Regex } from '../../../plan/regex/regex.ts'
import { choices } from '../choices.ts'
import type { SessionizeStage } from '../syntax.ts'
import { type Context, lost, notRun, say } from './context.ts'
import { messageText } from './message.ts'
import { type Binding, freshColumn, newestFirst, type Rows, readAgain } from './rows.ts'

/** A part of a pattern: text, a `*` that is given a name, or the value of a field that an earlier pattern made. */
type Part =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'field'; readonly name: string }
  | { readonly is: 'variable'; readonly name: string }

/** One step: the messages that its pattern fits, and what it takes out of them. */
interface Step {
  readonly rows: Rows
  readonly columns: readonly Named<Scalar>[]
  readonly on: readonly { readonly left: string; readonly right: string }[]
}

/**
 * `sessionize "a=*" as (x), "b=$x c=*" as (y)`: the messages that each pattern fits are joined to the sessions so far, on
 * the values it names with `$` and on the fields it takes again under the same name. A `$x` is cut out of a message as a
 * `*` in its place would be, and then compared (S/sessionize.md; SEMANTICS.md says where another cut could be thought of).
 */
export function lowerSessionize(context: Context, stage: SessionizeStage): undefined {
  const { rows } = context
  const { span } = stage
  const of = messageText(context, span)
  if (of === undefined || stage.steps.length < 2 || !mayBeRead(context, stage)) return lost(context)
  const after = readAgain(rows)
  const fields = new Map<string, Binding>()
  const steps: Step[] = []
  for (const [i, { pattern, names }] of stage.steps.entries()) {
    const parts = partsOf(
      pattern.text,
      names.map(n => n.name),
    )
    if (!partsAreClear(context, parts, fields, pattern.span)) return lost(context)
    const step = stepOf(context, of, after, fields, parts, pattern.span)
    if (step === undefined) return lost(context)
    if (i > 0 && step.on.length === 0) return sayUnrelated(context, i, pattern.span)
    steps.push(step)
  }
  rows.steps.push(
    input => steps.reduce<Plan | undefined>((left, step) => joinedTo(left, step, input, span), undefined) ?? input,
  )
  becomeSessions(rows, after, fields, steps.length)
}

function mayBeRead(context: Context, { steps, span }: SessionizeStage): boolean {
  if (context.rows.reads * steps.length <= choices.mostReads) return true
  say(context, {
    code: 'sumo/too-large',
    severity: 'error',
    message: `the steps of this search read the messages more than ${choices.mostReads} times`,
    because: 'each pattern of `sessionize` reads all of them once more',
    help: 'follow the value through fewer messages',
    span,
  })
  return false
}

/** Text, wildcards and variables of a pattern, in order. A `$` before anything but a name is itself. */
function partsOf(pattern: string, names: readonly string[]): Part[] {
  let star = 0
  return pattern
    .split(/(\*|\$[A-Za-z_]\w*)/)
    .filter(piece => piece !== '')
    .map((piece): Part => {
      if (piece === '*') return { is: 'field', name: names[star++] ?? '' }
      return /^\$[A-Za-z_]/.test(piece) ? { is: 'variable', name: piece.slice(1) } : { is: 'text', text: piece }
    })
}

/** Whether every variable is known, and stands between texts that say where its value begins and ends. */
function partsAreClear(
  context: Context,
  parts: readonly Part[],
  fields: ReadonlyMap<string, Binding>,
  span: Span,
): boolean {
  for (const [i, part] of parts.entries()) {
    if (part.is !== 'variable') continue
    if (!fields.has(part.name.toLowerCase())) {
      const names = [...fields.values()].map(field => field.name)
      say(context, {
        code: 'sumo/sessionize-variable',
        severity: 'error',
        message: `no earlier pattern takes out \`${part.name}\`, which \`$${part.name}\` asks for`,
        because: 'a `$name` stands for a value that an earlier pattern of this stage named after `as`',
        help:
          didYouMean(part.name, names) ??
          (names.length === 0 ? 'write `*` and name it' : `there is ${names.join(', ')}`),
        span,
      })
      return false
    }
    if (parts[i - 1]?.is !== 'text' || parts[i + 1]?.is !== 'text') {
      notRun(
        context,
        `\`$${part.name}\` without text on both sides of it`,
        span,
        'nothing would say where its value begins or ends in a message; put the text that stands beside it there into the pattern',
      )
      return false
    }
  }
  return true
}

/** What one pattern takes out of messages, in new columns, and which of them must equal columns of the steps before it. */
function stepOf(
  context: Context,
  of: Scalar,
  after: Rows,
  fields: Map<string, Binding>,
  parts: readonly Part[],
  at: Span,
): Step | undefined {
  const rows = readAgain(context.rows)
  const regex = regexOf(parts)
  rows.steps.push(input => ({ op: 'filter', input, where: { op: 'regex', of, regex, at }, at }))
  newestFirst(rows, at)
  const on: { left: string; right: string }[] = []
  const columns: Named<Scalar>[] = []
  const made = new Map<string, Binding>()
  const taken = parts.filter(part => part.is !== 'text')
  for (const [i, { is, name }] of taken.entries()) {
    const key = name.toLowerCase()
    if (is === 'field' && made.has(key))
      return say(context, {
        code: 'sumo/duplicate-alias',
        severity: 'error',
        message: `this pattern names two values \`${name}\``,
        because: 'a field has one value',
        help: 'give each wildcard a name of its own',
        span: at,
      })
    const column = freshColumn(after, name)
    columns.push({ name: column, value: { op: 'extract', of, regex, group: i + 1, at } })
    const before = fields.get(key)
    if (before?.scalar.op === 'field') on.push({ left: before.scalar.name, right: column })
    if (is === 'field')
      made.set(
        key,
        before ?? { name, scalar: { op: 'field', name: column, type: 'string' }, type: 'string', kind: 'text' },
      )
  }
  for (const [key, field] of made) fields.set(key, field)
  return { rows, columns, on }
}

/** Each wildcard and each variable takes as little as the text behind it allows; a last wildcard takes the rest. */
function regexOf(parts: readonly Part[]): Regex {
  const pieces = parts.map((part, i) => {
    if (part.is === 'text') return text(part.text, choices.anchorsAreCaseSensitive ? 'none' : 'ascii')
    return capture(repeat(char(ALL), 0, undefined, i === parts.length - 1), undefined)
  })
  return seq(pieces)
}

function joinedTo(left: Plan | undefined, { rows, columns, on }: Step, input: Plan, at: Span): Plan {
  const own: Plan = { op: 'extend', input: rows.steps.reduce((plan, step) => step(plan), input), columns, at }
  const right: Plan = { op: 'keep', input: own, columns: columns.map(c => c.name), at }
  return left === undefined ? right : { op: 'join', kind: 'inner', left, right, on, at }
}

function sayUnrelated(context: Context, step: number, span: Span): undefined {
  lost(context)
  return say(context, {
    code: 'sumo/sessionize-unrelated',
    severity: 'error',
    message: `pattern ${step + 1} has nothing in common with those before it`,
    because: 'every message that it fits would be in every session',
    help: 'use a field of an earlier pattern, `$name`, or give a wildcard the name of one',
    span,
  })
}

/** From here on the rows are sessions: the fields that the patterns named, and nothing of the messages. */
function becomeSessions(rows: Rows, after: Rows, fields: Map<string, Binding>, steps: number): void {
  rows.fields = fields
  rows.columns = after.columns
  rows.reads *= steps
  rows.aggregate = true
  rows.joined = undefined
  rows.ordered = true
  rows.newest = false
  rows.time = undefined
  rows.range = undefined
  rows.matched = undefined
  rows.keys = undefined
  rows.others = false
}
