import {
  acceptSign,
  acceptWord,
  atStageEnd,
  expected,
  expectSign,
  isSign,
  isWord,
  nameOf,
  type Parser,
  parseName,
  peek,
  spanFrom,
  startsName,
  take,
} from './parsing.ts'
import { within } from './subquery.ts'
import type { Lookup, Name, TextSpan } from './syntax.ts'

type Column = { readonly column: Name; readonly as: Name | undefined }
type Key = { readonly field: Name; readonly column: Name }

/** `lookup a [as b], … | * from SOURCE on f=col [and g=col2]` (S/lookup, S/lookup-classic); `lookup` is taken. */
export function parseLookup(p: Parser, start: number, inCondition: boolean): Lookup {
  const columns = isSign(peek(p), '*') ? star(p) : parseColumns(p)
  const source = parseFrom(p)
  const on = acceptWord(p, 'on') === undefined ? missingOn(p) : parseKeys(p, inCondition)
  return { columns, source, on, span: spanFrom(p, start) }
}

function star(p: Parser): '*' {
  take(p)
  return '*'
}

function parseColumns(p: Parser): Column[] {
  const columns: Column[] = []
  do {
    const column = parseName(p, 'a column of the lookup table')
    if (column === undefined) return columns
    const as = acceptWord(p, 'as') === undefined ? undefined : parseName(p, 'a name for the column')
    columns.push({ column, as })
  } while (acceptSign(p, ',') !== undefined)
  return columns
}

function parseFrom(p: Parser): TextSpan {
  if (acceptWord(p, 'from') === undefined) {
    expected(
      p,
      '`from` and the table to look in',
      'write `lookup COLUMN from path://"/Library/…/table" on FIELD=COLUMN`',
    )
    return { text: '', span: spanFrom(p, p.cursor.end()) }
  }
  return parseSource(p)
}

/** A table or file: `path://"/Library/…"`, `geo://location`, `/shared/x`, `https://…`. */
export function parseSource(p: Parser): TextSpan {
  return within(p, 'path', () => {
    const token = peek(p)
    if (token.kind !== 'path') {
      expected(p, 'the path of a lookup table', 'such as `path://"/Library/Users/me@example.com/table"`')
      return { text: '', span: spanFrom(p, p.cursor.end()) }
    }
    take(p, 'string')
    return { text: token.text.replaceAll('"', ''), span: { start: token.start, end: token.end } }
  })
}

function missingOn(p: Parser): Key[] {
  expected(p, '`on` and what to look up, such as `on src_ip=ip`')
  return []
}

/** Keys between commas or `and`; inside a condition `and` may also go on with the condition. */
function parseKeys(p: Parser, inCondition: boolean): Key[] {
  const keys: Key[] = []
  for (;;) {
    const bracketed = acceptSign(p, '(') !== undefined
    const field = parseName(p, 'a field to look up')
    if (field === undefined) return keys
    const equals = acceptSign(p, '=') ?? acceptSign(p, '==')
    const column = equals === undefined ? field : (parseName(p, 'a column of the lookup table') ?? field)
    keys.push({ field, column })
    if (bracketed) expectSign(p, ')')
    const next = peek(p, 1)
    if (
      isSign(peek(p), ',') ||
      (isWord(peek(p), 'and') && startsName(next) && (!inCondition || isSign(peek(p, 2), '=')))
    )
      take(p)
    else return keys
  }
}

/** `lookupContains(path://"…", f=col [and …])` (S/lookupcontains); its name stands next. */
export function parseLookupContains(p: Parser): Lookup {
  const start = nameOf(take(p, 'function')).span.start
  take(p)
  const source = parseSource(p)
  const on: Key[] = acceptSign(p, ',') === undefined ? [] : parseKeys(p, true)
  if (!atStageEnd(p)) expected(p, '`)`')
  expectSign(p, ')')
  return { columns: [], source, on, span: spanFrom(p, start) }
}
