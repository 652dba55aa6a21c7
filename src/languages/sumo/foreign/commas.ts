import type { Closing } from '../expression.ts'
import { isSign, type Parser, peek, take } from '../parsing.ts'
import { insert, remove, sayForeign } from './say.ts'

/** `("a" "b")`: says that a comma is missing where one text follows another, which is then read as the next item. */
export function commaMissing(p: Parser): boolean {
  const before = p.cursor.last()
  const next = peek(p)
  if (before?.kind !== 'string' || next.kind !== 'string') return false
  sayForeign(p, {
    code: 'sumo/missing-comma',
    message: 'a comma is missing between these two texts',
    help: 'write `,` between them',
    span: { start: before.start, end: next.end },
    fix: [insert(before.end, ',')],
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
