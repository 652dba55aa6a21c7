import type { Span } from '../../../../base/span.ts'
import { type FormatSpecifier, parseFormat } from '../../../../plan/functions/format-pattern.ts'
import type { Scalar } from '../../../../plan/plan.ts'
import { asFloat, asInt, asText } from '../coerce.ts'
import { type Context, notRun, say } from '../context.ts'
import { never } from '../logic.ts'
import { filter } from '../rows.ts'
import { literalText, type Typed, textOf } from '../typed.ts'
import { call, string } from './lowering.ts'

const page = 'docs/search/search-query-language/search-operators/format.md'

/** `format("%s: %d", name, age)`: values put into a text as Java's Formatter does; null where one of them is missing. */
export function format(
  [pattern, ...values]: readonly [Typed, ...Typed[]],
  at: Span,
  context: Context,
): Typed | undefined {
  const written = literalText(pattern)
  if (written === undefined)
    return notRun(
      context,
      'a format that is no text in quotes',
      pattern.span,
      'its conversions say of which type each value must be',
    )
  const parsed = parseFormat(written)
  if ('problem' in parsed) {
    if (parsed.known) return notRun(context, 'this format', pattern.span, parsed.problem)
    return sayFormat(context, parsed.problem, 'a percent sign is written `%%`', pattern.span)
  }
  const args: Scalar[] = []
  let plain = ''
  for (const piece of parsed.pieces) {
    if (typeof piece === 'string') {
      plain += piece.replaceAll('%', '%%')
      continue
    }
    const value = values[piece.argument]
    if (value === undefined)
      return sayFormat(
        context,
        `\`${piece.written}\` has no value`,
        `give \`format\` as many values after the text as it has places for them: ${values.length} so far`,
        pattern.span,
      )
    const arg = argumentOf(context, piece, value)
    if (arg === undefined) return undefined
    args.push(arg)
    plain += plainSpecifier(piece)
  }
  return textOf(call('format', [string(plain), ...args], at), at)
}

/** The specifier of the next argument. */
function plainSpecifier({ is, upper, flags, width, precision }: FormatSpecifier): string {
  const places = precision === undefined ? '' : `.${precision}`
  return `%${flags}${width === 0 ? '' : width}${places}${upper ? is.toUpperCase() : is}`
}

/** The value as what a specifier takes; undefined after saying why it is none. */
function argumentOf(context: Context, { is, written }: FormatSpecifier, value: Typed): Scalar | undefined {
  if (is === 's') return asText(value)
  const wanted = is === 'f' || is === 'e' ? 'a number' : 'a whole number'
  if (value.kind === 'boolean')
    return sayFormat(context, `\`${written}\` takes ${wanted}, and this is a truth value`, 'write `%s`', value.span)
  if (is === 'f' || is === 'e') return asFloat(value)
  if (value.type === 'float')
    return sayFormat(
      context,
      `\`${written}\` takes a whole number, and this has decimals`,
      'write `toLong(…)` around it, or `%.0f` in the text',
      value.span,
    )
  if (value.kind === 'text' && is !== 'd') dropsAll(context, written, value)
  return asInt(value)
}

/** Text is read as a number for `%d`, but not in hexadecimal, where the product drops the row. */
function dropsAll(context: Context, written: string, value: Typed): void {
  say(context, {
    code: 'sumo/format-drops',
    severity: 'warning',
    message: `\`${written}\` of text drops every row`,
    because: `Sumo takes no text for hexadecimal (${page})`,
    help: 'write `toLong(…)` around it',
    span: value.span,
  })
  filter(context.rows, never, value.span)
}

const sayFormat = (context: Context, message: string, help: string, span: Span): undefined =>
  say(context, { code: 'sumo/format', severity: 'error', message, because: `Sumo refuses it (${page})`, help, span })
