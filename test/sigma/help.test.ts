import { expect, test } from 'vitest'
import { modifiers } from '../../src/languages/sigma/detection/modifiers.ts'
import { helpedModifiers, helpOf } from '../../src/languages/sigma/help.ts'
import { aggregates } from '../../src/languages/sumo/aggregates.ts'
import { functions } from '../../src/languages/sumo/functions.ts'
import { helpOf as helpOfSearch } from '../../src/languages/sumo/help.ts'
import { operatorNames } from '../../src/languages/sumo/operators.ts'
import { functions as ruleFunctions } from '../../src/languages/sumo-cse/functions.ts'
import { helpOf as helpOfCloudSiem } from '../../src/languages/sumo-cse/help.ts'

test('every modifier of Sigma has its help, and nothing else has one', () => {
  expect([...helpedModifiers].sort()).toEqual(Object.keys(modifiers).sort())
  expect(helpOf('CommandLine|re|i', 'field')).toMatchObject({ title: 'CommandLine' })
  expect(helpOf('CommandLine', 'field')).toBeUndefined()
  expect(helpOf('constructor', 'field')).toBeUndefined()
  expect(helpOf('a|constructor', 'field')).toBeUndefined()
})

test('every operator, function and aggregate of log searches has its help', () => {
  expect(operatorNames.filter(name => helpOfSearch(name, 'keyword') === undefined)).toEqual([])
  const names = [...functions, ...aggregates].map(f => f.name)
  expect(names.filter(name => helpOfSearch(name, 'function') === undefined)).toEqual([])
  expect(helpOfSearch('constructor', 'operator')).toBeUndefined()
})

test('every function of rule expressions has its help', () => {
  expect(ruleFunctions.filter(f => helpOfCloudSiem(f.name, 'function') === undefined).map(f => f.name)).toEqual([])
})
