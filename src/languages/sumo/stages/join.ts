import { parseExpr, power } from '../expression.ts'
import { foreignJoin } from '../foreign/join.ts'
import {
  acceptSign,
  acceptWord,
  atStageEnd,
  expected,
  expectSign,
  expectWord,
  isSign,
  isWord,
  type Parser,
  parseName,
  peek,
  say,
  spanFrom,
  startsName,
  take,
} from '../parsing.ts'
import type { Expr, JoinStage, JoinTable, Name } from '../syntax.ts'
import { parseJoinConditions } from './join-on.ts'
import { parseBracketedSearch } from './tables.ts'

/** `join (…) as t1, (…) as t2 on t1.a = t2.b [and …] [timewindow 10m]` (S/join). */
export function parseJoin(p: Parser, start: number): JoinStage {
  const nothing: JoinStage = { kind: 'join', tables: [], on: [], timewindow: undefined, span: spanFrom(p, start) }
  if (foreignJoin(p)) return { ...nothing, span: spanFrom(p, start) }
  const tables = parseTables(p)
  const on: JoinStage['on'] = expectWord(p, 'on', 'and the fields that must be equal, such as `on t1.a = t2.a`')
    ? parseJoinConditions(p)
    : []
  const timewindow = parseTimeWindow(p)
  const named = tables.map((table, i) => ({ ...table, as: table.as ?? sayUnnamed(p, tables, i, on) }))
  return { ...nothing, tables: named, on, timewindow, span: spanFrom(p, start) }
}

function parseTables(p: Parser): JoinTable[] {
  const tables: JoinTable[] = []
  for (;;) {
    const at = peek(p).start
    const search = parseBracketedSearch(p)
    if (search === undefined) break
    tables.push({ search, as: parseTableName(p), span: spanFrom(p, at) })
    if (acceptSign(p, ',') !== undefined) continue
    if (!isSign(peek(p), '(')) break
    const end = p.cursor.end()
    say(p, {
      code: 'sumo/missing-comma',
      severity: 'error',
      message: 'a comma is missing between these two tables',
      help: 'write `,` between them',
      span: { start: end - 1, end: peek(p).end },
      fix: [{ span: { start: end, end }, text: ',' }],
    })
  }
  const [only] = tables
  if (only !== undefined && tables.length === 1)
    say(p, {
      code: 'sumo/join-one-table',
      severity: 'error',
      message: '`join` needs two tables or more',
      because: 'it pairs rows of one with rows of another',
      help: 'write `join (…) as t1, (…) as t2 on t1.a = t2.a`; each table reads the rows before the join',
      span: only.span,
    })
  return tables
}

/** The name after `as`, which SQL leaves out. */
function parseTableName(p: Parser): Name | undefined {
  if (acceptWord(p, 'as') !== undefined) return parseName(p, 'a name for the table')
  const token = peek(p)
  if (!startsName(token) || isWord(token, 'on') || isWord(token, 'timewindow')) return undefined
  const end = p.cursor.end()
  const name = parseName(p)
  say(p, {
    code: 'sumo/missing-as',
    severity: 'error',
    message: `the name of a table comes after \`as\``,
    help: `write \`as ${name?.name ?? 't1'}\``,
    span: { start: token.start, end: token.end },
    fix: [{ span: { start: end, end }, text: ' as' }],
  })
  return name
}

/** Says that a table has no name; the one that `on` uses for no other table is certainly the one that was meant. */
function sayUnnamed(p: Parser, tables: readonly JoinTable[], at: number, on: JoinStage['on']): Name | undefined {
  const table = tables[at]
  if (table === undefined || p.report.isLost()) return undefined
  const known = new Set(tables.map(t => t.as?.name.toLowerCase()))
  const used = on.flatMap(({ left, right }) => [left, right].map(name => /^([^.]+)\./.exec(name.name)?.[1] ?? ''))
  const free = [...new Set(used)].filter(name => name !== '' && !known.has(name.toLowerCase()))
  const [name] = free.length === 1 && tables.filter(t => t.as === undefined).length === 1 ? free : []
  const { end } = table.span
  say(p, {
    code: 'sumo/join-table-name',
    severity: 'error',
    message: 'this table of the join has no name',
    because: '`on` and all later stages name fields by their table',
    help: `name it: \`(…) as ${name ?? `t${at + 1}`}\``,
    span: table.span,
    ...(name === undefined ? {} : { fix: [{ span: { start: end, end }, text: ` as ${name}` }] }),
  })
  return name === undefined ? undefined : { name, span: { start: end, end } }
}

/** `timewindow 10m`; its page writes it in square brackets, as one writes what may be left out. */
function parseTimeWindow(p: Parser): Expr | undefined {
  const open = peek(p)
  const bracketed = isSign(open, '[') && isWord(peek(p, 1), 'timewindow')
  if (bracketed) take(p)
  if (acceptWord(p, 'timewindow') === undefined) return undefined
  if (atStageEnd(p)) {
    expected(p, 'a length of time, such as `10m`')
    return undefined
  }
  const window = parseExpr(p, power.sign)
  if (!bracketed) return window
  const close = peek(p)
  if (!expectSign(p, ']')) return window
  say(p, {
    code: 'sumo/brackets-of-syntax',
    severity: 'warning',
    message: 'the square brackets round `timewindow` are no part of it',
    because: 'the documentation writes what may be left out in brackets; published searches write it without',
    help: `write \`${p.text.slice(open.end, close.start)}\``,
    span: { start: open.start, end: close.end },
    fix: [
      { span: { start: open.start, end: open.end }, text: '' },
      { span: { start: close.start, end: close.end }, text: '' },
    ],
  })
  return window
}
