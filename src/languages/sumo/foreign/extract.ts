import type { Edit } from '../../../base/diagnostic.ts'
import {
  acceptSign,
  isSign,
  isWord,
  nameOf,
  type Parser,
  peek,
  skipStage,
  spanFrom,
  startsName,
  take,
  textOf,
} from '../parsing.ts'
import { regexOf } from '../regex-text.ts'
import { rawOf } from '../stages/parse-text.ts'
import type { Expr, Name, RawString, Stage } from '../syntax.ts'
import { quote, writeName } from '../text.ts'
import { replace, sayForeign, spanOf } from './say.ts'

/** Splunk's `rex field=f "…(?<n>…)"`: `parse regex`, with `nodrop` because `rex` keeps rows that do not match. */
export function parseRex(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  let field: Name | undefined
  let pattern: RawString | undefined
  let multi = false
  let sed = false
  while (!p.report.isLost()) {
    const token = peek(p)
    if (token.kind === 'string') {
      pattern = rawOf(take(p, 'regex'))
    } else if (token.kind === 'word' && isSign(peek(p, 1), '=')) {
      take(p, 'keyword')
      take(p)
      const value = take(p)
      if (isWord(token, 'field')) field = nameOf(value)
      else if (isWord(token, 'max_match')) multi = value.text !== '1'
      else if (isWord(token, 'mode')) sed = value.text.toLowerCase() === 'sed'
    } else break
  }
  const span = spanFrom(p, word.start)
  const certain = pattern !== undefined && !sed
  const of = field === undefined || field.name === '_raw' ? '' : `field=${writeName(field.name)} `
  // a missing group name form: Python's (?P<n>…) is (?<n>…) here
  const body = (pattern?.body ?? '').replace(/\(\?P</g, '(?<')
  const text = `parse regex ${of}"${body}"${multi ? ' multi' : ''} nodrop`
  sayForeign(p, {
    code: 'sumo/rex',
    message: '`rex` is not an operator of a log search',
    because: sed
      ? 'replacing is a function'
      : '`parse regex` drops rows that do not match, `nodrop` keeps them as `rex` does',
    help: sed
      ? 'write `| replace(field, /…/, "…") as field`'
      : `write \`| ${certain ? text : 'parse regex field=f "…(?<name>…)…" nodrop'}\``,
    span: spanOf(word),
    ...(certain ? { fix: [replace(span, text)] } : {}),
  })
  if (pattern === undefined || sed) {
    skipStage(p)
    return [{ kind: 'error-stage', span }]
  }
  return [{ kind: 'parse-regex', patterns: [pattern], field, multi, nodrop: true, span }]
}

/** Splunk's `regex f="…"`: `where f matches /…/`. */
export function parseRegexFilter(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  const token = startsName(peek(p)) ? take(p, 'field') : undefined
  const field: Name = token === undefined ? { name: '_raw', span: spanOf(word) } : nameOf(token)
  const negated = acceptSign(p, '!=') !== undefined
  if (!negated) acceptSign(p, '=')
  const pattern = peek(p).kind === 'string' ? take(p) : undefined
  const span = spanFrom(p, word.start)
  const test = pattern === undefined ? '' : `${writeName(field.name)} matches ${regexOf(textOf(pattern).text)}`
  const text = `where ${negated ? `!(${test})` : test}`
  sayForeign(p, {
    code: 'sumo/regex-operator',
    message: '`regex` is not an operator of a log search',
    help: `write \`| ${pattern === undefined ? 'where field matches /…/' : text}\``,
    span: spanOf(word),
    ...(pattern === undefined ? {} : { fix: [replace(span, text)] }),
  })
  if (pattern === undefined) {
    skipStage(p)
    return [{ kind: 'error-stage', span }]
  }
  const body = regexOf(textOf(pattern).text).slice(1, -1)
  const left: Expr = { kind: 'field', name: field.name, span: field.span }
  const right: Expr = { kind: 'regex', body, bodyStart: pattern.start + 1, flags: '', span: spanOf(pattern) }
  const condition: Expr = { kind: 'binary', is: 'matches', operator: spanOf(word), left, right, span }
  return [
    {
      kind: 'where',
      condition: negated ? { kind: 'unary', is: '!', operator: spanOf(word), arg: condition, span } : condition,
      span,
    },
  ]
}

/** Splunk's `spath [input=f] [path=a.b] [output=c]`: `json auto`, or `json "a.b" as c nodrop`. */
export function parseSpath(p: Parser): readonly Stage[] {
  const word = take(p, 'keyword')
  const options = new Map<string, Name>()
  let bare: Name | undefined
  while (startsName(peek(p)) || peek(p).kind === 'string') {
    const token = take(p, 'keyword')
    if (acceptSign(p, '=') === undefined) bare = optionName(token)
    else options.set(token.text.toLowerCase(), optionName(take(p)))
  }
  const path = options.get('path') ?? bare
  const field = options.get('input')
  const as = options.get('output')
  const span = spanFrom(p, word.start)
  const of = field === undefined ? '' : `field=${writeName(field.name)} `
  const named = as === undefined ? '' : ` as ${writeName(as.name)}`
  const text =
    path === undefined
      ? `json auto${field === undefined ? '' : ` ${of.trim()}`}`
      : `json ${of}${quote(path.name)}${named} nodrop`
  const fix: Edit[] = [replace(span, text)]
  sayForeign(p, {
    code: 'sumo/spath',
    message: '`spath` is not an operator of a log search',
    help: `write \`| ${text}\``,
    span: spanOf(word),
    fix,
  })
  if (path === undefined)
    return [
      {
        kind: 'json-auto',
        field,
        maxdepth: undefined,
        extractarrays: false,
        keys: undefined,
        names: undefined,
        refonly: false,
        nodrop: false,
        span,
      },
    ]
  const paths = [{ text: path.name, span: path.span }]
  return [{ kind: 'json', paths, names: as === undefined ? undefined : [as], field, nodrop: true, span }]
}

const optionName = (token: ReturnType<typeof take>): Name =>
  token.kind === 'string' ? { name: textOf(token).text, span: spanOf(token) } : nameOf(token)
