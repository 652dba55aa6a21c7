import type { Value } from '../../event/value.ts'
import { typeOf } from '../../plan/columns.ts'
import { convert } from '../../plan/convert.ts'
import type { PlanFunction } from '../../plan/functions/function.ts'
import { type FunctionName, functions } from '../../plan/functions/index.ts'
import type { Scalar } from '../../plan/plan.ts'
import { holds } from './predicate.ts'
import { findGroup, findGroups, substitute } from './regex.ts'
import { type Row, read } from './row.ts'

/** The value of an expression over a row. */
export function evaluate(scalar: Scalar, values: Row['values']): Value {
  switch (scalar.op) {
    case 'field':
      return read(values, scalar.name)
    case 'literal':
      return scalar.value
    case 'call':
      return call(
        scalar.fn,
        scalar.args.map(arg => evaluate(arg, values)),
      )
    case 'convert':
      return convert(evaluate(scalar.arg, values), typeOf(scalar.arg), scalar.to)
    case 'extract': {
      const text = evaluate(scalar.of, values)
      return typeof text === 'string' ? findGroup(scalar.regex, text, scalar.group) : null
    }
    case 'extract_all': {
      const text = evaluate(scalar.of, values)
      return typeof text === 'string' ? findGroups(scalar.regex, text, scalar.group, scalar.until ?? 0) : null
    }
    case 'substitute': {
      const text = evaluate(scalar.of, values)
      return typeof text === 'string' ? substitute(scalar.regex, text, scalar.by) : null
    }
    case 'truth':
      return holds(scalar.whenTrue, values) ? true : holds(scalar.whenFalse, values) ? false : null
  }
}

function call(fn: FunctionName, args: readonly Value[]): Value {
  const { nulls, evaluate }: PlanFunction = functions[fn]
  return nulls === 'strict' && args.includes(null) ? null : evaluate(args)
}
