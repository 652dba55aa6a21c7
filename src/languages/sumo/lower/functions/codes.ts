import type { Span } from '../../../../base/span.ts'
import { didYouMean } from '../../../../base/suggest.ts'
import { charsetNamed, charsets } from '../../../../plan/functions/charset.ts'
import type { Scalar } from '../../../../plan/plan.ts'
import { assertion, char, seq } from '../../../../plan/regex/build.ts'
import { charsOf } from '../../../../plan/regex/charset.ts'
import { pageOf } from '../../pages.ts'
import { asText } from '../coerce.ts'
import { type Context, notRun, say } from '../context.ts'
import { intOf, literalText, type Typed, textOf } from '../typed.ts'
import { call, type Lowerings, string } from './lowering.ts'
import { notANumber, wholeNumber } from './numbers.ts'

/** Text in other writings (S/base64encode, S/base64decode, S/urlencode, S/hextoascii, S/hextodec, S/dectohex, P/parsehex, S/hash). */
export const codeFunctions: Lowerings = {
  base64encode: ([x, charset], at, context) => base64('base64_encode', x, charset, at, context),
  base64decode: ([x, charset], at, context) => {
    const decoded = base64('base64_decode', x, charset, at, context)
    return decoded === undefined ? undefined : orItself(decoded.scalar, x, at)
  },
  urlencode: ([x], at) => textOf(call('url_encode', [asText(x)], at), at),
  urldecode: ([x], at) => orItself(call('url_decode', [asText(x)], at), x, at),
  hextoascii: ([x], at) => textOf(call('hex_to_text', [asText(x)], at), at),
  asciitohex: ([x], at) => textOf(call('text_to_hex', [asText(x)], at), at),
  hextodec: ([x], at) => intOf(call('hex_to_int', [asText(x)], at), at),
  parsehex: ([x], at) => {
    const digits: Scalar = { op: 'substitute', of: asText(x), regex: hexPrefix, by: [], at }
    return intOf(call('hex_to_int', [digits], at), at)
  },
  dectohex: ([x], at, context) => {
    const number = wholeNumber(x, at)
    return number === undefined ? notANumber(context, x) : textOf(call('int_to_hex', [number], at), at)
  },
  hash,
}

const hexPrefix = seq([assertion('text start'), char(charsOf('0')), char(charsOf('xX'))])

/** What cannot be decoded is returned unaltered (docs/search/search-query-language/search-operators/base64decode.md). */
const orItself = (decoded: Scalar, x: Typed, at: Span): Typed => textOf(call('coalesce', [decoded, asText(x)], at), at)

function base64(
  fn: 'base64_encode' | 'base64_decode',
  x: Typed,
  charset: Typed | undefined,
  at: Span,
  context: Context,
): Typed | undefined {
  const written = charset === undefined ? 'UTF-8' : literalText(charset)
  if (charset !== undefined && written !== undefined && charsetNamed(written) === undefined)
    return say(context, {
      code: 'sumo/unknown-encoding',
      severity: 'error',
      message: `\`${written}\` is no encoding that Sumo knows`,
      because: `it knows ${charsets.join(', ')} (${pageOf('S/base64decode')})`,
      ...helpOf(didYouMean(written, charsets)),
      span: charset.span,
    })
  const name = charset === undefined ? string('UTF-8') : asText(charset)
  return textOf(call(fn, [asText(x), name], at), at)
}

/** Sumo's names of digests, and those of the plan. */
const algorithms: ReadonlyMap<string, string> = new Map([
  ['md5', 'md5'],
  ['sha1', 'sha1'],
  ['sha2_256', 'sha256'],
  ['murmur3_128', 'murmur3_128'],
])

function hash([x, algorithm]: readonly [Typed, ...Typed[]], at: Span, context: Context): Typed | undefined {
  const name = algorithm === undefined ? 'md5' : literalText(algorithm)?.toLowerCase()
  if (name === undefined)
    return notRun(context, 'an algorithm that is no text in quotes', at, 'an engine must know it before it reads a row')
  const known = algorithms.get(name)
  if (known === undefined)
    return say(context, {
      code: 'sumo/unknown-algorithm',
      severity: 'error',
      message: `\`${name}\` is no algorithm that \`hash\` knows`,
      because: `it knows ${[...algorithms.keys()].join(', ')} (${pageOf('S/hash')})`,
      ...helpOf(didYouMean(name, algorithms.keys())),
      span: algorithm?.span ?? at,
    })
  quotedField(context, x)
  return textOf(call('digest', [asText(x), string(known)], at), at)
}

/** The documentation's own examples put the field into quotes (S/hash); that hashes its name. */
function quotedField(context: Context, x: Typed): void {
  const field = context.rows.fields.get(literalText(x)?.toLowerCase() ?? '')
  if (field === undefined) return
  say(context, {
    code: 'sumo/quoted-field',
    severity: 'warning',
    message: `this hashes the word \`${field.name}\`, not the field`,
    because: 'what is in double quotes is text, the same in every row',
    help: `write \`${field.name}\` without quotes`,
    fix: [{ span: x.span, text: field.name }],
    span: x.span,
  })
}

const helpOf = (help: string | undefined): { readonly help?: string } => (help === undefined ? {} : { help })
