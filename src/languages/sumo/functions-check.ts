import { didYouMean } from '../../base/suggest.ts'
import { isAggregate } from './aggregates.ts'
import { type FunctionEntry, functionNamed, functionNames } from './functions.ts'
import { pageOf } from './pages.ts'
import { type Parser, say } from './parsing.ts'
import type { Expr } from './syntax.ts'

/** Says what is wrong with the name of a call, or with how many arguments it has. */
export function checkFunction(p: Parser, call: Extract<Expr, { kind: 'call' }>): void {
  const entry = functionNamed(call.fn.name)
  if (entry !== undefined) {
    checkArity(p, call, entry)
    return
  }
  if (isAggregate(call.fn.name)) {
    say(p, {
      code: 'sumo/aggregate-in-expression',
      severity: 'error',
      message: `\`${call.fn.name}\` counts over rows and cannot stand inside an expression`,
      because: 'an aggregate is a stage of its own; what it gives is used in the stages after it',
      help: `\`| ${p.text.slice(call.span.start, call.span.end).slice(0, 80)} as x\`, then go on with x`,
      span: call.fn.span,
    })
    return
  }
  const near = didYouMean(call.fn.name, functionNames)
  say(p, {
    code: 'sumo/unknown-function',
    severity: 'error',
    message: `\`${call.fn.name}\` is not a function of a log search`,
    because: 'it is not in Sumo’s documentation',
    ...(near === undefined ? {} : { help: near }),
    span: call.fn.span,
  })
}

function checkArity(p: Parser, call: Extract<Expr, { kind: 'call' }>, entry: FunctionEntry): void {
  const [least, most] = entry.arity
  const n = call.args.length
  if (n >= least && n <= most) return
  const wanted =
    least === most ? `${least}` : most === Number.POSITIVE_INFINITY ? `at least ${least}` : `${least} to ${most}`
  say(p, {
    code: 'sumo/argument-count',
    severity: 'error',
    message: `\`${entry.name}\` takes ${wanted} argument${wanted === '1' ? '' : 's'}, found ${n}`,
    because: `${entry.name} gives ${entry.meaning} (${pageOf(entry.page)})`,
    span: call.span,
  })
}
