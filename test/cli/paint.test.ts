import { expect, test } from 'vitest'
import { paintFor } from '../../src/cli/paint.ts'

test.each([
  ['a terminal', true, {}, true],
  ['no terminal', false, {}, false],
  ['a terminal with NO_COLOR', true, { NO_COLOR: '1' }, false],
  ['a terminal with an empty NO_COLOR', true, { NO_COLOR: '' }, true],
  ['a dumb terminal', true, { TERM: 'dumb' }, false],
  ['no terminal with FORCE_COLOR', false, { FORCE_COLOR: '1' }, true],
  ['a terminal with FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
  ['both', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
])('%s', (_, isTerminal, env, coloured) => {
  expect(paintFor(isTerminal, env).error('x') !== 'x').toBe(coloured)
})
