import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { placeOf } from '../../src/base/source.ts'
import { activityScore, insightSeverity } from '../../src/languages/sumo-cse/rules/insight.ts'
import type { Rule } from '../../src/languages/sumo-cse/rules/model.ts'
import { readRules } from '../../src/languages/sumo-cse/rules/read.ts'
import { restPaths, toImportFile, toRest } from '../../src/languages/sumo-cse/rules/write.ts'
import { givenRecords, understand } from './run.ts'

const cases = parse(
  readFileSync(join(import.meta.dirname, '../../conformance/languages/sumo-cse/rules.yaml'), 'utf8'),
) as readonly { readonly case: string; readonly rule?: unknown; readonly diagnostics?: readonly string[] }[]

const read = (value: unknown): readonly Rule[] =>
  (readRules(JSON.stringify(value)).value ?? []).map(placed => placed.rule)

/** What only one of the two shapes has. */
const shapeOnly = ({ others: { contentType: _, ruleSource: __, ...others }, ...rule }: Rule): unknown => ({
  ...rule,
  others,
})

describe('a rule that is written and read again is the same', () => {
  const rules = cases.flatMap(c => (c.rule === undefined ? [] : read(c.rule).map(rule => [c.case, rule] as const)))
  test('every type is among them', () => {
    expect(new Set(rules.map(([, rule]) => rule.type))).toEqual(new Set(Object.keys(restPaths)))
  })
  test.each(rules)('as a REST body: %s', (_, rule) => {
    expect(read(toRest(rule)).map(shapeOnly)).toEqual([shapeOnly(rule)])
  })
  test.each(rules)('as an import file: %s', (_, rule) => {
    expect(read(toImportFile([rule])).map(shapeOnly)).toEqual([shapeOnly(rule)])
  })
})

test('what stands in a part of a rule is written back, though nobody knows it', () => {
  const rule = {
    name: 'x',
    expression: 'success',
    limit: 2,
    windowSize: 'T05M',
    countDistinct: false,
    countField: 'user_username',
    mine: { a: [1, null] },
    tags: ['_mitreAttackTactic:TA0001'],
    suppressionWindowSize: 60_000,
    entitySelectors: [{ entityType: '_ip', expression: 'device_ip', label: 'from' }],
    tuningExpressions: [{ id: 't1', name: 'n', expression: 'mfa', enabled: true, exclude: true }],
    score: 3,
  }
  const mapped = {
    name: 'y',
    expression: 'success',
    entitySelectors: [],
    scoreMapping: {
      type: 'fieldValueMapping',
      default: 2,
      field: 'severity',
      note: 'n',
      mapping: [
        { type: 'equal', from: 4, to: 5, id: 7 },
        { type: 'between', from: [1, 2], to: '6' },
      ],
    },
  }
  const [back] = read(toRest(read(rule)[0] as Rule))
  expect(toRest(back as Rule).fields).toMatchObject(rule)
  expect(toRest(read(mapped)[0] as Rule).fields).toMatchObject(mapped)
  expect(toImportFile(read(mapped)).rules[0]).toMatchObject({
    score_mapping: { note: 'n', mapping: mapped.scoreMapping.mapping },
  })
})

test('a REST body has the names of the API, an import file those in snake case', () => {
  const [rule] = read({
    name: 'Login',
    expression: 'success',
    scoreMapping: { type: 'constant', default: 3 },
    entitySelectors: [{ entityType: '_ip', expression: 'device_ip' }],
    parentJaskId: 'x',
  })
  if (rule === undefined) throw new Error('no rule')
  expect(toRest(rule)).toEqual({
    fields: {
      parentJaskId: 'x',
      name: 'Login',
      enabled: true,
      isPrototype: false,
      stream: 'record',
      summaryExpression: '',
      nameExpression: 'Login',
      descriptionExpression: '',
      tags: [],
      entitySelectors: [{ entityType: '_ip', expression: 'device_ip' }],
      scoreMapping: { type: 'constant', default: 3, field: null, mapping: [] },
      expression: 'success',
    },
  })
  expect(toImportFile([rule]).rules[0]).toMatchObject({
    content_type: 'RULE',
    pattern_type: 'templated_match',
    is_prototype: false,
    entity_selectors: [{ entity_type: '_ip', expression: 'device_ip' }],
    score_mapping: { type: 'constant', default: 3 },
  })
})

test('the answer of the API is a rule, with the length of its window beside its name', () => {
  const [rule] = read({
    data: {
      id: 'THRESHOLD-U00001',
      name: 'x',
      expression: 'success',
      limit: 2,
      windowSize: 1800000,
      windowSizeName: 'T30M',
      score: 1,
      ruleSource: 'user',
    },
  })
  expect(rule).toMatchObject({ id: 'THRESHOLD-U00001', type: 'threshold', window: { size: 'T30M', ms: 1_800_000 } })
})

test.each([
  ['T05D', undefined, { size: 'T05D', ms: 432_000_000 }],
  ['CUSTOM', '10800000', { size: 'CUSTOM', ms: 10_800_000 }],
  ['12h', undefined, { size: 'T12H', ms: 43_200_000 }],
])('windows: %s %s', (windowSize, windowSizeMilliseconds, window) => {
  const [rule] = read({ name: 'x', expression: 'success', limit: 2, score: 1, windowSize, windowSizeMilliseconds })
  expect(rule).toMatchObject({ window })
})

test('what is wrong in an expression is told where it stands in the file', () => {
  const text = '{\n  "name": "x", "score": 1,\n  "expression": "device_hostname = \\"a\\" and comandLine = 1"\n}'
  const { diagnostics } = understand(text)
  const found = diagnostics.find(d => d.code === 'sumo-cse/unknown-field')
  expect(text.slice(found?.span.start, found?.span.end)).toBe('comandLine')
  expect(placeOf({ name: 'f', text }, found?.span.start ?? 0)).toMatchObject({ line: 3 })
})

test('a list that no file is bound to is told beside files that are bound, once', () => {
  const given = givenRecords([{}], { vuln_scaners: { columns: { value: 'string' }, rows: [] } })
  const list = "array_contains(listMatches, 'vuln_scanners')"
  const { diagnostics } = understand(`${list} OR NOT ${list}`, given)
  expect(diagnostics.map(d => [d.code, d.severity])).toEqual([['sumo-cse/match-list-not-bound', 'note']])
  expect(understand(list).diagnostics).toEqual([])
})

test('a fix inside a rule is written as JSON', () => {
  const text = '{"name": "x", "score": 1, "expression": "file_path like \'%\\\\x\\\\%\'"}'
  const fix = understand(text).diagnostics.find(d => d.code === 'sumo-cse/escaped-percent')?.fix?.[0]
  const fixed = text.slice(0, fix?.span.start) + fix?.text + text.slice(fix?.span.end)
  expect(JSON.parse(fixed).expression).toBe("file_path like '%\\x\\\\%'")
})

test('prototypes count for nothing, and an insight needs more than its threshold', () => {
  const signals = [
    { name: 'a', severity: 5 },
    { name: 'a', severity: 5 },
    { name: 'b', severity: 8 },
    { name: 'c', severity: 9, prototype: true },
  ]
  expect(activityScore(signals)).toBe(13)
  expect([12, 13, 14, 15, 16].map(score => insightSeverity(score))).toEqual([null, 'Low', 'Medium', 'Medium', 'High'])
  expect(insightSeverity(20, 20)).toBeNull()
})
