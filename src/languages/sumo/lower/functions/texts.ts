import type { Span } from '../../../../base/span.ts'
import type { Scalar } from '../../../../plan/plan.ts'
import { pageOf } from '../../pages.ts'
import { asText } from '../coerce.ts'
import { type Context, say } from '../context.ts'
import { intOf, type Typed, textOf } from '../typed.ts'
import { call, int, type Lowerings, string } from './lowering.ts'
import { notANumber, wholeNumber } from './numbers.ts'

/** What makes text of text (S/tolowercase-touppercase, S/trim, S/length, S/concat, S/substring, S/replace, S/tourl). */
export const textFunctions: Lowerings = {
  tolowercase: ([x], at) => textOf(call('lower', [asText(x)], at), at),
  touppercase: ([x], at) => textOf(call('upper', [asText(x)], at), at),
  trim: ([x], at) => textOf(call('trim', [asText(x)], at), at),
  length: ([x], at) => intOf(call('coalesce', [call('length', [asText(x)], at), int(0n)], at), at),
  concat: (args, at) => textOf(call('concat', args.map(orEmpty), at), at),
  substring,
  replace: ([x, what = x, by = x], at) => textOf(call('replace', [asText(x), asText(what), asText(by)], at), at),
  tourl,
}

/** A missing part of a `concat` is empty (docs/search/search-query-language/search-operators/concat.md). */
const orEmpty = (x: Typed): Scalar =>
  x.scalar.op === 'literal' && x.scalar.value !== null ? asText(x) : call('coalesce', [asText(x), string('')], x.span)

function substring([x, from = x, to]: readonly [Typed, ...Typed[]], at: Span, context: Context): Typed | undefined {
  const [start, end] = [wholeNumber(from, at), to === undefined ? int(2n ** 31n - 1n) : wholeNumber(to, at)]
  if (start === undefined || end === undefined) return notANumber(context, from)
  const [a, b] = [start, end].map(s => (s.op === 'literal' && typeof s.value === 'bigint' ? s.value : undefined))
  if ((a !== undefined && a < 0n) || (b !== undefined && b < (a ?? 0n)))
    return say(context, {
      code: 'sumo/substring-range',
      severity: 'error',
      message:
        a !== undefined && a < 0n ? 'a substring cannot begin before the text' : 'this substring ends before it begins',
      because: 'Sumo refuses the query (docs/search/search-query-language/search-operators/substring.md)',
      help: 'count from 0; the end is the position after the last character',
      span: at,
    })
  return textOf(call('substring', [asText(x), start, end], at), at)
}

/** A link is shown by its text, and that is the value here (docs/search/search-query-language/search-operators/tourl.md). */
function tourl([url, text = url, prefix, suffix]: readonly [Typed, ...Typed[]], at: Span, context: Context) {
  if (prefix === undefined) return textOf(asText(text), at)
  if (suffix === undefined)
    return say(context, {
      code: 'sumo/argument-count',
      severity: 'error',
      message: '`tourl` takes a prefix and a suffix, or neither',
      because: `Sumo refuses one without the other (${pageOf('S/tourl')})`,
      help: 'add `""` for the one that is empty',
      span: at,
    })
  return textOf(call('concat', [asText(prefix), asText(text), asText(suffix)], at), at)
}
