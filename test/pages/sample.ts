import type { Catalogue, Detection, DetectionCard, QueryEntry } from '../../src/app/catalogue/model.ts'
import type { SiteContent } from '../../src/web/site.tsx'

// A catalogue of one detection, written by hand, in which everything that a person or a log can write is hostile.

/** Markup as an attacker would log it. */
export const hostile = `"><img src=x onerror=alert(1)><script>alert('x')</script>&amp;\u202e`

const named = (id: string) => ({ id, name: `${id} name` })

const query = (id: string, language: string, text: string): QueryEntry => ({
  id,
  title: `Query ${id} ${hostile}`,
  language,
  file: `queries/${id}.txt`,
  text,
  reads: 'process events',
  tokens: [
    { kind: 'text', text: text.slice(0, 4) },
    { kind: 'operator', text: text.slice(4), help: `Help with ${hostile}` },
  ],
  refused: false,
  diagnostics: [],
  catches: ['first'],
  cells: [
    {
      of: 'first',
      expected: true,
      fires: true,
      rows: 1200,
      eventCount: 1,
      failed: undefined,
      events: [
        {
          file: 'telemetry/first.log',
          line: 3,
          time: '2026-11-24T10:00:00.000000Z',
          kind: 'process_creation',
          gist: hostile,
          raw: hostile,
          fields: [{ name: hostile, value: hostile }],
          why: [
            {
              text: text,
              start: 0,
              end: text.length,
              kept: true,
              tree: {
                text: 'or',
                holds: true,
                start: 0,
                end: text.length,
                values: [],
                children: [
                  {
                    text: 'left',
                    holds: true,
                    start: 0,
                    end: 4,
                    values: [{ name: 'a', value: hostile }],
                    children: [],
                  },
                  { text: 'right', holds: false, start: 5, end: 9, values: [], children: [] },
                ],
              },
            },
          ],
        },
      ],
    },
    { of: 'second', expected: true, fires: false, rows: 0, eventCount: 0, failed: undefined, events: [] },
  ],
  benign: [{ of: 'calm', expected: false, fires: false, rows: 0, eventCount: 0, failed: undefined, events: [] }],
  benignRows: 0,
  declaredBenignRows: 0,
  benignWhy: undefined,
  stages: [{ start: 0, end: 4, text: hostile, says: `Reads ${hostile}` }],
})

const card: DetectionCard = {
  id: 'T1000.001',
  name: 'Sample',
  title: hostile,
  tactic: named('TA0001'),
  technique: named('T1000'),
  severity: 'high',
  confidence: { level: 'low', score: 12, factors: [{ says: hostile, points: 12, of: 100 }] },
  standing: 'refuted',
  languages: [
    { id: 'one', name: 'Language One' },
    { id: 'two', name: 'Two' },
  ],
  platforms: ['linux'],
  dataSources: ['Process creation (Sysmon 1)'],
  procedures: { total: 2, caught: 1 },
  baseline: { events: 34_567, undeclaredRows: 0, declaredRows: 0 },
  words: 'sample words of a query',
}

const test = (id: string): Detection['tests'][number] => ({
  id,
  guid: undefined,
  name: `Procedure ${id}`,
  description: `Does **it** ${hostile}`,
  platforms: ['linux'],
  executor: 'bash',
  elevated: true,
  command: `echo ${hostile}`,
  cleanup: 'rm -f x',
  prerequisites: [{ description: 'tool', check: 'which tool', get: undefined }],
  publishedExpectation: hostile,
  differs: undefined,
  collector: undefined,
  constructed: [],
  valid: true,
  events: 9,
  kinds: [{ kind: hostile, count: 9 }],
  expectations: [
    {
      says: 'it runs',
      satisfied: false,
      found: 0,
      needed: 2,
      why: hostile,
      events: [{ file: 'a/b.log', line: 1, time: undefined, kind: hostile, gist: hostile }],
    },
  ],
})

const one = query('first-query', 'one', 'read | where x = 5')

