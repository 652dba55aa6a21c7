import { type Diagnostic, hasErrors, type Outcome } from '../../../base/diagnostic.ts'
import type { Span } from '../../../base/span.ts'
import { didYouMean } from '../../../base/suggest.ts'
import { type Fields, fieldsOf, kindOf, moreOf } from './fields.ts'
import { sayUnknownKeys } from './keys.ts'
import { type Located, type LocatedObject, parseLocated } from './located.ts'
import { type EntitySelector, entityTypes, type Rule, type RuleBase } from './model.ts'
import { readCondition, typeOfRule } from './read-condition.ts'
import { readSeverity } from './read-severity.ts'
import { sayMissing } from './say-missing.ts'

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
  const said: Diagnostic[] = [...diagnostics]
  const found = objectsIn(value, said)
  const rules = found.flatMap(object => readRule(object, said) ?? [])
  if (found.length === 0 && !hasErrors(said))
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
    said.push({
      code: 'sumo-cse/bad-rule',
      severity: 'error',
      message: `a rule is an object, and this is ${kindOf(value)}`,
      span: value.span,
    })
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
  sayUnknownKeys(fields, type)
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
  const before = fields.diagnostics.length
  const name = fields.text('name') ?? ''
  // one of another kind was told
  if (name === '' && fields.diagnostics.length === before)
    sayMissing(fields, 'name', 'its signals and its place in the list are named by it')
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
    tuning: fields.objects('tuningExpressions').map((own, i) => {
      places.set(`tuning.${i}`, own.span('expression'))
      return {
        expression: own.text('expression') ?? '',
        enabled: own.bool('enabled') ?? true,
        exclude: own.bool('exclude') ?? false,
        ...moreOf(own),
      }
    }),
  }
}

function readEntities(fields: Fields, places: Map<string, Span>): EntitySelector[] {
  const before = fields.diagnostics.length
  const selectors = fields.objects('entitySelectors').map((own, i): EntitySelector => {
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
    const expression = own.text('expression') ?? ''
    if (expression.trim() === '')
      own.say({
        code: 'sumo-cse/bad-rule',
        severity: 'error',
        message: 'an entity selector has no `expression`',
        because: 'it names the field that holds the entity of a signal',
        help: 'write such as `"expression": "srcDevice_ip"`',
        span: own.span('expression'),
      })
    return { entityType, expression, ...moreOf(own) }
  })
  if (selectors.length === 0 && fields.diagnostics.length === before)
    sayMissing(fields, 'entitySelectors', 'Cloud SIEM makes a signal for each entity; here it is shown without one')
  return selectors
}
