import type { Span } from '../../../base/span.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { capture, char, empty, repeat, seq, text } from '../../../plan/regex/build.ts'
import { ALL, isSubset, setOf } from '../../../plan/regex/charset.ts'
import { parseRegex } from '../../../plan/regex/parse.ts'
import type { Regex } from '../../../plan/regex/regex.ts'
import { captureNames, captures, partsOf } from '../../../plan/regex/walk.ts'
import { choices } from '../choices.ts'
import type { RawString, Stage } from '../syntax.ts'
import { type Context, lost, say } from './context.ts'
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
  const regexes = stage.patterns.map(pattern => rawRegex(context, pattern))
  const of = textToParse(context, stage.field, stage.span)
  if (of === undefined || !regexes.every(regex => regex !== undefined)) return lost(context)
  for (const [i, pattern] of stage.patterns.entries())
    checkGroups(context, captureNames(regexes[i] ?? empty()), pattern.span)
  const matched = allOf(regexes.map(regex => found(of, regex, stage.span)))
  if (stage.multi) {
    const all = regexes.map(regex => everyMatch(context, of, regex, stage.span))
    applyParse(
      context,
      all.flatMap(one => one.made),
      matched,
      stage,
      later,
      all.map(one => one.copies),
    )
    return
  }
  const made = regexes.flatMap(regex =>
    namedGroups(regex).map(({ name, group, digits }) => parsedField(name, of, regex, group, stage.span, digits)),
  )
  applyParse(context, made, matched, stage, later)
}

interface NamedGroup {
  readonly name: string
  readonly group: number
  readonly digits: boolean
}

const namedGroups = (regex: Regex): NamedGroup[] =>
  captures(regex).flatMap((capture, i) =>
    capture.name === undefined ? [] : [{ name: capture.name, group: i + 1, digits: onlyDigits(capture) }],
  )

/** The list of what each match holds, and the fields that one element of it makes. */
function everyMatch(
  { rows }: Context,
  of: Scalar,
  regex: Regex,
  at: Span,
): { readonly copies: Copies; readonly made: ParsedField[] } {
  const groups = namedGroups(regex)
  const lists = groups.map(({ group }): Scalar => ({ op: 'extract_all', of, regex, group, at }))
  const [only] = groups.length === 1 ? lists : []
  const list: Scalar = only ?? { op: 'call', fn: 'list_zip', args: lists, at }
  const as = freshColumn(rows, groups.length === 1 ? (groups[0]?.name ?? '') : 'match')
  const ofOne = (i: number): Scalar =>
    only === undefined
      ? {
          op: 'call',
          fn: 'list_at',
          args: [
            { op: 'field', name: as, type: { list: 'string' } },
            { op: 'literal', type: 'int', value: BigInt(i) },
          ],
          at,
        }
      : { op: 'field', name: as, type: 'string', at }
  const made = groups.map(
    ({ name, digits }, i): ParsedField => ({ name, value: ofOne(i), found: found(of, regex, at), digits }),
  )
  return { copies: { list, as }, made }
}

/** A string that is a regex: its backslashes are the regex's own, and every place in it is a place in the query. */
export function rawRegex(context: Context, { body, bodyStart }: RawString): Regex | undefined {
  const { value, diagnostics } = parseRegex(body, { at: offset => bodyStart + offset })
  context.diagnostics.push(...diagnostics)
  return value
}

/** A regex must name what it takes out; groups without a name are documented to be not supported. */
function checkGroups(context: Context, names: readonly (string | undefined)[], span: Span): void {
  if (!names.some(name => name !== undefined)) sayNoGroup(context, span)
  else if (names.includes(undefined))
    say(context, {
      code: 'sumo/unnamed-group',
      severity: 'warning',
      message: 'a group of this regex has no name, and makes no field',
      because: 'the documentation calls groups without a name not supported; we take them for plain brackets',
      help: 'write `(?:…)` for brackets, or `(?<name>…)` for a field',
      span,
    })
}

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
