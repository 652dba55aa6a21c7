import { didYouMean } from '../../../base/suggest.ts'
import { typeOf } from '../../../plan/columns.ts'
import { functions } from '../../../plan/functions/index.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { asText } from '../../sumo/lower/coerce.ts'
import { compared } from '../../sumo/lower/compare.ts'
import { applyFunction } from '../../sumo/lower/functions.ts'
import { anyOf } from '../../sumo/lower/logic.ts'
import { intOf, ofCondition } from '../../sumo/lower/typed.ts'
import { type FunctionEntry, functionNamed, functionNames } from '../functions.ts'
import type { Expr } from '../syntax.ts'
import { isMissing } from './conditions.ts'
import { asSearch, type Context, say } from './context.ts'
import type { Read } from './fields.ts'
import { inMatchList } from './match-lists.ts'
import { regexOf } from './matching.ts'
import { lowerThreatMatch } from './threats.ts'
import { choice, lowerAny, lowerValue } from './values.ts'

type Call = Extract<Expr, { kind: 'call' }>

/** A call as a value, or undefined after saying why it has none. */
export function lowerCall(context: Context, call: Call): Read | undefined {
  const entry = known(context, call)
  if (entry === undefined) return undefined
  const condition = own(context, entry, call)
  if (condition === 'refused') return undefined
  if (condition !== undefined) return ofCondition(condition, call.span)
  switch (entry.name) {
    case 'if':
      return choice(context, call)
    case 'size':
    case 'jsonArraySize': {
      const list = listOf(context, call.args[0])
      if (list === undefined) return undefined
      const size: Scalar = { op: 'call', fn: 'list_size', args: [list], at: call.span }
      // docs/cse/rules/cse-rules-syntax.md: "Returns -1 if null"
      const none: Scalar = { op: 'literal', type: 'int', value: -1n }
      return intOf(
        entry.name === 'size' ? size : { op: 'call', fn: 'coalesce', args: [size, none], at: call.span },
        call.span,
      )
    }
    default: {
      const args = call.args.map(arg => lowerValue(context, arg))
      if (!args.every(arg => arg !== undefined)) return undefined
      const made = asSearch(context, search => applyFunction(search, entry.search ?? entry.name, args, call.span))
      return made === undefined ? undefined : { ...made, scalar: workedOut(made.scalar) }
    }
  }
}

/** A call of constants as what it gives: a pattern such as `lower('%X%')` is a constant too. */
function workedOut(scalar: Scalar): Scalar {
  if (scalar.op !== 'call' || functions[scalar.fn].nulls !== 'strict') return scalar
  const values = scalar.args.flatMap(arg => (arg.op === 'literal' && arg.value !== null ? [arg.value] : []))
  if (values.length < scalar.args.length) return scalar
  const { at } = scalar
  return {
    op: 'literal',
    type: typeOf(scalar),
    value: functions[scalar.fn].evaluate(values),
    ...(at === undefined ? {} : { at }),
  }
}

/** A call as a condition; undefined where it is a value. */
export function conditionOfCall(context: Context, call: Call): Predicate | undefined {
  const entry = functionNamed(call.fn.name)
  if (entry === undefined || !rightCount(entry, call)) return undefined
  const condition = own(context, entry, call, false)
  return condition === 'refused' ? undefined : condition
}

/** Conditions that only this language has, or that are asked of lists too. `say`: the call is not looked at again as a value. */
function own(context: Context, entry: FunctionEntry, call: Call, last = true): Predicate | 'refused' | undefined {
  const before = context.diagnostics.length
  const found = owned(context, entry, call)
  if (found !== 'refused' || last) return found
  // It is looked at again as a value, and says then what is wrong.
  context.diagnostics.length = before
  return found
}

