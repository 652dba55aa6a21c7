import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { asNumber, asText, converted } from '../../sumo/lower/coerce.ts'
import { compared } from '../../sumo/lower/compare.ts'
import { allOf, anyOf, negation } from '../../sumo/lower/logic.ts'
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

/**
 * Whether a mapping holds: "equal to 4" is true of 4 and of 4.0, "greater than" and "less than" leave their number out, "between"
 * takes both in (docs/cse/rules/write-match-rule.md).
 */
function caseOf(context: RuleContext, field: Typed, mapping: SeverityMapping, i: number): Predicate | undefined {
  const span = placeOf(context, `severity.${i}`)
  const { is, values } = mapping
  const [low = '', high = low] = values
  if (is === 'missing') return negation({ op: 'present', of: field.scalar }, span)
  const own = asNumber(field)
  const number = own === undefined ? undefined : converted(own.scalar, own.type, 'float')
  const than = (sign: 'eq' | 'gt' | 'ge' | 'lt' | 'le', written: string): Predicate | undefined =>
    number === undefined
      ? undefined
      : compared(sign, number, { op: 'literal', type: 'float', value: Number(written) }, span)
  if (is === 'equal') {
    const same = compared('eq', asText(field), { op: 'literal', type: 'string', value: low }, span)
    const equal = low.trim() !== '' && Number.isFinite(Number(low)) ? than('eq', low) : undefined
    return equal === undefined ? same : anyOf([same, equal], span)
  }
  const found =
    is === 'between'
      ? [than('ge', low), than('le', high)]
      : is === 'less'
        ? [than('lt', low)]
        : // the plan takes what is no number for the greatest of all
          [than('gt', low), than('le', 'Infinity')]
  if (found.every(f => f !== undefined)) return allOf(found, span)
  return say(context, {
    code: 'sumo-cse/type-mismatch',
    severity: 'error',
    message: 'the severity follows a truth value, which is neither greater nor less than a number',
    help: 'compare it with `eq` and `true` or `false`',
    span,
  })
}
