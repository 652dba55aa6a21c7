import type { Type } from '../../event/value.ts'
import type { PlanFunction } from './function.ts'
import { int, isType, list, takes, text } from './signature.ts'

const texts: Type = { list: 'string' }

const join_text: PlanFunction = {
  doc: 'The texts of a list with the second argument between them; missing elements are left out.',
  ...takes([texts, 'string'], 'string'),
  nulls: 'strict',
  evaluate: ([items, between]) =>
    list(items)
      .filter(v => v !== null)
      .map(text)
      .join(text(between)),
  examples: [
    { args: [['a', null, 'b'], ', '], types: [texts, 'string'], gives: 'a, b' },
    { args: [[], ', '], types: [texts, 'string'], gives: '' },
    { args: [null, ', '], types: [texts, 'string'], gives: null },
  ],
}

const list_limit: PlanFunction = {
  doc: 'The first elements of a list, at most as many as the second argument says.',
  signature: '(list<T>, int) → list<T>',
  result: ([items, count, ...more]) =>
    typeof items === 'object' && isType(count, 'int') && more.length === 0 ? items : undefined,
  nulls: 'strict',
  evaluate: ([items, count]) => list(items).filter((_, i) => BigInt(i) < int(count)),
  examples: [
    { args: [['a', 'b', 'c'], 2n], types: [texts, 'int'], gives: ['a', 'b'] },
    { args: [['a'], 5n], types: [texts, 'int'], gives: ['a'] },
    { args: [['a'], -1n], types: [texts, 'int'], gives: [] },
  ],
}

const list_size: PlanFunction = {
  doc: 'How many elements a list has, missing ones counted.',
  signature: '(list<T>) → int',
  result: ([items, ...more]) => (typeof items === 'object' && more.length === 0 ? 'int' : undefined),
  nulls: 'strict',
  evaluate: ([items]) => BigInt(list(items).length),
  examples: [
    { args: [['a', null]], types: [texts], gives: 2n },
    { args: [[]], types: [texts], gives: 0n },
    { args: [null], types: [texts], gives: null },
  ],
}

/** Numbers that one list holds at most. */
const mostNumbers = 100_000

const int_range: PlanFunction = {
  doc: 'Whole numbers from the first argument up to the second, each greater than the one before by the third, 100,000 of them at most; null where the third is not above 0.',
  ...takes(['int', 'int', 'int'], { list: 'int' }),
  nulls: 'strict',
  evaluate: ([from, to, step]) => {
    const [first, last, width] = [int(from), int(to), int(step)]
    if (width <= 0n) return null
    const count = last < first ? 0 : Number((last - first) / width) + 1
    return Array.from({ length: Math.min(count, mostNumbers) }, (_, i) => first + BigInt(i) * width)
  },
  examples: [
    { args: [0n, 10n, 5n], types: ['int', 'int', 'int'], gives: [0n, 5n, 10n] },
    { args: [3n, 7n, 3n], types: ['int', 'int', 'int'], gives: [3n, 6n] },
    { args: [1n, 0n, 1n], types: ['int', 'int', 'int'], gives: [] },
    { args: [0n, 1n, 0n], types: ['int', 'int', 'int'], gives: null },
  ],
}

const list_distinct: PlanFunction = {
  doc: 'The different texts of a list, in the order in which they first stand in it; missing elements are left out.',
  ...takes([texts], texts),
  nulls: 'strict',
  evaluate: ([items]) => [...new Set(list(items).filter(v => v !== null))],
  examples: [
    { args: [['b', 'a', null, 'b', 'B']], types: [texts], gives: ['b', 'a', 'B'] },
    { args: [[]], types: [texts], gives: [] },
    { args: [null], types: [texts], gives: null },
  ],
}

export const lists = { join_text, list_limit, list_size, list_distinct, int_range }
