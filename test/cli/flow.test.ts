import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipMiddle, widthOf, wrap } from '../../src/base/width.ts'
import { flow, tie } from '../../src/cli/flow.ts'

const star = (text: string): string => `*${text}*`

test('text flows into lines; pieces keep their paint, also within a word', () => {
  expect(flow(['one ', { text: 'two', paint: star }, ': three four'], { width: 9, indent: 2, hang: 4 })).toEqual([
    '  one',
    '    *two*:',
    '    three',
    '    four',
  ])
})

test('a number stays with what it counts', () => {
  expect(flow([`some 12${tie}events here`], { width: 12 })).toEqual(['some', '12 events', 'here'])
})

test('nothing, and what could steer a terminal', () => {
  expect(flow(['', ' \n '], { width: 20 })).toEqual([])
  expect(flow(['\u001b[2J x'], { width: 20 })).toEqual(['␛[2J x'])
})

const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-', '日', '👍', 'e\u0301') })

test('lines are never wider than they may be, and hold every character', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 30 }), (given, width) => {
      const lines = wrap(given, width)
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width)
      expect(lines.join('').replaceAll(' ', '')).toBe(given.replaceAll(' ', ''))
      expect(widthOf(clipMiddle(given, width))).toBeLessThanOrEqual(width)
    }),
  )
})

test('the middle is cut, so that both ends are seen', () => {
  expect(clipMiddle('curl -s -o /dev/null http://127.0.0.1/partners', 24)).toBe('curl -s -o …0.1/partners')
  expect(clipMiddle('short', 24)).toBe('short')
})
