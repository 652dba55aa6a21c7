import type { Span } from '../../../../base/span.ts'
import { suggest } from '../../../../base/suggest.ts'
import type { Replacement } from '../../../../plan/plan.ts'
import type { Regex } from '../../../../plan/regex/regex.ts'
import { captureNames } from '../../../../plan/regex/walk.ts'
import type { Expr } from '../../syntax.ts'
import { asText } from '../coerce.ts'
import { type Context, notRun, say } from '../context.ts'
import { regexOf } from '../matching.ts'
import { literalText, type Typed, textOf } from '../typed.ts'

const page = 'docs/search/search-query-language/search-operators/replace.md'

/** `replace(text, /regex/, "by")`: every match is replaced, `$1`, `${name}` and `$0` being groups of it. */
export function replaceRegex(
  context: Context,
  text: Typed,
  literal: Extract<Expr, { kind: 'regex' }>,
  by: Typed,
  at: Span,
): Typed | undefined {
  const regex = regexOf(context, literal)
  const written = literalText(by)
  if (by.kind === 'null') return { ...by, span: at }
  if (written === undefined)
    return notRun(
      context,
      'a replacement that is no text in quotes',
      by.span,
      'the groups that it names must be known before a row is read',
    )
  const pieces = regex === undefined ? undefined : replacement(context, written, regex, by.span)
  if (regex === undefined || pieces === undefined) return undefined
  const groups = new Set(pieces.filter(piece => typeof piece === 'number' && piece > 0))
  if (groups.size > 9)
    return notRun(
      context,
      'a replacement that names more than nine groups',
      by.span,
      'the engine of regexes numbers nine',
    )
  return textOf({ op: 'substitute', of: asText(text), regex, by: pieces, at }, at)
}

/** The pieces of a replacement; a backslash takes the next character as it is. */
function replacement(context: Context, written: string, regex: Regex, span: Span): Replacement | undefined {
  const names = captureNames(regex)
  const pieces: (string | number)[] = []
  const piece = /\\(.)|\$(?:([0-9]+)|\{([^{}]*)\})|([^\\$]+)/suy
  for (let at = 0; at < written.length; at = piece.lastIndex) {
    piece.lastIndex = at
    const found = piece.exec(written)
    if (found === null)
      return say(context, {
        code: 'sumo/replacement',
        severity: 'error',
        message: `this replacement has a \`${written[at]}\` that stands for nothing`,
        because: `\`$\` begins a group and a backslash takes the next character as it is (${page})`,
        help: written[at] === '$' ? 'a dollar sign is written `\\\\$`' : 'a backslash is written `\\\\\\\\`',
        span,
      })
    const [, escaped, digits, name, text] = found
    if (name !== undefined) {
      const group = names.indexOf(name)
      if (group < 0) return noGroup(context, `{${name}}`, names, span)
      pieces.push(group + 1)
    } else if (digits !== undefined) {
      const [group, rest] = groupIn(digits, names.length)
      if (group > names.length) return noGroup(context, digits, names, span)
      pieces.push(group)
      if (rest !== '') pieces.push(rest)
    } else pieces.push(escaped ?? text ?? '')
  }
  return pieces
}

/** As many digits as name a group, the first in any case; the rest is text. */
function groupIn(digits: string, groups: number): readonly [number, string] {
  let length = 1
  while (length < digits.length && Number(digits.slice(0, length + 1)) <= groups) length++
  return [Number(digits.slice(0, length)), digits.slice(length)]
}

function noGroup(context: Context, group: string, names: readonly (string | undefined)[], span: Span): undefined {
  const known = names.filter(name => name !== undefined)
  const near = suggest(group.replace(/[{}]/g, ''), known)[0]
  const count = names.length === 0 ? 'no groups' : names.length === 1 ? 'one group' : `${names.length} groups`
  return say(context, {
    code: 'sumo/replacement',
    severity: 'error',
    message: `the regex has no group \`$${group}\``,
    because: `it has ${count}${known.length === 0 ? '' : `: ${known.join(', ')}`} (${page})`,
    help:
      near === undefined
        ? 'put the part of the regex that you want back into parentheses'
        : `did you mean \`\${${near}}\`?`,
    span,
  })
}
