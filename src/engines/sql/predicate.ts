import type { Predicate } from '../../plan/plan.ts'
import { printRegex } from '../../plan/regex/print.ts'
import type { Regex } from '../../plan/regex/regex.ts'
import { visitOwn } from '../../plan/walk.ts'
import { anyOf } from './any-of.ts'
import type { Expr, Scope, Writing } from './expr.ts'
import { capturingOnly } from './extract.ts'
import { lowered, match } from './match.ts'
import { neededText } from './needed-text.ts'
import { named } from './relation.ts'
import { scalar } from './scalar.ts'
import { withinNetwork } from './within.ts'

const operators = { eq: '=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const

/** A condition as SQL that is true exactly where it holds, and false or null elsewhere: for WHERE, FILTER and CASE. */
export function predicate(p: Predicate, scope: Scope, w: Writing): string {
  switch (p.op) {
    case 'always':
      return 'true'
    case 'never':
      return 'false'
    case 'and':
      return joined(
        p.args.map(arg => predicate(arg, scope, w)),
        ' AND ',
        'true',
      )
    case 'or':
      return joined(anyOf(p.args, scope, w), ' OR ', 'false')
    case 'not':
      return `(NOT ${total(p.arg, scope, w)})`
    case 'present': {
      const of = scalar(p.of, scope, w)
      return of.nullable ? `(${of.sql} IS NOT NULL)` : 'true'
    }
    default:
      return leaf(p, scope, w).sql
  }
}

/** A condition as SQL that is true or false, never null: for NOT and for values. */
export function total(p: Predicate, scope: Scope, w: Writing): string {
  switch (p.op) {
    case 'and':
    case 'or':
      return p.args.length === 0 ? predicate(p, scope, w) : `coalesce(${predicate(p, scope, w)}, false)`
    case 'compare':
    case 'match':
    case 'regex':
    case 'within':
    case 'among': {
      const { sql, nullable } = leaf(p, scope, w)
      return nullable ? `coalesce(${sql}, false)` : sql
    }
    default:
      return predicate(p, scope, w)
  }
}

type Leaf = Predicate & { op: 'compare' | 'match' | 'regex' | 'within' | 'some' | 'among' }

/** The SQL of a leaf; `nullable` where it can be null in place of false. */
function leaf(p: Leaf, scope: Scope, w: Writing): { sql: string; nullable: boolean } {
  switch (p.op) {
    case 'compare': {
      const left = scalar(p.left, scope, w)
      const right = scalar(p.right, scope, w)
      return { sql: `(${left.sql} ${operators[p.is]} ${right.sql})`, nullable: left.nullable || right.nullable }
    }
    case 'match': {
      const of = scalar(p.of, scope, w)
      return { sql: match(of.sql, p.pattern, p.fold, w), nullable: of.nullable }
    }
    case 'regex': {
      const of = scalar(p.of, scope, w)
      return { sql: finds(of, p.regex, w), nullable: of.nullable }
    }
    case 'within': {
      const of = scalar(p.of, scope, w)
      return { sql: withinNetwork(of, p.network, w), nullable: of.nullable }
    }
    case 'among': {
      const values = p.values.map(value => scalar(value, scope, w))
      const tuple = values.map(value => value.sql).join(', ')
      const left = values.length === 1 ? tuple : `(${tuple})`
      return { sql: `(${left} IN (${w.inside(p.of)}))`, nullable: values.some(value => value.nullable) }
    }
    case 'some': {
      const list = scalar(p.list, scope, w)
      return { sql: some(p, list, scope, w), nullable: false }
    }
  }
}

function some(p: Predicate & { op: 'some' }, list: Expr, scope: Scope, w: Writing): string {
  const name = w.fresh('e')
  const element = typeof list.type === 'object' ? list.type.list : 'any'
  const inner = new Map([...scope, [p.as, { sql: name, type: element, nullable: true, plain: true }]])
  const where = predicate(p.where, inner, w)
  // databases have no SELECT in functions of elements
  return looksInside(p.where)
    ? `EXISTS (SELECT 1 FROM (SELECT ${named(w.dialect.unnest(list.sql).element, name)}) WHERE ${where})`
    : w.dialect.some(list.sql, name, where)
}

/** Whether a regex is found. Looking for a text that must be there costs a fraction of it, and most texts lack it. */
function finds(of: Expr, regex: Regex, w: Writing): string {
  const found = w.dialect.finds(of.sql, printRegex(capturingOnly(regex, [])))
  const text = of.plain ? neededText(regex) : undefined
  return text === undefined
    ? found
    : `(${w.dialect.contains(lowered(of.sql, w), w.dialect.literal(text, 'string'))} AND ${found})`
}

/** Whether a condition asks for the rows of another plan. */
function looksInside(p: Predicate): boolean {
  let found = false
  visitOwn(p, node => {
    found ||= node.op === 'among'
  })
  return found
}

const joined = (parts: readonly string[], by: string, none: string): string =>
  parts.length === 0 ? none : parts.length === 1 ? (parts[0] ?? none) : `(${parts.join(by)})`