/** The detection of the sample. */
export const detection: Detection = {
  ...card,
  folder: 'detections/T1000.001-sample',
  status: 'experimental',
  author: hostile,
  created: '2026-11-24',
  modified: '2026-11-24',
  provedAt: '2026-11-24T10:00:00Z',
  engine: 'duckdb',
  attack: {
    version: '18.1',
    tactic: card.tactic,
    technique: card.technique,
    subtechnique: named('T1000.001'),
    reference: 'https://attack.example/T1000/001/',
    actors: [],
    newer: { version: '19', says: 'The technique keeps its id', tactic: card.tactic, id: 'T1000.001' },
  },
  description: `# Sample\n\n## What happens\n\n${hostile} [link](javascript:alert(1)) [good](https://example.org/)\n\n## More\n\nText.`,
  tuning: '# Tuning\n\nText.',
  queries: [one, query('second-query', 'two', 'title: x')],
  specimens: [{ id: 'published', title: hostile, published: one, fixed: undefined }],
  hunts: [{ ...query('hunt', 'one', 'read | count'), question: hostile }],
  tests: [test('first'), test('second')],
  baselineParts: [
    { id: 'calm', title: hostile, kind: 'recorded', says: undefined, collector: undefined, events: 34_567, kinds: [] },
  ],
  variants: [],
  evasion: { measured: false, why: 'no evasions are generated yet' },
  mutation: { measured: true, value: { killed: 3, total: 4 } },
  equivalence: { measured: false, why: 'nothing was compared yet' },
  sources: [{ name: 'Process creation', gives: hostile }],
  requiredTables: [{ platform: 'one', table: 'x', fields: ['a', 'b'] }],
  falsePositives: [hostile],
  blindSpots: ['what nobody logs'],
  assumptions: [],
  parameters: [
    {
      name: 'Least',
      query: 'first-query',
      meaning: hostile,
      default: '5',
      place: { start: 17, end: 18, kind: 'number' },
    },
  ],
  playbook: { intro: '', steps: [{ title: hostile, who: 'analyst', minutes: 1, text: hostile }], more: [] },
  investigation: [{ question: hostile, text: hostile, runs: ['first-query', 'second-query', 'hunt'] }],
  related: [
    { technique: 'T1000', name: 'Other', relation: 'before', why: hostile, detection: undefined, shared: [hostile] },
  ],
  references: [{ title: hostile, url: 'javascript:alert(1)' }],
  history: [{ date: '2026-11-24', says: hostile }],
  differences: [{ what: 'test', id: 'second', says: hostile }],
}

const catalogue: Catalogue = {
  assay: '1.2.3',
  provedAt: '2026-11-24T10:00:00Z',
  engine: 'DuckDB',
  detections: [card],
  counts: { proven: 0, refuted: 1, unproven: 0 },
  attack: {
    version: '18.1',
    notice: 'ATT&CK is a trademark.',
    tactics: [
      {
        ...card.tactic,
        techniques: [
          {
            ...card.technique,
            detections: [card.id],
            procedures: card.procedures,
            subtechniques: [
              { ...named('T1000.001'), detections: [card.id], procedures: card.procedures, subtechniques: [] },
            ],
          },
        ],
      },
    ],
  },
}

/** The whole of the sample's site. */
export const content: SiteContent = {
  catalogue,
  detections: new Map([[detection.id, detection]]),
  downloads: new Map([
    [
      detection.id,
      ['first-query.txt', 'second-query.txt', 'hunt.txt', 'rule.yml', 'T1000.001.cacao.json', 'T1000.001.zip'].map(
        name => ({ name, type: 'text/plain', bytes: new TextEncoder().encode(name) }),
      ),
    ],
  ]),
  assets: {
    styles: 'assets/styles-1.css',
    theme: 'assets/theme-1.js',
    client: 'assets/client-1.js',
    playground: undefined,
    files: ['assets/styles-1.css', 'assets/theme-1.js', 'assets/client-1.js'].map(path => ({
      path,
      bytes: new Uint8Array(),
    })),
  },
  served: false,
}