function owned(context: Context, entry: FunctionEntry, call: Call): Predicate | 'refused' | undefined {
  const [first, second] = call.args
  switch (entry.name) {
    case 'isNull': {
      const value = first === undefined ? undefined : lowerAny(context, first)
      return value === undefined ? 'refused' : isMissing(value, call.span)
    }
    case 'array_contains':
    case 'jsonArrayContains': {
      const list = listOf(context, first)
      const item = second === undefined ? undefined : lowerValue(context, second)
      const bound = inMatchList(context, first, second, call.span)
      if (list === undefined || item === undefined || bound === 'refused') return 'refused'
      const own = some(list, element => compared('eq', element, asText(item), call.span), call)
      return bound === undefined ? own : anyOf([own, bound], call.span)
    }
    case 'anyHttpHeaderMatches': {
      const list = listOf(context, first)
      const regex = second?.kind === 'string' || second?.kind === 'regex' ? regexOf(context, second) : undefined
      if (list === undefined || regex === undefined) {
        if (second?.kind !== 'string' && second?.kind !== 'regex') sayPattern(context, call)
        return 'refused'
      }
      return some(list, of => ({ op: 'regex', of, regex, at: call.span }), call)
    }
    case 'hasThreatMatch':
      return lowerThreatMatch(context, call) ?? 'refused'
    default:
      return undefined
  }
}

function sayPattern(context: Context, call: Call): void {
  say(context, {
    code: 'sumo-cse/type-mismatch',
    severity: 'error',
    message: '`anyHttpHeaderMatches` takes a regular expression in quotes',
    help: "write `anyHttpHeaderMatches(http_requestHeaders, 'curl')`",
    span: call.args[1]?.span ?? call.span,
  })
}

/** What an element is called inside a condition on it: no column is named so. */
const element = 'an element'

const some = (list: Scalar, where: (of: Scalar) => Predicate, { span }: Call): Predicate => ({
  op: 'some',
  list,
  as: element,
  where: where({ op: 'field', name: element, type: 'string' }),
  at: span,
})

/** A list: one the record holds, or the elements or values of JSON text. */
function listOf(context: Context, expr: Expr | undefined): Scalar | undefined {
  const value = expr === undefined ? undefined : lowerAny(context, expr)
  if (value === undefined) return undefined
  if (typeof value.type === 'object') return value.scalar
  if (value.kind === 'text') return { op: 'call', fn: 'json_items', args: [asText(value)], at: value.span }
  if (value.kind === 'null') return { op: 'literal', type: { list: 'string' }, value: null, at: value.span }
  return say(context, {
    code: 'sumo-cse/not-a-list',
    severity: 'error',
    message: 'this is one value, not a list',
    help: 'compare it with `=` or `IN`',
    span: value.span,
  })
}

/** What is known of the called function, or undefined after saying what is wrong with its name or the count of its arguments. */
function known(context: Context, call: Call): FunctionEntry | undefined {
  const entry = functionNamed(call.fn.name)
  if (entry === undefined)
    return say(context, {
      code: 'sumo-cse/unknown-function',
      severity: 'error',
      message: `\`${call.fn.name}\` is not a function of rule expressions`,
      because: 'it is not in Sumo’s documentation (docs/cse/rules/cse-rules-syntax.md)',
      ...helpFor(call.fn.name),
      span: call.fn.span,
    })
  if (rightCount(entry, call)) return entry
  const [least, most] = entry.arity
  const wanted = least === most ? `${least}` : Number.isFinite(most) ? `${least} to ${most}` : `at least ${least}`
  return say(context, {
    code: 'sumo-cse/argument-count',
    severity: 'error',
    message: `\`${entry.name}\` takes ${wanted} argument${wanted === '1' ? '' : 's'}, found ${call.args.length}`,
    span: call.span,
  })
}

const rightCount = ({ arity: [least, most] }: FunctionEntry, { args }: Call): boolean =>
  args.length >= least && args.length <= most

function helpFor(name: string): { readonly help?: string } {
  const near = didYouMean(name, functionNames)
  return near === undefined ? {} : { help: near }
}
