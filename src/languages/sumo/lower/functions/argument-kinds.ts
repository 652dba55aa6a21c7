import type { Span } from '../../../../base/span.ts'
import { functionNamed } from '../../functions.ts'
import { type Context, say } from '../context.ts'
import type { Typed } from '../typed.ts'

/** What an argument may be: text only; a whole number that is no text; anything. */
type ArgumentKind = 'text' | 'long' | 'any'

/**
 * The first arguments of functions that are particular about them, by lower-case name. Sumo chooses among the definitions of
 * a function by the types of its arguments, and refuses the query where none fits.
 */
const kinds: Readonly<Record<string, ArgumentKind>> = {
  ...{ tolowercase: 'text', touppercase: 'text', length: 'text', trim: 'text', luhn: 'text' },
  ...{ base64encode: 'text', base64decode: 'text', urlencode: 'text', urldecode: 'text', hextoascii: 'text' },
  ...{ jsonarraysize: 'text', jsonarraycontains: 'text', ipv4tonumber: 'text', parsedate: 'text' },
  formatdate: 'long',
}

/** Whether the arguments are of the types that the function is defined for, or else says what to do. */
export function fitsKinds(context: Context, name: string, [first]: readonly Typed[], at: Span): boolean {
  const wanted = Object.hasOwn(kinds, name.toLowerCase()) ? kinds[name.toLowerCase()] : 'any'
  if (first === undefined || first.kind === 'null' || wanted === undefined || wanted === 'any') return true
  const is =
    first.kind === 'text'
      ? 'text'
      : first.kind === 'boolean'
        ? 'a truth value'
        : first.type === 'int'
          ? 'a whole number'
          : 'a number with decimals'
  if (wanted === 'text' ? first.kind === 'text' : is === 'a whole number') return true
  const cast = wanted === 'text' ? 'toString' : 'toLong'
  const entry = functionNamed(name)
  say(context, {
    code: 'sumo/argument-type',
    severity: 'error',
    message: `\`${name}\` takes ${wanted === 'text' ? 'text' : 'a whole number'}, and this is ${is}`,
    because:
      wanted === 'text'
        ? `Sumo has no definition of it for ${is} (${entry?.page ?? 'CH'})`
        : `Sumo answers “Multiple definitions found for function ${name}” (${entry?.page ?? 'CH'})`,
    help: `write \`${cast}(…)\` around it`,
    ...(first.kind === 'boolean' ? {} : { fix: wrapped(first.span, cast) }),
    span: first.span.end > first.span.start ? first.span : at,
  })
  return false
}

const wrapped = ({ start, end }: Span, cast: string) => [
  { span: { start, end: start }, text: `${cast}(` },
  { span: { start: end, end }, text: ')' },
]
