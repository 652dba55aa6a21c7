import { type Diagnostic, hasErrors, type Outcome } from '../../../base/diagnostic.ts'
import type { Span } from '../../../base/span.ts'
import { didYouMean } from '../../../base/suggest.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { type Located, type LocatedObject, parseLocated } from './located.ts'
import { type EntitySelector, entityTypes, type Rule, type RuleBase, type Severity } from './model.ts'
import { readCondition, typeOfRule } from './read-condition.ts'

/** A rule and where its texts stand in the file. */
export interface PlacedRule {
  readonly rule: Rule
  readonly span: Span
  /** Places of expressions and templates, by what they are: `expression`, `steps.0`, `entities.1` … */
  readonly places: ReadonlyMap<string, Span>
}

/**
 * Reads rules: the body of a REST call (`{"fields": …}`), its answer (`{"data": …}`), a rule by itself, an import file
 * (`{"rules": […]}`) or a list. Everything wrong is said where it stands; a rule with errors is not among the result.
 */
export function readRules(text: string): Outcome<readonly PlacedRule[]> {
  const { value, diagnostics } = parseLocated(text)
  if (value === undefined) return { value: undefined, diagnostics }
  const said: Diagnostic[] = []
  const found = objectsIn(value, said)
  const rules = found.flatMap(object => readRule(object, said) ?? [])
  if (found.length === 0 && said.length === 0)
    said.push({
      code: 'sumo-cse/no-rule',
      severity: 'error',
      message: 'there is no rule in this file',
      help: 'a rule is an object with an `expression`, or several of them are in `{"rules": [ … ]}`',
      span: { start: value.span.start, end: value.span.start + 1 },
    })
  return { value: hasErrors(said) ? undefined : rules, diagnostics: said }
}

function objectsIn(value: Located, said: Diagnostic[]): LocatedObject[] {
  if (value.is === 'array') return value.items.flatMap(item => objectsIn(item, said))
  if (value.is !== 'object') {
    said.push({ code: 'sumo-cse/bad-rule', severity: 'error', message: 'a rule is an object', span: value.span })
    return []
  }
  for (const wrapper of ['rules', 'fields', 'data', 'objects']) {
    const inner = value.entries.get(wrapper)?.value
    if (inner !== undefined && (inner.is === 'array' || inner.is === 'object') && value.entries.size <= 4)
      return objectsIn(inner, said)
  }
  return [value]
}

function readRule(object: LocatedObject, said: Diagnostic[]): PlacedRule | undefined {
  const before = said.length
  const fields = fieldsOf(object, said)
  const places = new Map<string, Span>()
  const type = typeOfRule(fields)
  const condition = readCondition(type, fields, places)
  const base = readBase(fields, places, type === 'threshold' || type === 'chain')
  if (condition === undefined || hasErrors(said.slice(before))) return undefined
  return { rule: { ...base, ...condition, others: fields.others() }, span: object.span, places }
}

function readBase(fields: Fields, places: Map<string, Span>, namedByRule: boolean): Omit<RuleBase, 'others'> {
  const templated = (place: string, ...names: readonly string[]): string => {
    const name = names.find(n => fields.has(n))
    if (name === undefined) return ''
    places.set(place, fields.span(name))
    return fields.text(name) ?? ''
  }
  const name = fields.text('name') ?? ''
  if (name === '') sayMissing(fields, 'name', 'its signals and its place in the list are named by it')
  // A signal of a threshold or chain rule has the name of the rule (docs/cse/rules/write-match-rule.md).
  const signalName = templated('name', 'nameExpression')
  const summary = templated('summary', 'summaryExpression')
  const description = templated('description', 'descriptionExpression', 'description')
  return {
    id: fields.text('id'),
    name,
    enabled: fields.bool('enabled') ?? true,
    prototype: fields.bool('isPrototype') ?? false,
    stream: fields.text('stream') ?? 'record',
    signal: { name: namedByRule || signalName === '' ? name : signalName, summary, description },
    severity: readSeverity(fields, places),
    tags: fields.texts('tags').map(t => t.text),
    entities: readEntities(fields, places),
    suppressionMs: fields.number('suppressionWindowSize'),
    tuning: fields.items('tuningExpressions').flatMap((item, i) => {
      if (item.is !== 'object') return []
      const own = fieldsOf(item, fields.diagnostics)
      places.set(`tuning.${i}`, own.span('expression'))
      return [
        {
          expression: own.text('expression') ?? '',
          enabled: own.bool('enabled') ?? true,
          exclude: own.bool('exclude') ?? false,
        },
      ]
    }),
  }
}

