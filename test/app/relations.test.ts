import { expect, test } from 'vitest'
import { equivalenceOf } from '../../src/app/catalogue/equivalence.ts'
import type { CellEntry, Detection, QueryEntry } from '../../src/app/catalogue/model.ts'
import { relate } from '../../src/app/catalogue/related.ts'

const cell = (of: string, fires: boolean, ...asked: string[]): CellEntry => ({
  of,
  fires,
  expected: fires,
  rows: Number(fires),
  eventCount: Number(fires),
  events: asked.map((text, i) => {
    const start = asked.slice(0, i).join('\n').length + Number(i > 0)
    const tree = { text, holds: true, start, end: start + text.length, values: [valueIn(text)], children: [] }
    return { file: 'log', line: 1, kind: 'process', gist: '', fields: [], why: [{ text, kept: true, tree }] }
  }),
})

/** What a condition is asked of stands first in it. */
const valueIn = (text: string) => ({ name: /^\w+/.exec(text)?.[0] ?? '', value: '' })

const query = (language: string, cells: CellEntry[], benign: CellEntry[] = []): QueryEntry => {
  const text = cells.flatMap(c => c.events.flatMap(e => e.why.map(w => w.text))).join('\n')
  return { id: `${language} ${cells.length}`, language, text, cells, benign } as unknown as QueryEntry
}

const languages = [
  { id: 'one', name: 'One' },
  { id: 'two', name: 'Two' },
]

test('one recording on which only one language fires refutes that two say the same', () => {
  const answer = equivalenceOf({
    languages,
    queries: [
      query('one', [cell('a', true), cell('b', false), cell('c', false)], [cell('day', false)]),
      query('one', [cell('a', false), cell('b', true), cell('c', false)], [cell('day', false)]),
      // `c` could not be run, so it says nothing
      query('two', [cell('a', true), cell('b', false), { ...cell('c', true), failed: 'why' }], [cell('day', true)]),
    ],
  })
  expect(answer).toEqual({
    measured: true,
    value: [
      {
        language: 'one',
        other: 'two',
        verdict: 'refuted',
        says: 'on 2 of 3 recordings only one of them fires',
        recordings: 3,
        onlyLanguage: ['b'],
        onlyOther: ['day'],
      },
    ],
  })
})

test('that two languages say the same of all recordings proves nothing; one language has nothing to compare with', () => {
  const queries = [query('one', [cell('a', true)]), query('two', [cell('a', true)])]
  expect(equivalenceOf({ languages, queries })).toMatchObject({ value: [{ verdict: 'not refuted', recordings: 1 }] })
  expect(equivalenceOf({ languages, queries: queries.slice(0, 1) })).toMatchObject({ value: [{ verdict: 'unknown' }] })
  expect(equivalenceOf({ languages: languages.slice(0, 1), queries })).toMatchObject({ measured: false })
})

test('related are what a package names, its family, and what asks the same of events, but not what most ask or what only tells logs apart', () => {
  const detection = (id: string, asked: string[], related: Detection['related'] = []) => ({
    id,
    attack: { technique: { id: id.slice(0, 5), name: id.slice(0, 5) } } as Detection['attack'],
    technique: { id, name: `The ${id}` },
    queries: [query('one', [cell('a', true, ...asked)])],
    related,
  })
  const declared = (technique: string) => ({ technique, name: technique, relation: 'often next', why: 'w', shared: [] })
  const plumbing = ['EventCode = 1', 'isBlank(Tool)', 'Referer = "-"', 'Pages >= 5', '_sourceCategory=*sysmon*']
  const [everywhere, rare] = ['page = "everywhere"', 'CommandLine matches /rare/']
  const related = relate([
    detection('T1000.001', [everywhere, rare, ...plumbing], [declared('T9999'), declared('T1000.003')]),
    detection('T1000.002', [everywhere, ...plumbing]),
    detection('T1000.003', [everywhere]),
    detection('T2000.001', [rare]),
  ])
  expect(related.get('T1000.001')?.map(r => [r.technique, r.relation, r.detection, r.shared])).toEqual([
    ['T1000.003', 'often next', 'T1000.003', []],
    ['T1000.002', 'same family', 'T1000.002', []],
    ['T2000.001', 'same conditions', 'T2000.001', [rare]],
    ['T9999', 'often next', undefined, []],
  ])
})

test('items of rules relate detections by all that they ask for, and not where only their beginnings are alike', () => {
  const rule = (id: string, ...asked: string[]) => ({
    id,
    attack: { technique: { id, name: id } } as Detection['attack'],
    technique: { id, name: id },
    queries: [query('sigma', [cell('a', true, ...asked)])],
    related: [],
  })
  const names = (last: string): string => `query:\n  - dnsdumpster.com\n  - ${last}`
  const related = relate([
    rule('T1', names('crt.sh'), 'EventID: 22', 'cs-referer: null', 'Image|endswith: /curl'),
    rule('T2', names('crt.sh'), 'EventID: 22', 'cs-referer: null'),
    rule('T3', names('shodan.io'), 'EventID: 22'),
    rule('T4', 'EventID: 22'),
  ])
  expect(related.get('T1')?.map(r => [r.technique, r.shared])).toEqual([['T2', ['query: - dnsdumpster.com - crt.sh']]])
})
