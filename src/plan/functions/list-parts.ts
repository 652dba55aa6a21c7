import type { Type } from '../../event/value.ts'
import type { PlanFunction } from './function.ts'
import { int, isType, list } from './signature.ts'

const texts: Type = { list: 'string' }

const list_zip: PlanFunction = {
  doc: 'A list of lists: the first elements of all arguments, then the second ones, and so on; null where a list is shorter than the longest.',
  signature: '(list<T>, list<T>…) → list<list<T>>',
  result: ([first, ...rest]) =>
    typeof first === 'object' && rest.every(type => isType(type, first)) ? { list: first } : undefined,
  nulls: 'strict',
  evaluate: args => {
    const lists = args.map(list)
    const longest = Math.max(...lists.map(items => items.length))
    return Array.from({ length: longest }, (_, i) => lists.map(items => items[i] ?? null))
  },
  examples: [
    {
      args: [
        ['a', 'b'],
        ['x', 'y'],
      ],
      types: [texts, texts],
      gives: [
        ['a', 'x'],
        ['b', 'y'],
      ],
    },
    {
      args: [['a', null], ['x']],
      types: [texts, texts],
      gives: [
        ['a', 'x'],
        [null, null],
      ],
    },
    { args: [[]], types: [texts], gives: [] },
    { args: [['a'], null], types: [texts, texts], gives: null },
  ],
}

const list_at: PlanFunction = {
  doc: 'The element of a list at a position, counted from 0; null where there is none.',
  signature: '(list<T>, int) → T',
  result: ([items, position, ...more]) =>
    typeof items === 'object' && isType(position, 'int') && more.length === 0 ? items.list : undefined,
  nulls: 'strict',
  evaluate: ([items, position]) => {
    const elements = list(items)
    const at = int(position)
    return at < 0n || at >= BigInt(elements.length) ? null : (elements[Number(at)] ?? null)
  },
  examples: [
    { args: [['a', 'b'], 1n], types: [texts, 'int'], gives: 'b' },
    { args: [['a', 'b'], 2n], types: [texts, 'int'], gives: null },
    { args: [['a', 'b'], -1n], types: [texts, 'int'], gives: null },
    { args: [[null], 0n], types: [texts, 'int'], gives: null },
  ],
}

const list_find: PlanFunction = {
  doc: 'The position, counted from 0, of the first element of a list of texts that is this text; null where there is none.',
  signature: '(list<string>, string) → int',
  result: ([items, wanted, ...more]) =>
    isType(items, texts) && isType(wanted, 'string') && more.length === 0 ? 'int' : undefined,
  nulls: 'strict',
  evaluate: ([items, wanted]) => {
    const at = list(items).indexOf(wanted ?? null)
    return at < 0 ? null : BigInt(at)
  },
  examples: [
    { args: [['a', 'b', 'b'], 'b'], types: [texts, 'string'], gives: 1n },
    { args: [['a', null], 'c'], types: [texts, 'string'], gives: null },
    { args: [[], 'a'], types: [texts, 'string'], gives: null },
  ],
}

export const listParts = { list_zip, list_at, list_find }
