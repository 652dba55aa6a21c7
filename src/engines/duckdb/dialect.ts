import type { Type } from '../../event/value.ts'
import type { Dialect } from '../sql/dialect.ts'
import type { Expr } from '../sql/expr.ts'
import { aggregates } from './aggregates.ts'
import { convert } from './convert.ts'
import { functions } from './functions.ts'
import { columnType, identifier, literal, quote } from './literal.ts'

const NO_IDS = 'CAST([] AS BIGINT[])'

/** How DuckDB writes what databases write differently. */
export const duckdb: Dialect = {
  name: identifier,
  type: columnType,
  literal,
  functions,
  aggregates,
  convert,
  contains: (of, part) => `contains(${of}, ${part})`,
  startsWith: (of, part) => `starts_with(${of}, ${part})`,
  endsWith: (of, part) => `ends_with(${of}, ${part})`,
  finds: (of, regex) => `regexp_matches(${of}, ${quote(regex)})`,
  group: (of, regex, group) => `regexp_extract(${of}, ${quote(regex)}, ${group})`,
  groupOrNull: (of, regex, group) => `CAST(regexp_extract_all(${of}, ${quote(regex)}, ${group})[1] AS VARCHAR)`,
  groups: (of, regex, names) => `regexp_extract(${of}, ${quote(regex)}, [${names.map(quote).join(', ')}])`,
  member: (groups, name) => `struct_extract(${groups}, ${quote(name)})`,
  groupOfAll: (of, regex, group) => `regexp_extract_all(${of}, ${quote(regex)}, ${group})`,
  replaceMatches: (of, regex, rewrite) => `regexp_replace(${of}, ${quote(regex)}, ${quote(rewrite)}, 'g')`,
  some: (list, name, condition) => `(coalesce(len(list_filter(${list}, lambda ${name}: ${condition})), 0) > 0)`,
  unnest: list => ({ element: `unnest(${list})`, position: `generate_subscripts(${list}, 1)` }),
  listOrNull: (list, type) => `CASE WHEN len(${list}) > 0 THEN ${list} ELSE CAST([NULL] AS ${columnType(type)}) END`,
  collect: id => `coalesce(list(${id}), ${NO_IDS})`,
  collectLists: ids => `coalesce(flatten(list(${ids})), ${NO_IDS})`,
  joinLists: (a, b) => `list_concat(${a}, ${b})`,
  listOf: id => `[${id}]`,
  noIds: NO_IDS,
  toReference: withMark,
  toResult: withMark,
}

/** A byte order mark. The client library drops one that a text begins with, so such a text is handed over with another. */
const MARK = 'chr(65279)'

function withMark(of: Expr): string {
  if (!isText(of.type) || /^'[^\ufeff]/.test(of.sql)) return of.sql
  if (typeof of.type === 'object') return marked(of.sql, of.type, 0)
  return of.plain ? doubled(of.sql) : `regexp_replace(${of.sql}, '\\A\\x{feff}', ${MARK} || ${MARK})`
}

/** Every text of a value with its mark doubled, lists inside of lists included. */
function marked(sql: string, type: Type, depth: number): string {
  if (typeof type !== 'object') return doubled(sql)
  const name = `__m${depth}`
  return `list_transform(${sql}, lambda ${name}: ${marked(name, type.list, depth + 1)})`
}

const doubled = (text: string): string =>
  `CASE WHEN starts_with(${text}, ${MARK}) THEN ${MARK} || ${text} ELSE ${text} END`

/** Whether values of this type are text in DuckDB, or lists of it. */
const isText = (type: Type): boolean => (typeof type === 'object' ? isText(type.list) : columnType(type) === 'VARCHAR')
