import type { Predicate } from '../../../plan/plan.ts'
import type { Expr } from '../syntax.ts'
import { type Context, say } from './context.ts'

/**
 * `hasThreatMatch([fields], condition)`: whether a threat indicator of the organisation is in one of the fields. The
 * indicators live in Sumo Logic (docs/security/threat-intelligence/threat-indicators-in-cloud-siem.md).
 */
export function lowerThreatMatch(context: Context, call: Extract<Expr, { kind: 'call' }>): Predicate | undefined {
  return say(context, {
    code: 'sumo-cse/needs-threat-intelligence',
    severity: 'error',
    message: '`hasThreatMatch` needs threat indicators, and there are none here',
    because: 'the indicators live in Sumo Logic; without them every answer would be a guess',
    span: call.span,
  })
}
