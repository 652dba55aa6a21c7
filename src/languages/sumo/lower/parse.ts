import type { Span } from '../../../base/span.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { capture, char, repeat, seq, text } from '../../../plan/regex/build.ts'
import { ALL, isSubset, setOf } from '../../../plan/regex/charset.ts'
import { parseSearch, type Search } from '../../../plan/regex/look/index.ts'
import { parseRegex } from '../../../plan/regex/parse.ts'
import type { Regex } from '../../../plan/regex/regex.ts'
import { captures, partsOf } from '../../../plan/regex/walk.ts'
import { choices } from '../choices.ts'
import type { RawString, Stage } from '../syntax.ts'
import { type Context, lost, notRun, say } from './context.ts'
import { allOf } from './logic.ts'
import { textToParse } from './message.ts'
import { applyParse, type Copies, type ParsedField } from './parsed.ts'
import { freshColumn } from './rows.ts'

type Of<K extends Stage['kind']> = Extract<Stage, { kind: K }>

/**
 * `parse regex`: every named group becomes a field, of the first match from the left; every pattern must match. With `multi`
 * there is a copy of the row for every match (docs/search/search-query-language/parse-operators/parse-variable-patterns-using-regex.md).
 */
export function lowerParseRegex(context: Context, stage: Of<'parse-regex'>, later: readonly Stage[]): undefined {
  const searches = stage.patterns.map(pattern => searchOf(context, pattern))
  const of = textToParse(context, stage.field, stage.span)
  if (of === undefined || !searches.every(search => search !== undefined)) return lost(context)
  for (const [i, pattern] of stage.patterns.entries())
    if (!searches[i]?.names.some(name => name !== undefined)) sayNoGroup(context, pattern.span)
  const matched = allOf(searches.map(({ regex }) => found(of, regex, stage.span)))
  if (stage.multi) {
    const all = searches.map((search, i) => everyMatch(context, of, search, stage.patterns[i]?.span ?? stage.span))
    if (!all.every(one => one !== undefined)) return lost(context)
    const [made, copies] = [all.flatMap(one => one.made), all.map(one => one.copies)]
    applyParse(context, made, matched, stage, later, copies)
    return
  }
  const made = searches.flatMap(search => firstMatch(of, search, stage.span))
  applyParse(context, made, matched, stage, later)
}

/** A pattern: its backslashes are the regex's own, and every place in it is a place in the query. */
function searchOf(context: Context, { body, bodyStart }: RawString): Search | undefined {
  const at = (offset: number): number => bodyStart + offset
  const { value, diagnostics } = parseSearch(body, { at })
  context.diagnostics.push(...diagnostics)
  if (value === undefined) return undefined
  if (value.names.some(name => name !== undefined))
    for (const group of captures(value.written)) if (group.name === undefined) sayUnnamed(context, group.at)
  return value
}

/** The fields of the first match. A name of several groups is of the one that took part in the match. */
function firstMatch(of: Scalar, { regex, names }: Search, at: Span): ParsedField[] {
  const groups = captures(regex)
  return [...new Set(names)].flatMap((name): ParsedField[] => {
    if (name === undefined) return []
    const own = names.flatMap((other, i) => (other === name ? [i] : []))
    const values = own.map((i): Scalar => ({ op: 'extract', of, regex, group: i + 1, at }))
    const [only] = values.length === 1 ? values : []
    const value: Scalar = only ?? { op: 'call', fn: 'coalesce', args: values, at }
    return [{ name, value, found: found(of, regex, at), digits: own.every(i => onlyDigits(groups[i])) }]
  })
}

/** The list of what each match holds, and the fields that one element of it makes. */
function everyMatch(
  context: Context,
  of: Scalar,
  { every }: Search,
  at: Span,
): { readonly copies: Copies; readonly made: ParsedField[] } | undefined {
  if (every === undefined) return sayNoEnds(context, at)
  const { regex, until } = every
  const groups = captures(regex).flatMap(({ name, of: inside }, i) =>
    name === undefined ? [] : [{ name, group: i + 1, digits: onlyDigits(inside) }],
  )
  const stop = until === undefined ? {} : { until }
  const lists = groups.map(({ group }): Scalar => ({ op: 'extract_all', of, regex, group, ...stop, at }))
  const [only] = groups.length === 1 ? lists : []
  const list: Scalar = only ?? { op: 'call', fn: 'list_zip', args: lists, at }
  const as = freshColumn(context.rows, groups.length === 1 ? (groups[0]?.name ?? '') : 'match')
  const match: Scalar = { op: 'field', name: as, type: { list: 'string' } }
  const made = groups.map(({ name, digits }, i): ParsedField => {
    const position: Scalar = { op: 'literal', type: 'int', value: BigInt(i) }
    const value: Scalar =
      only === undefined
        ? { op: 'call', fn: 'list_at', args: [match, position], at }
        : { op: 'field', name: as, type: 'string', at }
    return { name, value, found: found(of, regex, at), digits }
  })
  return { copies: { list, as }, made }
}

