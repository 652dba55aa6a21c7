import type { Type } from '../../../event/value.ts'
import { typeOf } from '../../../plan/columns.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { allOf, anyOf, negation } from '../../kit/logic.ts'
import type { FieldComparison, Item, Test, TextPart, TimePart } from '../detection/model.ts'
import { open } from '../detection/text.ts'
import { wrong } from '../report.ts'
import { type Context, fieldOf } from './context.ts'
import { comparesNumber, fits } from './member.ts'

/** A field as a rule asks of it: all of its values, or the one of a column. */
type Values =
  | { readonly is: 'list'; readonly list: Scalar; readonly element: Type }
  | { readonly is: 'one'; readonly text: Scalar }

/** The condition of an item; undefined where it has none, which is said. */
export function lowerItem(context: Context, item: Item): Predicate | undefined {
  const unresolved = item.tests.flatMap(unresolvedIn)[0]
  if (unresolved !== undefined)
    return wrong(
      context.report,
      'placeholder',
      unresolved.span,
      `nobody said what the placeholder \`%${unresolved.name}%\` stands for`,
      {
        because: 'the rule cannot be run without its values, and the name itself is not what is meant',
        help: `give values for \`${unresolved.name}\``,
      },
    )
  const positive = item.field === undefined ? keywords(context, item) : ofField(context, item, item.field)
  return placed(item.negated ? negation(positive) : positive, item)
}

/** The condition with the place of its item, so that what is said of it points there. */
const placed = (condition: Predicate, { span }: Item): Predicate => ({ ...condition, at: condition.at ?? span })

const unresolvedIn = (test: Test): (Test & { is: 'unresolved' })[] =>
  test.is === 'unresolved' ? [test] : test.is === 'any' ? test.of.flatMap(unresolvedIn) : []

function ofField(context: Context, item: Item, field: string): Predicate {
  const values = valuesOf(fieldOf(context, field, item.fieldSpan))
  if (item.link === 'all') return allOf(item.tests.map(test => ofTests(context, values, [test], item.part)))
  return ofTests(context, values, item.tests, item.part)
}

/** Any of the tests holds of any of the values. */
function ofTests(context: Context, values: Values, tests: readonly Test[], part: TimePart | undefined): Predicate {
  const flat = tests.flatMap(flattened)
  const ofWhole = flat.flatMap((test): Predicate[] => {
    if (test.is === 'exists') return [test.wanted ? exists(values) : negation(exists(values))]
    return test.is === 'null' ? [negation(exists(values))] : []
  })
  const onValue = flat.filter(test => test.is !== 'exists')
  const ofValue =
    onValue.length === 0 ? [] : [some(values, value => anyOf(onValue.map(test => ofOne(context, test, value, part))))]
  return anyOf([...ofWhole, ...ofValue])
}

const flattened = (test: Test): readonly Test[] => (test.is === 'any' ? test.of.flatMap(flattened) : [test])

function ofOne(context: Context, test: Test, of: Scalar, part: TimePart | undefined): Predicate {
  const at = { at: test.span }
  if (part !== undefined) return ofPart(test, of, part)
  switch (test.is) {
    case 'text':
      return { ...fits(of, test.parts, test.cased), ...at }
    case 'exact':
      return { ...fits(of, [{ text: test.text }], false), ...at }
    case 'regex':
      return { op: 'regex', of, regex: test.regex, ...at }
    case 'compare':
      return { ...comparesNumber(of, test.by, test.number), ...at }
    case 'network':
      return { op: 'within', of: { op: 'convert', to: 'ip', arg: of }, network: test.network, ...at }
    case 'field':
      return { ...ofOther(context, test, of), ...at }
    case 'null':
      return { op: 'not', arg: { op: 'present', of }, ...at }
    case 'exists':
    case 'any':
    case 'unresolved':
      return { op: 'never', ...at }
  }
}

