import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from './chromium.ts'
import { detectionTests } from './detection-page.ts'
import { everyPageTests } from './every-page.ts'
import { goldenTests } from './golden.ts'
import { homeTests } from './home.ts'
import { hostileTests } from './hostile.ts'
import { playgroundTests } from './playground.ts'
import { openWorld, type World } from './world.ts'

// The pages in a real browser: one browser and one proof for all of it, so that it is quick.

let opened: World | undefined
const world = (): World => {
  if (opened === undefined) throw new Error('the sites are not there yet')
  return opened
}

describe.skipIf(chromiumPath === undefined)('in Chromium', () => {
  beforeAll(async () => {
    opened = await openWorld()
  }, 120_000)
  afterAll(async () => opened?.close())

  describe('the catalogue', () => homeTests(world))
  describe('a detection', () => detectionTests(world))
  describe('the playground', () => playgroundTests(world))
  describe('every page', () => everyPageTests(world))
  describe('logs that attack their reader', () => hostileTests(world))
  describe('pictures', () => goldenTests(world))
  test('nothing was thrown in the server', () => expect(world().faults).toEqual([]))
})