function sayMissing(fields: Fields, name: string, because: string): void {
  fields.say({
    code: 'sumo-cse/incomplete-rule',
    severity: 'warning',
    message: `the rule has no \`${name}\``,
    because,
    span: { start: fields.at.start, end: fields.at.start + 1 },
  })
}

function readEntities(fields: Fields, places: Map<string, Span>): EntitySelector[] {
  const selectors = fields.items('entitySelectors').flatMap((item, i): EntitySelector[] => {
    if (item.is !== 'object') return []
    const own = fieldsOf(item, fields.diagnostics)
    const entityType = own.text('entityType') ?? ''
    if (!entityTypes.has(entityType))
      own.say({
        code: 'sumo-cse/entity-type',
        severity: 'warning',
        message: `\`${entityType}\` is no type of entity that comes with Cloud SIEM`,
        help: didYouMean(entityType, entityTypes) ?? `the types are ${[...entityTypes].join(', ')}`,
        span: own.span('entityType'),
      })
    places.set(`entities.${i}`, own.span('expression'))
    return [{ entityType, expression: own.text('expression') ?? '' }]
  })
  if (selectors.length === 0)
    sayMissing(fields, 'entitySelectors', 'Cloud SIEM makes a signal for each entity; here it is shown without one')
  return selectors
}

/** Severities of signals; 0 occurs in rules that come with the product. */
const mostSevere = 10

function readSeverity(fields: Fields, places: Map<string, Span>): Severity {
  const score = fields.number('score') ?? fields.number('severity')
  const mapping = fields.object('scoreMapping') ?? fields.object('severityMapping')
  if (mapping === undefined) {
    if (score === undefined) sayMissing(fields, 'score', 'a signal has a severity; here it is shown as 0')
    checkScore(fields, 'score', score)
    return { type: 'constant', default: score ?? 0 }
  }
  const standard = mapping.number('default') ?? 0
  checkScore(mapping, 'default', standard)
  const type = mapping.text('type') ?? 'constant'
  const field = mapping.text('field') ?? ''
  places.set('severity', mapping.span('field'))
  const cases = mapping.items('mapping').flatMap((item, i) => {
    if (item.is !== 'object') return []
    const own = fieldsOf(item, mapping.diagnostics)
    places.set(`severity.${i}`, own.at)
    const to = own.number('to') ?? 0
    checkScore(own, 'to', to)
    return [{ type: own.text('type') ?? 'eq', from: own.text('from') ?? '', to }]
  })
  if (type === 'constant') return { type, default: standard }
  if (field === '')
    mapping.say({
      code: 'sumo-cse/bad-rule',
      severity: 'error',
      message: 'a severity that is not constant needs the `field` it follows',
      span: mapping.span('field'),
    })
  if (type === 'fieldValue') return { type, default: standard, field }
  if (type === 'fieldValueMapping') return { type, default: standard, field, mapping: cases }
  mapping.say({
    code: 'sumo-cse/bad-rule',
    severity: 'error',
    message: `\`${type}\` is no way to find a severity`,
    help: 'it is one of constant, fieldValue, fieldValueMapping',
    span: mapping.span('type'),
  })
  return { type: 'constant', default: standard }
}

function checkScore(fields: Fields, name: string, score: number | undefined): void {
  if (score === undefined || (Number.isInteger(score) && score >= 0 && score <= mostSevere)) return
  fields.say({
    code: 'sumo-cse/severity-range',
    severity: 'error',
    message: `a severity is a whole number from 0 to ${mostSevere}, not ${score}`,
    span: fields.span(name),
  })
}