/** The part of a time is compared as a number. */
function ofPart(test: Test, of: Scalar, part: TimePart): Predicate {
  const number: Scalar = { op: 'call', fn: 'date_part', args: [of, { op: 'literal', type: 'string', value: part }] }
  const text: Scalar = { op: 'convert', to: 'string', arg: number }
  if (test.is === 'compare') return { ...comparesNumber(text, test.by, test.number), at: test.span }
  const wanted = test.is === 'exact' ? test.text : ''
  return { op: 'compare', is: 'eq', left: text, right: { op: 'literal', type: 'string', value: wanted }, at: test.span }
}

/** A value against those of another field. */
function ofOther(context: Context, test: Test & { is: 'field' }, of: Scalar): Predicate {
  const other = valuesOf(fieldOf(context, test.name, test.span))
  return some(other, value => pair(test.how, test.cased ? of : folded(of), test.cased ? value : folded(value)), 'other')
}

const folded = (of: Scalar): Scalar => ({ op: 'call', fn: 'fold_case', args: [of] })

const functionOf = { contains: 'contains', startswith: 'starts_with', endswith: 'ends_with' } as const

function pair(how: FieldComparison, of: Scalar, value: Scalar): Predicate {
  if (how === 'equal') return { op: 'compare', is: 'eq', left: of, right: value }
  return {
    op: 'compare',
    is: 'eq',
    left: { op: 'call', fn: functionOf[how], args: [of, value] },
    right: { op: 'literal', type: 'bool', value: true },
  }
}

/**
 * Keywords are found anywhere in an event: in the line of a log that was text, else in any of its values. Wildcards do not
 * anchor, and names of fields are not searched.
 */
function keywords(context: Context, item: Item): Predicate {
  const names = item.modifiers.map(m => m.name)
  const ends = { start: !names.includes('startswith'), end: !names.includes('endswith') }
  const each = item.tests.map(test =>
    anyOf(flattened(test).map(one => anywhere(context, of => keyword(one, of, ends)))),
  )
  return item.link === 'all' ? allOf(each) : anyOf(each)
}

function keyword(test: Test, of: Scalar, ends: { start: boolean; end: boolean }): Predicate {
  const opened = (parts: readonly TextPart[]): readonly TextPart[] => open(parts, ends.start, ends.end)
  const at = { at: test.span }
  if (test.is === 'text') return { ...fits(of, opened(test.parts), test.cased), ...at }
  if (test.is === 'exact') return { ...fits(of, opened([{ text: test.text }]), false), ...at }
  if (test.is === 'network')
    return { op: 'within', of: { op: 'convert', to: 'ip', arg: of }, network: test.network, ...at }
  return test.is === 'regex' ? { op: 'regex', of, regex: test.regex, ...at } : { op: 'never', ...at }
}

function anywhere({ schema }: Context, holds: (of: Scalar) => Predicate): Predicate {
  const { message, values } = schema
  const fields =
    values === undefined ? [...schema.fields.values()].filter(f => f.hidden !== true).map(f => f.scalar) : [values]
  const inValues = anyOf(fields.map(field => some(valuesOf(field), holds)))
  if (message === undefined) return inValues
  return anyOf([holds(message), allOf([negation({ op: 'present', of: message }), inValues])])
}

function valuesOf(field: Scalar): Values {
  const type = typeOf(field)
  if (typeof type === 'object') return { is: 'list', list: field, element: type.list }
  return { is: 'one', text: asText(field, type) }
}

const asText = (of: Scalar, type: Type): Scalar => (type === 'string' ? of : { op: 'convert', to: 'string', arg: of })

const exists = (values: Values): Predicate => ({
  op: 'present',
  of: values.is === 'list' ? values.list : values.text,
})

/** Whether a value fulfils a condition. */
function some(values: Values, holds: (of: Scalar) => Predicate, as = 'value'): Predicate {
  if (values.is === 'one') return holds(values.text)
  const element: Scalar = { op: 'field', name: as, type: values.element }
  return { op: 'some', list: values.list, as, where: holds(asText(element, values.element)) }
}
