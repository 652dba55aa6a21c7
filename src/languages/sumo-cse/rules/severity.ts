import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { asNumber, asText, converted } from '../../sumo/lower/coerce.ts'
import { compared } from '../../sumo/lower/compare.ts'
import { anyOf, negation } from '../../sumo/lower/logic.ts'
import { ofCondition, type Typed } from '../../sumo/lower/typed.ts'
import type { Severity, SeverityMapping } from './model.ts'
import { fieldValue, int, placeOf, type RuleContext, say } from './texts.ts'

/**
 * The severity of a signal as a number from its record; null where the record makes no signal, because the field it
 * follows is no number (docs/reuse/cse-dynamic-severity.md).
 */
export function severityOf(context: RuleContext, severity: Severity): Scalar | undefined {
  const standard = int(BigInt(severity.default))
  if (severity.type === 'constant') return standard
  const field = fieldValue(context, severity.field, 'severity')
  if (field === undefined) return undefined
  if (severity.type === 'fieldValue') {
    const number = asNumber(field)
    if (number === undefined) return undefined
    const whole = converted(number.scalar, number.type, 'int')
    const missing = negation({ op: 'present', of: field.scalar })
    return choose(missing, standard, whole)
  }
  const cases = severity.mapping.map((mapping, i) => caseOf(context, field, mapping, i))
  if (!cases.every(c => c !== undefined)) return undefined
  return cases.reduceRight<Scalar>(
    (otherwise, holds, i) => choose(holds, int(BigInt(severity.mapping[i]?.to ?? 0)), otherwise),
    standard,
  )
}

const choose = (holds: Predicate, yes: Scalar, no: Scalar): Scalar => ({
  op: 'call',
  fn: 'if',
  args: [ofCondition(holds, { start: 0, end: 0 }).scalar, yes, no],
})

/** "Equal to 4" is true of 4 and of 4.0 (docs/cse/rules/write-match-rule.md); the API calls it `eq`, published rules `equal`. */
function caseOf(context: RuleContext, field: Typed, { type, from }: SeverityMapping, i: number): Predicate | undefined {
  const span = placeOf(context, `severity.${i}`)
  if (type !== 'eq' && type !== 'equal')
    return say(context, {
      code: 'sumo-cse/not-supported-yet',
      severity: 'error',
      message: `the severity mapping \`${type}\` is not supported yet`,
      because: 'only `eq` is published by the API; how it writes the others is not known',
      span,
    })
  const options = [compared('eq', asText(field), { op: 'literal', type: 'string', value: from }, span)]
  const number = Number(from)
  const own = asNumber(field)
  if (from.trim() !== '' && Number.isFinite(number) && own !== undefined)
    options.push(
      compared('eq', converted(own.scalar, own.type, 'float'), { op: 'literal', type: 'float', value: number }, span),
    )
  return anyOf(options, span)
}
