import type { Closing } from '../expression.ts'
import type { Token } from '../lexer.ts'
import { isSign, type Parser, peek, take } from '../parsing.ts'
import { insert, remove, replace, sayForeign } from './say.ts'

/** `("a" "b")`: says that a comma is missing where one text follows another, which is then read as the next item. */
export function commaMissing(p: Parser): boolean {
  const before = p.cursor.last()
  const next = peek(p)
  if (isSign(next, ';')) return semicolon(p)
  const texts = before?.kind === 'string' && next.kind === 'string'
  if (before === undefined || (!texts && !isBeside(before, next))) return false
  // two words may be one name with a blank in it
  const words = before.kind === 'word' && next.kind === 'word'
  sayForeign(p, {
    code: 'sumo/missing-comma',
    message: `a comma is missing between these two ${texts ? 'texts' : 'values'}`,
    help: words
      ? `write \`,\` between them, or \`%"${before.text} ${next.text}"\` where they are one name`
      : 'write `,` between them',
    span: { start: before.start, end: next.end },
    ...(words ? {} : { fix: [insert(before.end, ',')] }),
  })
  return true
}

/** A value, and right behind it, with a blank between, another one that no operator joins to it. */
function isBeside(before: Token, next: Token): boolean {
  const value = ['string', 'number', 'word', 'escaped-name'].includes(before.kind) || isSign(before, ')')
  if (!value || before.end === next.start) return false
  if (next.kind === 'string' || next.kind === 'number' || next.kind === 'escaped-name') return true
  return next.kind === 'word' && /^[A-Za-z_][\w.]*$/.test(next.text) && !joining.test(next.text)
}

/** Words that go on with what stands before them, here or elsewhere. */
const joining =
  /^(?:as|by|and|or|xor|not|in|is|like|rlike|then|else|end|when|over|from|to|with|where|escape|order|asc|desc|between|distinct)$/i

/** `if(c; a; b)`, as spreadsheets separate: says that a comma stands there, and takes it. */
function semicolon(p: Parser): boolean {
  const sign = take(p)
  sayForeign(p, {
    code: 'sumo/semicolon',
    message: 'arguments are separated by commas',
    help: 'write `,`',
    span: { start: sign.start, end: sign.end },
    fix: [replace({ start: sign.start, end: sign.end }, ',')],
  })
  return true
}

/** `("a", "b",)`: takes a comma with nothing behind it, which ends the list all the same. */
export function trailingComma(p: Parser, closing: Closing): boolean {
  if (!isSign(peek(p), ',') || peek(p, 1).text !== closing) return false
  const comma = take(p)
  sayForeign(p, {
    code: 'sumo/trailing-comma',
    message: 'nothing follows this comma',
    because: 'a list ends behind its last item',
    help: 'remove it',
    span: { start: comma.start, end: comma.end },
    fix: [remove(comma.start, comma.end)],
  })
  return true
}
