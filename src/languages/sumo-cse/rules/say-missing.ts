import type { Fields } from './fields.ts'

/** Says that a rule lacks something that it can do without here. */
export function sayMissing(fields: Fields, name: string, because: string): void {
  fields.say({
    code: 'sumo-cse/incomplete-rule',
    severity: 'warning',
    message: `the rule has no \`${name}\``,
    because,
    span: { start: fields.at.start, end: fields.at.start + 1 },
  })
}
