import type { Edit } from '../../../base/diagnostic.ts'
import { aggregateNamed } from '../aggregates.ts'
import { functionNamed } from '../functions.ts'
import { type Parser, say } from '../parsing.ts'
import type { AggregateCall, AggregateStage, Expr, Name } from '../syntax.ts'
import { writeName } from '../text.ts'

/** What an aggregate stage must not do: compute inside an aggregate, or give two results one name (G/index, G/count…). */
export function checkAggregates(p: Parser, stage: AggregateStage): void {
  checkArithmetic(p, stage)
  checkArguments(p, stage)
  checkArity(p, stage)
  checkNames(p, stage)
}

/** A plain field, under brackets perhaps; parameters stand for fields. */
const isPlain = (e: Expr): boolean =>
  e.kind === 'field' ||
  e.kind === 'parameter' ||
  e.kind === 'error' ||
  // an aggregate inside of one has been reported as such
  (e.kind === 'call' && aggregateNamed(e.fn.name) !== undefined && functionNamed(e.fn.name) === undefined) ||
  (e.kind === 'paren' && isPlain(e.arg))

function checkArguments(p: Parser, stage: AggregateStage): void {
  const computed = stage.calls.flatMap(call =>
    call.args.flatMap((arg, i) =>
      isPlain(arg) || (call.fn === 'pct' && i > 0) || arg.kind === 'number' || arg.span === call.fnSpan
        ? []
        : [{ call, arg }],
    ),
  )
  for (const [i, { call, arg }] of computed.entries()) {
    const text = p.text.slice(arg.span.start, arg.span.end)
    const name = `${call.fn}_of${computed.length > 1 ? `_${i + 1}` : ''}`
    const fix: Edit[] = [
      { span: { start: stage.span.start, end: stage.span.start }, text: `${text} as ${name}\n| ` },
      { span: arg.span, text: name },
    ]
    say(p, {
      code: 'sumo/aggregate-arithmetic',
      severity: 'error',
      message: `\`${call.fn}\` takes a field, not an expression`,
      because: 'an aggregate does not compute; name the expression in a stage before it',
      help: `\`| ${text} as ${name} | ${call.fn}(${name}) …\``,
      span: arg.span,
      fix,
    })
  }
}

function checkArity(p: Parser, stage: AggregateStage): void {
  for (const call of stage.calls) {
    const entry = aggregateNamed(call.fn)
    if (entry === undefined) continue
    const [least, most] = entry.arity
    if (call.fn === 'count_frequent' || (call.args.length >= least && call.args.length <= most)) continue
    if (call.args.length === 0 && stage.by.length > 0 && call.fn === 'count_distinct') continue
    say(p, {
      code: 'sumo/argument-count',
      severity: 'error',
      message: `\`${call.fn}\` takes ${least === most ? '1 field' : most === 1 ? 'at most 1 field' : 'at least 1 field'}, found ${call.args.length}`,
      help: `write for example \`${call.fn}(bytes) as x\``,
      span: call.span,
    })
  }
}

/** The name a result has without `as`; percentiles are named by their field and never clash here. */
const nameOf = (call: AggregateCall): string | undefined =>
  call.as?.name ?? (call.fn === 'pct' ? undefined : aggregateNamed(call.fn)?.result)

function checkNames(p: Parser, stage: AggregateStage): void {
  const seen = new Map<string, AggregateCall>()
  for (const call of stage.calls) {
    const name = nameOf(call)
    if (name === undefined) continue
    const other = seen.get(name.toLowerCase())
    if (other === undefined) {
      seen.set(name.toLowerCase(), call)
      continue
    }
    const unnamed = [other, call].filter(c => c.as === undefined)
    const [arg] = call.args
    say(p, {
      code: 'sumo/duplicate-alias',
      severity: 'error',
      message: `two results of this stage are named \`${name}\``,
      because: 'Sumo Logic refuses it: a field has one value',
      help: 'name each: `sum(a) as sum_a, sum(b) as sum_b`',
      span: call.span,
      also: [{ span: other.span, message: 'the first' }],
      ...(unnamed.length === 2 && arg?.kind === 'field' ? { fix: unnamed.map(aliasEdit) } : {}),
    })
  }
}

const aliasEdit = (call: AggregateCall): Edit => {
  const [arg] = call.args
  const field = arg?.kind === 'field' ? arg.name.replace(/\W+/g, '_') : 'rows'
  return { span: { start: call.span.end, end: call.span.end }, text: ` as ${call.fn}_${field}` }
}

/** `avg(x)/60`: an aggregate cannot be part of an expression (G/index). With a name for it, and nothing beside it, it is taken apart. */
function checkArithmetic(p: Parser, stage: AggregateStage): void {
  for (const call of stage.calls) {
    const { rest, as } = call
    if (rest === undefined) continue
    const span = { start: call.span.start, end: rest.end }
    const text = p.text.slice(rest.start, rest.end)
    const name = `${call.fn}_of`
    const field = as === undefined ? 'y' : writeName(as.name)
    const certain = as !== undefined && stage.calls.length === 1 && !/[A-Za-z_]\w*\s*\(/.test(text)
    say(p, {
      code: 'sumo/aggregate-arithmetic',
      severity: 'error',
      message: 'an aggregate cannot be part of an expression',
      because: 'a stage of aggregates does not compute; the results are fields that the next stage can use',
      help: `\`| ${p.text.slice(span.start, rest.start)} as ${name} | ${name} ${text.trim()} as ${field}\``,
      span,
      ...(certain
        ? {
            fix: [
              { span: { start: rest.start, end: call.span.end }, text: ` as ${name}` },
              {
                span: { start: stage.span.end, end: stage.span.end },
                text: `\n| ${name} ${text.trim()} as ${field} | fields - ${name}`,
              },
            ],
          }
        : {}),
    })
  }
}

/** `count by toLowerCase(x)`: a key is a field (G/index). Gives the name that the expression gets in a stage before, whose text would start at `stage`. */
export function refuseComputedKey(p: Parser, expr: Expr, i: number, stage: number): Name {
  const text = p.text.slice(expr.span.start, expr.span.end)
  const fn = expr.kind === 'call' ? expr.fn.name : 'key'
  const name = i === 0 ? `${fn}_of` : `${fn}_of_${i + 1}`
  say(p, {
    code: 'sumo/computed-key',
    severity: 'error',
    message: 'after `by` stands a field, not an expression',
    because: 'an aggregate does not compute its keys; name the expression in a stage before it',
    help: `\`| ${text} as ${name} | … by ${name}\``,
    span: expr.span,
    fix: [
      { span: { start: stage, end: stage }, text: `${text} as ${name}\n| ` },
      { span: expr.span, text: name },
    ],
  })
  return { name, span: expr.span }
}
