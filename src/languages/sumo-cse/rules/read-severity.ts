import type { Span } from '../../../base/span.ts'
import { type Fields, moreOf, plain } from './fields.ts'
import type { Located } from './located.ts'
import { type Severity, type SeverityMapping, severityTests } from './model.ts'
import { sayMissing } from './say-missing.ts'

/** Severities of signals; 0 occurs in rules that come with the product. */
const mostSevere = 10

/** How severe the signals of a rule are: `score`, or `scoreMapping` (`severityMapping` of Terraform). */
export function readSeverity(fields: Fields, places: Map<string, Span>): Severity {
  const score = fields.number('score') ?? fields.number('severity')
  const mapping = fields.object('scoreMapping') ?? fields.object('severityMapping')
  if (mapping === undefined) {
    const wrong = fields.has('score') || fields.has('scoreMapping')
    if (score === undefined && !wrong) sayMissing(fields, 'score', 'a signal has a severity; here it is shown as 0')
    checkScore(fields, 'score', score)
    return { type: 'constant', default: score ?? 0 }
  }
  const standard = mapping.number('default') ?? 0
  checkScore(mapping, 'default', standard)
  const type = mapping.text('type') ?? 'constant'
  const field = mapping.text('field') ?? ''
  places.set('severity', mapping.span('field'))
  const cases = mapping.items('mapping').flatMap((item, i) => readMapping(mapping, item, i, places) ?? [])
  const more = moreOf(mapping)
  if (type === 'constant') return { type, default: standard, ...more }
  if (field === '')
    mapping.say({
      code: 'sumo-cse/bad-rule',
      severity: 'error',
      message: 'a severity that is not constant needs the `field` it follows',
      span: mapping.span('field'),
    })
  if (type === 'fieldValue') return { type, default: standard, field, ...more }
  if (type === 'fieldValueMapping') return { type, default: standard, field, mapping: cases, ...more }
  mapping.say({
    code: 'sumo-cse/bad-rule',
    severity: 'error',
    message: `\`${type}\` is no way to find a severity`,
    help: 'it is one of constant, fieldValue, fieldValueMapping',
    span: mapping.span('type'),
  })
  return { type: 'constant', default: standard, ...more }
}

/** Names of the tests without blanks and signs: `eq` is the API's, `equal` that of published rules, the others say what the user interface says. */
const testNames: Readonly<Record<string, SeverityMapping['is']>> = {
  eq: 'equal',
  equal: 'equal',
  equals: 'equal',
  equalto: 'equal',
  gt: 'greater',
  greater: 'greater',
  greaterthan: 'greater',
  lt: 'less',
  less: 'less',
  lessthan: 'less',
  between: 'between',
  missing: 'missing',
  notinrecord: 'missing',
  notintherecord: 'missing',
}

function readMapping(
  severity: Fields,
  item: Located,
  i: number,
  places: Map<string, Span>,
): SeverityMapping | undefined {
  const say = (message: string, help: string, span: Span): undefined =>
    void severity.say({ code: 'sumo-cse/bad-rule', severity: 'error', message, help, span })
  if (item.is !== 'object')
    return say('a mapping of severities is an object', 'write `{"type": "eq", "from": "high", "to": 8}`', item.span)
  places.set(`severity.${i}`, item.span)
  const entryOf = (name: string): Located | undefined => item.entries.get(name)?.value
  const type = entryOf('type')
  const name = type?.is === 'string' ? type.text : 'eq'
  const is = testNames[name.toLowerCase().replace(/[^a-z]/g, '')]
  if (is === undefined)
    return say(
      `\`${name}\` is no test of a severity mapping`,
      `the tests are eq, ${severityTests.slice(1).join(', ')}`,
      type?.span ?? item.span,
    )
  const from = entryOf('from')
  const values = valuesOf(from, is)
  if (values === undefined)
    return say(
      is === 'between'
        ? '`between` needs two numbers'
        : `a severity mapping with \`${name}\` needs ${is === 'equal' ? 'a value' : 'a number'} in \`from\``,
      is === 'between' ? 'write `"from": [5, 10]`, or `"from": "5-10"`' : 'write such as `"from": "5"`',
      from?.span ?? item.span,
    )
  const to = entryOf('to')
  const score =
    to?.is === 'number' ? to.value : to?.is === 'string' && /^[0-9]+$/.test(to.text) ? Number(to.text) : undefined
  if (score === undefined || !isScore(score))
    return say(
      `a severity is a whole number from 0 to ${mostSevere}`,
      'write it as `to`: `"to": 8`',
      to?.span ?? item.span,
    )
  return { is, values, to: score, written: plain(item) as Record<string, unknown> }
}

/** What a test compares with; undefined where it is not what the test takes. */
function valuesOf(from: Located | undefined, is: SeverityMapping['is']): readonly string[] | undefined {
  if (is === 'missing') return []
  const texts = textsIn(from)
  if (is === 'equal') return texts.length === 1 ? texts : undefined
  const numbers = is === 'between' && texts.length === 1 ? between(texts[0] ?? '') : texts
  return numbers.length === (is === 'between' ? 2 : 1) && numbers.every(isNumber) ? numbers : undefined
}

const textsIn = (value: Located | undefined): readonly string[] => {
  if (value?.is === 'array') return value.items.flatMap(textsIn)
  if (value?.is === 'string') return [value.text]
  return value?.is === 'number' || value?.is === 'bool' ? [String(value.value)] : []
}

/** `5-10`, `5, 10`, `5 and 10`, `5..10`. */
const between = (text: string): readonly string[] => {
  const [, low, high] = /^\s*(-?[0-9.]*[0-9])\s*(?:,|-|\.\.|and|to)\s*(-?[0-9]*\.?[0-9]+)\s*$/i.exec(text) ?? []
  return low === undefined || high === undefined ? [] : [low, high]
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text))
const isScore = (score: number): boolean => Number.isInteger(score) && score >= 0 && score <= mostSevere

function checkScore(fields: Fields, name: string, score: number | undefined): void {
  if (score === undefined || isScore(score)) return
  fields.say({
    code: 'sumo-cse/severity-range',
    severity: 'error',
    message: `a severity is a whole number from 0 to ${mostSevere}, not ${score}`,
    span: fields.span(name),
  })
}