/** A string that is a regex: its backslashes are the regex's own, and every place in it is a place in the query. */
export function rawRegex(context: Context, { body, bodyStart }: RawString): Regex | undefined {
  const { value, diagnostics } = parseRegex(body, { at: offset => bodyStart + offset })
  context.diagnostics.push(...diagnostics)
  return value
}

function sayUnnamed(context: Context, span: Span | undefined): undefined {
  if (span === undefined) return
  say(context, {
    code: 'sumo/unnamed-group',
    severity: 'warning',
    message: 'this group has no name',
    because: '`parse regex` knows only groups that name a field, `(?<name>…)`, and groups that do not capture, `(?:…)`',
    help: 'write `(?:…)` where nothing is to be captured',
    span,
    fix: [{ span: { start: span.start + 1, end: span.start + 1 }, text: '?:' }],
  })
}

const sayNoEnds = (context: Context, span: Span): undefined =>
  notRun(
    context,
    'a look-around of this kind in `parse regex … multi`',
    span,
    'regexes run on engines without look-arounds; another regex finds the first match of this one, but not where each match ends',
  )

const sayNoGroup = (context: Context, span: Span): undefined =>
  say(context, {
    code: 'sumo/no-named-group',
    severity: 'error',
    message: 'this regex names no field',
    because: '`parse regex` makes a field of every named group, and this has none',
    help: 'put `(?<name>…)` round what you want',
    span,
  })

const found = (of: Scalar, regex: Regex, at: Span): Predicate => ({ op: 'regex', of, regex, at })

const parsedField = (
  name: string,
  of: Scalar,
  regex: Regex,
  group: number,
  at: Span,
  digits: boolean,
): ParsedField => ({
  name,
  value: { op: 'extract', of, regex, group, at },
  found: found(of, regex, at),
  digits,
})

/**
 * `parse "a*b" as x`: text between anchors. Each `*` takes as little as the next anchor allows, from the leftmost place
 * where all fit; a last `*` takes the rest.
 */
export function lowerParseAnchor(context: Context, stage: Of<'parse-anchor'>, later: readonly Stage[]): undefined {
  const of = textToParse(context, stage.field, stage.span)
  if (of === undefined) return lost(context)
  const made: ParsedField[] = []
  const matched: Predicate[] = []
  for (const { pattern, names } of stage.patterns) {
    const regex = anchorRegex(pattern.text)
    matched.push(found(of, regex, pattern.span))
    const units = pattern.text
      .split('*')
      .slice(1)
      .map(after => unit.test(after))
    made.push(...names.map(({ name }, i) => parsedField(name, of, regex, i + 1, pattern.span, units[i] === true)))
  }
  applyParse(context, made, allOf(matched), stage, later)
}

function anchorRegex(pattern: string): Regex {
  const anchors = pattern.split('*')
  return seq(
    anchors.flatMap((anchor, i): Regex[] => {
      const exact = anchor === '' ? [] : [text(anchor, choices.anchorsAreCaseSensitive ? 'none' : 'ascii')]
      if (i === 0) return exact
      const isRest = i === anchors.length - 1 && anchor === ''
      return [capture(repeat(char(ALL), 0, undefined, isRest), undefined), ...exact]
    }),
  )
}

/** What follows a quantity. */
const unit = /^ ?(?:ms|s|sec|seconds|milliseconds|bytes|[kmg]b|%)(?![a-z])/i

const number = setOf([
  [0x2b, 0x2b],
  [0x2d, 0x2e],
  [0x30, 0x39],
])

/** Whether a regex fits digits, signs and points only, and at least one of them. */
function onlyDigits(regex: Regex | undefined): boolean {
  if (regex === undefined || regex.re === 'empty') return false
  if (regex.re === 'char') return isSubset(regex.set, number)
  const parts = partsOf(regex)
  return parts.length > 0 && parts.every(onlyDigits)
}
