import { didYouMean } from '../../base/suggest.ts'
import { parseJson } from '../../event/json.ts'
import type { Type, Value } from '../../event/value.ts'
import { accept, deeper, expect, fail, isNext, peek, type Reader, separated, take, unexpected } from './reader.ts'

/** A name, bare or in backquotes. */
export function readName(r: Reader): string {
  const token = peek(r)
  if (token.kind === 'word') return take(r).text
  if (token.kind !== 'quoted name') {
    unexpected(r, 'a name')
    return ''
  }
  take(r)
  const name = parseJson(`"${token.text.slice(1, -1).replaceAll('"', '\\"')}"`)
  if (typeof name === 'string') return name
  fail(r, 'plan/bad-escape', 'there is an escape in this name that JSON does not have', token)
  return ''
}

/** A text in double quotes, escaped as in JSON. */
export function readString(r: Reader): string {
  const token = peek(r)
  const text = token.kind === 'string' ? parseJson(token.text) : undefined
  if (typeof text !== 'string') {
    if (token.kind === 'string')
      fail(r, 'plan/bad-escape', 'there is an escape in this text that JSON does not have', token)
    else unexpected(r, 'a text in double quotes')
    return ''
  }
  take(r)
  return text
}

/** A whole number. */
export function readInt(r: Reader): bigint {
  if (peek(r).kind === 'int') return BigInt(take(r).text)
  unexpected(r, 'a whole number')
  return 0n
}

const simpleTypes = ['bool', 'int', 'float', 'string', 'time', 'ip', 'object', 'any'] as const

/** A type as `printType` writes it. */
export function readType(r: Reader): Type {
  const token = peek(r)
  const word = token.kind === 'word' ? token.text : ''
  const simple = simpleTypes.find(t => t === word)
  if (simple !== undefined) {
    take(r)
    return simple
  }
  if (word === 'list') return deeper<Type>(r, () => readListType(r), 'any')
  if (word === '') unexpected(r, 'a type')
  else fail(r, 'plan/unknown-type', `there is no type \`${word}\``, token, didYouMean(word, [...simpleTypes, 'list']))
  return 'any'
}

function readListType(r: Reader): Type {
  take(r)
  expect(r, '<')
  const list = readType(r)
  expect(r, '>')
  return { list }
}

/** A value as `printLiteral` writes it, without the type. */
export function readValue(r: Reader): Value {
  const token = peek(r)
  if (token.kind === 'string') return readString(r)
  if (token.kind === 'int') return readInt(r)
  if (token.kind === 'float') return Number(take(r).text)
  if (isNext(r, '[')) return deeper<Value>(r, () => readList(r), null)
  if (isNext(r, '{')) return deeper<Value>(r, () => readObject(r), null)
  const word = words.get(token.text)
  if (token.kind !== 'word' || word === undefined) {
    unexpected(r, 'a value')
    return null
  }
  take(r)
  return word
}

const words: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
])

/** Whether a value begins here: nothing else begins so. */
export function isValueNext(r: Reader): boolean {
  const { kind, text } = peek(r)
  return (
    ['string', 'int', 'float'].includes(kind) ||
    (kind === 'sign' && '[{'.includes(text)) ||
    (kind === 'word' && words.has(text))
  )
}

/** Values in square brackets. */
export function readList(r: Reader): readonly Value[] {
  expect(r, '[')
  const items = isNext(r, ']') ? [] : separated(r, ',', () => readValue(r))
  expect(r, ']')
  return items
}

function readObject(r: Reader): Value {
  expect(r, '{')
  const entries = isNext(r, '}') ? [] : separated(r, ',', () => readEntry(r))
  expect(r, '}')
  return Object.fromEntries(entries)
}

function readEntry(r: Reader): [string, Value] {
  const key = readString(r)
  expect(r, ':')
  return [key, readValue(r)]
}

/** The type after a value, or the one it has by itself. */
export const readTypeAfter = (r: Reader, own: Type): Type => (accept(r, ':') ? readType(r) : own)
