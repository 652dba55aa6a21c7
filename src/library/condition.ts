import { didYouMean } from '../base/suggest.ts'
import { parseRegex } from '../plan/regex/parse.ts'
import type { Condition, FieldTest, ValueTest } from '../proof/claims.ts'
import type { Path } from './yaml.ts'

/** Something that is wrong with a condition, and where. */
export interface ConditionProblem {
  readonly message: string
  readonly path: Path
  readonly help: string | undefined
}

/** A condition that always holds says nothing, so an empty map is a problem too. */
type Map = Readonly<Record<string, unknown>>

const kinds = ['contains', 'startswith', 'endswith', 're', 'gt', 'gte', 'lt', 'lte'] as const
const modifiers = [...kinds, 'all', 'cased'] as const
type Modifier = (typeof modifiers)[number]

/**
 * Reads the `where` of an assertion: a map of `field|modifiers` to a value or a list, as in Sigma
 * (https://sigmahq.io/docs/basics/modifiers.html); all keys of a map must hold, and of a list of maps one.
 */
export function conditionOf(
  where: Map | readonly Map[],
  path: Path,
): { readonly condition: Condition; readonly problems: readonly ConditionProblem[] } {
  const problems: ConditionProblem[] = []
  const maps = Array.isArray(where)
    ? where.map((map: Map, i) => ({ map, at: [...path, i] }))
    : [{ map: where as Map, at: path }]
  const condition = maps.map(({ map, at }) => {
    if (Object.keys(map).length === 0)
      problems.push({ message: 'this condition tests nothing', path: at, help: undefined })
    return Object.entries(map).flatMap(([key, value]) => {
      const test = fieldTest(key, value, [...at, key], problems)
      return test === undefined ? [] : [test]
    })
  })
  return { condition, problems }
}

function fieldTest(key: string, value: unknown, path: Path, problems: ConditionProblem[]): FieldTest | undefined {
  const refuse = (message: string, help?: string): undefined => {
    problems.push({ message, path, help })
    return undefined
  }
  const [field = '', ...written] = key.split('|')
  const known: Modifier[] = []
  for (const name of written) {
    const modifier = modifiers.find(m => m === name)
    if (modifier === undefined)
      return refuse(`unknown modifier \`${name}\``, didYouMean(name, modifiers) ?? `there are: ${modifiers.join(', ')}`)
    known.push(modifier)
  }
  const chosen = kinds.filter(kind => known.includes(kind))
  if (chosen.length > 1) return refuse(`\`${chosen.join('|')}\` cannot stand together`)
  const cased = known.includes('cased')
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (values.length === 0) return refuse('an empty list never holds')
  const test = valueTest(chosen[0] ?? 'equals', values, { all: known.includes('all'), cased }, refuse)
  return test === undefined ? undefined : { field, test, cased }
}

function valueTest(
  is: (typeof kinds)[number] | 'equals',
  values: readonly unknown[],
  { all, cased }: { readonly all: boolean; readonly cased: boolean },
  refuse: (message: string, help?: string) => undefined,
): ValueTest | undefined {
  switch (is) {
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte': {
      const [value] = values
      return typeof value === 'number' && values.length === 1
        ? { is, value }
        : refuse(`\`|${is}\` compares with one number`)
    }
    case 're': {
      const parsed = values.map(value => parseRegex(String(value), { flags: cased ? '' : 'i' }))
      const first = parsed.flatMap(p => p.diagnostics).find(d => d.severity === 'error')
      if (first !== undefined) return refuse(first.message, first.help)
      return { is, all, regexes: parsed.flatMap(p => p.value ?? []) }
    }
    default: {
      if (values.every(value => value === null)) return is === 'equals' ? { is: 'absent' } : refuse('null is no text')
      const texts: string[] = []
      for (const value of values) {
        if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
          return refuse('a value is a text, a number, true, false or null')
        texts.push(String(value))
      }
      return { is, all, values: texts }
    }
  }
}
