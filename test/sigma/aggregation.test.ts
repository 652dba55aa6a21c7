import { expect, test } from 'vitest'
import { correlationFor } from '../../src/languages/sigma/detection/aggregation.ts'

test.each([
  ['| count() > 5', 'event_count, rules: [<name of this rule>], timespan: 5m, condition: {gt: 5}'],
  [
    '| count(User) by Host >= 5',
    'value_count, rules: [<name of this rule>], group-by: [Host], timespan: 5m, condition: {field: User, gte: 5}',
  ],
  [
    '| sum(Bytes) by Host > 100',
    'value_sum, rules: [<name of this rule>], group-by: [Host], timespan: 5m, condition: {field: Bytes, gt: 100}',
  ],
  ['| near other', 'temporal, rules: [<name of this rule>, <names of the others>], timespan: 5m'],
  ['| min(Age) > soon', 'event_count, rules: [<name of this rule>], group-by: […], timespan: 5m, condition: {gte: 10}'],
])('%s is written as a correlation', (aggregation, expected) => {
  expect(correlationFor(aggregation)).toBe(`correlation: {type: ${expected}}`)
})
