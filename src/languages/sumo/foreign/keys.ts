import { operatorNamed } from '../operators.ts'
import { acceptSign, isSign, isWord, type Parser, peek, startsName, take } from '../parsing.ts'
import { insert, remove, replace, sayForeign, spanOf } from './say.ts'

// How other languages write the fields behind `by`.

/** `by (a, b)`: says that the brackets go; the opening one is taken, and the closing one belongs to them. */
export function bracketedKeys(p: Parser): boolean {
  const open = peek(p)
  if (!isSign(open, '(')) return false
  let i = 1
  while (startsName(peek(p, i)) || isSign(peek(p, i), ',')) i++
  const close = peek(p, i)
  if (!isSign(close, ')')) return false
  take(p)
  sayForeign(p, {
    code: 'sumo/bracketed-keys',
    message: 'the fields behind `by` stand without brackets',
    help: `write \`by ${p.text.slice(open.end, close.start).trim().slice(0, 60)}\``,
    span: { start: open.start, end: close.end },
    fix: [remove(open.start, open.end), remove(close.start, close.end)],
  })
  return true
}

/** Closes what `bracketedKeys` opened. */
export const closeKeys = (p: Parser): void => void acceptSign(p, ')')

/** `by a and b`, `by a b`: says that a comma stands between keys, and reads on. */
export function looseKey(p: Parser): boolean {
  const token = peek(p)
  const joined = isWord(token, 'and') && startsName(peek(p, 1))
  const beside = startsName(token) && token.kind !== 'parameter' && operatorNamed(token.text) === undefined
  if (!joined && (!beside || !isLast(p) || /^(?:as|nodrop|having|and|or)$/i.test(token.text))) return false
  const at = p.cursor.end()
  if (joined) take(p, 'operator')
  sayForeign(p, {
    code: 'sumo/missing-comma',
    message: 'a comma stands between two fields behind `by`',
    help: 'write `by a, b`',
    span: spanOf(token),
    fix: [joined ? replace({ start: at, end: token.end }, ',') : insert(at, ',')],
  })
  return true
}

/** Whether only names and commas follow up to the end of the stage. */
function isLast(p: Parser): boolean {
  for (let i = 0; i < 12; i++) {
    const token = peek(p, i)
    if (token.kind === 'end' || isSign(token, '|') || isSign(token, ')') || isSign(token, ']')) return true
    if (!startsName(token) && !isSign(token, ',')) return false
  }
  return false
}

/** `count, by a`: says that the comma goes. */
export function commaBeforeBy(p: Parser): boolean {
  const comma = peek(p)
  if (!isSign(comma, ',') || !isWord(peek(p, 1), 'by')) return false
  take(p)
  sayForeign(p, {
    code: 'sumo/trailing-comma',
    message: 'no comma stands before `by`',
    help: 'remove it',
    span: spanOf(comma),
    fix: [remove(comma.start, comma.end)],
  })
  return true
}
