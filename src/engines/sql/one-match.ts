import type { Named, Predicate, Scalar } from '../../plan/plan.ts'
import { printRegex } from '../../plan/regex/print.ts'
import type { Regex } from '../../plan/regex/regex.ts'
import { type Capture, captures, partsOf } from '../../plan/regex/walk.ts'
import { mapChildren } from '../../plan/walk.ts'
import type { Expr, Scope, Writing } from './expr.ts'
import { canBeEmpty, capturingOnly } from './extract.ts'
import { nest, type Relation } from './relation.ts'

// A parse takes several groups of one match. Asked for one by one, each would cost a search of the whole text.

type Extract = Scalar & { readonly op: 'extract' }

/** A regex whose groups are wanted, and the column whose text it is looked for in. */
interface Match {
  readonly column: string
  readonly regex: Regex
  readonly groups: Set<number>
}

/**
 * The relation with a column for each match of which these values want several groups, the columns that they may name then,
 * and the values with those groups read from it.
 */
export function matchOnce(
  r: Relation,
  values: readonly Named<Scalar>[],
  w: Writing,
): { readonly r: Relation; readonly scope: Scope; readonly values: readonly Named<Scalar>[] } {
  const found = new Map<string, Match>()
  for (const { value } of values)
    changed(value, node => {
      const match = matchOf(node, r.columns)
      if (match === undefined) return node
      const known = found.get(match.key) ?? { ...match, groups: new Set() }
      known.groups.add(node.group)
      found.set(match.key, known)
      return node
    })
  const shared = new Map([...found].filter(([, { groups }]) => groups.size > 1))
  if (shared.size === 0) return { r, scope: r.columns, values }
  const matched = nest({ ...r, columns: new Map([...r.columns, ...matchColumns(shared, r.columns, w)]) }, w)
  const scope = new Map(matched.columns)
  const own = new Map(matched.columns)
  for (const [key, { regex, groups }] of shared) {
    const at = own.get(key)?.sql ?? ''
    own.delete(key)
    for (const group of groups) scope.set(`${key}\0${group}`, groupOf(regex, group, at, w))
  }
  const read = (node: Extract): Scalar => {
    const key = matchOf(node, r.columns)?.key
    return key !== undefined && shared.has(key) ? { op: 'field', name: `${key}\0${node.group}`, type: 'string' } : node
  }
  return {
    r: { ...matched, columns: own },
    scope,
    values: values.map(({ name, value }) => ({ name, value: changed(value, read) })),
  }
}

/** A value with every extraction from a column in it changed; elements of lists are no columns. */
function changed(value: Scalar, change: (node: Extract) => Scalar): Scalar {
  const scalar = (s: Scalar): Scalar =>
    s.op === 'extract' ? change(s) : mapChildren(s, { plan: p => p, predicate, scalar })
  const predicate = (p: Predicate): Predicate =>
    p.op === 'some' ? p : mapChildren(p, { plan: inside => inside, predicate, scalar })
  return scalar(value)
}

/** The match that an extraction asks for, where its group can be told from the texts that a match gives (see `groupOf`). */
function matchOf({ of, regex, group }: Extract, columns: Scope): (Omit<Match, 'groups'> & { key: string }) | undefined {
  if (of.op !== 'field' || columns.get(of.name)?.plain !== true || group === 0 || canBeEmpty(regex)) return undefined
  const wanted = captures(regex)[group - 1]
  if (wanted === undefined || (canBeEmpty(wanted) && !takesPart(regex, wanted))) return undefined
  return { key: `\0match of ${of.name}\0${printRegex(regex)}`, column: of.name, regex }
}

/** Whether a group takes part in every match. */
function takesPart(regex: Regex, group: Capture): boolean {
  if (regex === group) return true
  if (regex.re === 'alt' || (regex.re === 'repeat' && regex.min === 0)) return false
  return partsOf(regex).some(part => takesPart(part, group))
}

/** What the first match is and what its groups hold, as one column for each match. */
function matchColumns(shared: ReadonlyMap<string, Match>, columns: Scope, w: Writing): [string, Expr][] {
  return [...shared].map(([key, { column, regex, groups }]): [string, Expr] => {
    const numbers = [...groups].sort((a, b) => a - b)
    const all = captures(regex)
    const whole: Regex = {
      re: 'capture',
      of: capturingOnly(
        regex,
        numbers.flatMap(n => all[n - 1] ?? []),
      ),
      name: undefined,
    }
    const sql = w.dialect.groups(columns.get(column)?.sql ?? '', printRegex(whole), ['m', ...numbers.map(nameOf)])
    return [key, { sql, type: 'any', nullable: true, plain: false }]
  })
}

const nameOf = (group: number): string => `g${group}`

/** A group out of such a column. Databases give the empty text where there is no match; the regex matches no empty text. */
function groupOf(regex: Regex, group: number, match: string, w: Writing): Expr {
  const text = w.dialect.member(match, nameOf(group))
  const nothing = w.dialect.literal('', 'string')
  const wanted = captures(regex)[group - 1]
  const sql =
    wanted !== undefined && !canBeEmpty(wanted)
      ? `nullif(${text}, ${nothing})`
      : `CASE WHEN ${w.dialect.member(match, 'm')} <> ${nothing} THEN ${text} END`
  return { sql, type: 'string', nullable: true, plain: false }
}
