import type { Column } from '../event/value.ts'
import type { Fold, Pattern, PatternPart } from '../plan/pattern.ts'
import type { Plan, Predicate, Scalar } from '../plan/plan.ts'
import type { Condition, Expectation, FieldTest } from './claims.ts'

// Assertions are lowered to plans over a table of facts: the category of each event, its time, and every field that
// some assertion names, as text.

const categoryColumn = 'category'
const timeColumn = 'time'
/** Field names of events may be anything; a prefix keeps them apart from the columns above. */
const factPrefix = 'field:'

export const factColumn = (field: string): string => factPrefix + field

/** The columns of the table of facts for these fields. */
export const factColumns = (fields: readonly string[]): Column[] => [
  { name: categoryColumn, type: 'string' },
  { name: timeColumn, type: 'time' },
  ...fields.map((field): Column => ({ name: factColumn(field), type: 'string' })),
]

/** Every field that the expectations name. */
export const fieldsOf = (expects: readonly Expectation[]): string[] =>
  [
    ...new Set(
      expects.flatMap(e => [
        ...e.where.flat().map(test => test.field),
        ...(e.countDistinct === undefined ? [] : [e.countDistinct]),
      ]),
    ),
  ].sort()

/** A plan that gives the events which an expectation speaks of: their time, and the value that is counted. */
export function planOf(expectation: Expectation, fields: readonly string[]): Plan {
  const counted = expectation.countDistinct
  const where: Predicate[] = [predicateOf(expectation.where)]
  if (expectation.category !== undefined)
    where.push({ op: 'compare', is: 'eq', left: string(categoryColumn), right: literal(expectation.category) })
  if (counted !== undefined) where.push({ op: 'present', of: string(factColumn(counted)) })
  return {
    op: 'keep',
    columns: counted === undefined ? [timeColumn] : [timeColumn, factColumn(counted)],
    input: {
      op: 'filter',
      where: { op: 'and', args: where },
      input: { op: 'scan', columns: factColumns(fields) },
    },
  }
}

/** The condition over the table of facts. A field that an event lacks fulfils no test but `absent`. */
export const predicateOf = (condition: Condition): Predicate => ({
  op: 'or',
  args: condition.map((tests): Predicate => ({ op: 'and', args: tests.map(fieldTest) })),
})

function fieldTest({ field, test, cased }: FieldTest): Predicate {
  const of = string(factColumn(field))
  const fold: Fold = cased ? 'none' : 'unicode'
  switch (test.is) {
    case 'absent':
      return { op: 'not', arg: { op: 'present', of } }
    case 'equals':
    case 'contains':
    case 'startswith':
    case 'endswith':
      return {
        op: test.all ? 'and' : 'or',
        args: test.values.map(
          (value): Predicate => ({ op: 'match', of, fold, pattern: anchored(wildcards(value), test.is) }),
        ),
      }
    case 're':
      return {
        op: test.all ? 'and' : 'or',
        args: test.regexes.map((regex): Predicate => ({ op: 'regex', of, regex })),
      }
    default:
      return {
        op: 'compare',
        is: comparisons[test.is],
        left: { op: 'convert', to: 'float', arg: of },
        right: { op: 'literal', type: 'float', value: test.value },
      }
  }
}

const comparisons = { gt: 'gt', gte: 'ge', lt: 'lt', lte: 'le' } as const

const run: PatternPart = { any: 'run' }

const anchored = (pattern: Pattern, is: 'equals' | 'contains' | 'startswith' | 'endswith'): Pattern => [
  ...(is === 'contains' || is === 'endswith' ? [run] : []),
  ...pattern,
  ...(is === 'contains' || is === 'startswith' ? [run] : []),
]

/**
 * A Sigma value as a pattern: `*` is any run, `?` one character, a backslash before one of them makes it literal, and
 * a backslash before a backslash that stands before one of them too
 * (https://sigmahq.io/docs/basics/rules.html, "Escaping").
 */
export function wildcards(value: string): Pattern {
  const parts: PatternPart[] = []
  let text = ''
  const flush = (): void => {
    if (text !== '') parts.push({ text })
    text = ''
  }
  for (let i = 0; i < value.length; i++) {
    const c = value.charAt(i)
    const next = value.charAt(i + 1)
    if (c === '\\' && (next === '*' || next === '?' || (next === '\\' && /[*?]/.test(value.charAt(i + 2))))) {
      text += next
      i++
    } else if (c === '*' || c === '?') {
      flush()
      parts.push({ any: c === '*' ? 'run' : 'one' })
    } else text += c
  }
  flush()
  return parts
}

const string = (name: string): Scalar => ({ op: 'field', name, type: 'string' })
const literal = (value: string): Scalar => ({ op: 'literal', type: 'string', value })
