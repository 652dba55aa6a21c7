import type { z } from 'zod'
import { checkAnswer, checkRequest, formatAnswer, formatRequest } from './check.ts'
import { convertAnswer, convertRequest } from './convert.ts'
import { dataList, dataSet, languageList, profile } from './data.ts'
import { detection, detectionList } from './detections.ts'
import { explainAnswer, explainRequest } from './explain.ts'
import type { ProblemType } from './problem-types.ts'
import { proveAnswer, proveRequest } from './prove.ts'
import { compareAnswer, compareRequest, runAnswer, runRequest } from './run.ts'

/** One operation of the API: what it takes, what it gives, and an example of both. */
export interface Operation {
  readonly method: 'get' | 'post' | 'delete'
  /** With parameters as in OpenAPI: `{id}`. */
  readonly path: string
  readonly summary: string
  /** Parameters in the path and in the query, each with what it is. */
  readonly parameters?: readonly { readonly name: string; readonly in: 'path' | 'query'; readonly says: string }[]
  readonly request?: z.ZodType
  /** The body is the bytes of a file. */
  readonly upload?: true
  /** Absent: there is no body. */
  readonly answer?: z.ZodType
  /** It runs long: it can be asked for as a stream, and cancelled. */
  readonly streams?: true
  /** Its own problems; those of every operation are added by `problemsOf`. */
  readonly problems: readonly ProblemType[]
  /** The path with its parameters, what is sent, and what is answered. */
  readonly example?: { readonly path?: string; readonly request?: unknown; readonly answer?: object }
}

const asked: readonly ProblemType[] = ['malformed', 'unusable', 'too-large', 'wrong-type']
/** How whatever is done in a process of its own can end. */
const done: readonly ProblemType[] = ['cancelled', 'engine', 'too-much', 'busy', 'out-of-time']
const runs: readonly ProblemType[] = [...asked, 'not-found', 'refused', ...done, 'no-room']

const logs = { files: [{ name: 'app.log', text: '2026-11-24T02:45:12Z error: disk full\n2026-11-24T02:45:13Z ok\n' }] }
const rule = `title: Whoami
logsource: { category: process_creation, product: windows }
detection:
  selection: { CommandLine|contains: whoami }
  condition: selection
`
const errors = { language: 'sumo', query: 'error | count' }
const id = { name: 'id', in: 'path', says: 'The id, as the list gives it' } as const

/** Every operation there is: the routes, the checks of what comes in, and the OpenAPI document follow from this list. */
export const operations = {
  languages: {
    method: 'get',
    path: '/api/languages',
    summary: 'The languages and engines there are',
    answer: languageList,
    problems: [],
    example: {
      answer: {
        languages: [{ id: 'sumo', title: 'Sumo Logic', extensions: ['.sumo'], formats: true }],
        engines: [{ id: 'duckdb', title: 'DuckDB (embedded)' }],
      },
    },
  },
  check: {
    method: 'post',
    path: '/api/check',
    summary: 'Says what is wrong with a query, and how to repair it',
    request: checkRequest,
    answer: checkAnswer,
    problems: [...asked, 'not-found', ...done, 'no-room'],
    example: {
      request: { language: 'sumo', query: '_sourceCategory=app error | count' },
      answer: { language: 'sumo', ok: true, diagnostics: [], costs: [] },
    },
  },
  format: {
    method: 'post',
    path: '/api/format',
    summary: 'Lays a query out as its language is written',
    request: formatRequest,
    answer: formatAnswer,
    problems: [...asked, 'refused', ...done],
    example: {
      request: { language: 'sumo', query: 'error|count' },
      answer: { text: 'error\n| count\n', changed: true },
    },
  },
  run: {
    method: 'post',
    path: '/api/run',
    summary: 'Runs a query over data',
    request: runRequest,
    answer: runAnswer,
    streams: true,
    problems: runs,
    example: {
      request: { ...errors, data: logs, limit: 100 },
      answer: {
        columns: [{ name: '_count', type: 'int' }],
        rows: [{ values: [1], behind: [{ file: 'app.log', line: 1 }], behindCount: 1 }],
        rowCount: 1,
        truncated: false,
        read: {
          files: 1,
          events: 2,
          kinds: [{ kind: 'unknown', count: 2 }],
          problems: [],
          problemCount: 0,
          incomplete: false,
        },
        timeless: 0,
        diagnostics: [],
        ms: 12.5,
        engine: 'DuckDB (embedded)',
      },
    },
  },
  explain: {
    method: 'post',
    path: '/api/explain',
    summary: 'Says why a query matches events, or why not',
    request: explainRequest,
    answer: explainAnswer,
    streams: true,
    problems: runs,
    example: {
      request: { language: 'sumo', query: 'error', data: logs, events: [{ file: 'app.log', line: 2 }] },
      answer: {
        diagnostics: [],
        answers: [
          {
            matched: false,
            steps: [
              {
                text: 'error',
                start: 0,
                end: 5,
                kept: false,
                tree: {
                  text: 'error',
                  holds: false,
                  start: 0,
                  end: 5,
                  values: [{ name: '_raw', value: '"2026-11-24T02:45:13Z ok"' }],
                  children: [],
                },
              },
            ],
          },
        ],
      },
    },
  },
  compare: {
    method: 'post',
    path: '/api/compare',
    summary: 'Runs two queries over the same data and says in what they differ',
    request: compareRequest,
    answer: compareAnswer,
    streams: true,
    problems: runs,
    example: { request: { first: errors, second: { language: 'sumo', query: 'disk | count' }, data: logs } },
  },
  convert: {
    method: 'post',
    path: '/api/convert',
    summary: 'Writes rules in another language, exactly or not at all',
    request: convertRequest,
    answer: convertAnswer,
    streams: true,
    problems: [...asked, 'refused', ...done],
    example: { request: { language: 'sigma', query: rule, to: 'sumo', prove: true } },
  },
  prove: {
    method: 'post',
    path: '/api/prove',
    summary: 'Runs everything that a detection claims',
    request: proveRequest,
    answer: proveAnswer,
    streams: true,
    problems: [...asked, 'not-found', ...done, 'unavailable'],
    example: { request: { detection: 'T1591.002' } },
  },
  detections: {
    method: 'get',
    path: '/api/detections',
    summary: 'The detections there are, with what was proved of them',
    answer: detectionList,
    problems: ['unavailable'],
  },
  detection: {
    method: 'get',
    path: '/api/detections/{id}',
    summary: 'A detection with everything that its page shows',
    parameters: [id],
    answer: detection,
    problems: ['not-found', 'unavailable'],
    example: { path: '/api/detections/T1591.002' },
  },
  data: {
    method: 'get',
    path: '/api/data',
    summary: 'The data that queries can be run over',
    answer: dataList,
    problems: [],
    example: {
      answer: { sets: [{ id: 'given', title: 'logs', kind: 'given', files: ['logs/dns.log'], tables: [] }] },
    },
  },
  upload: {
    method: 'post',
    path: '/api/data',
    summary: 'Keeps a file for runs, until the server ends or newer files need its place',
    parameters: [{ name: 'name', in: 'query', says: 'What the file is called; its ending says what it holds' }],
    upload: true,
    answer: dataSet,
    problems: ['malformed', 'too-large', 'wrong-type', 'busy', 'no-room'],
    example: {
      path: '/api/data?name=dns.log',
      answer: { id: 'upload:3fJq0k', title: 'dns.log', kind: 'upload', files: ['dns.log'], tables: [] },
    },
  },
  forget: {
    method: 'delete',
    path: '/api/data/{id}',
    summary: 'Forgets an upload',
    parameters: [id],
    problems: ['not-found'],
    example: { path: '/api/data/upload:3fJq0k' },
  },
  profile: {
    method: 'get',
    path: '/api/data/{id}/profile',
    summary: 'What occurs in data, as the queries of a language see it',
    parameters: [id, { name: 'language', in: 'query', says: 'Id of a language' }],
    answer: profile,
    problems: ['malformed', 'unusable', 'not-found', ...done],
    example: {
      path: '/api/data/given/profile?language=sumo',
      answer: { keys: ['EventID', 'Image'], elements: [], fields: [] },
    },
  },
  cancel: {
    method: 'delete',
    path: '/api/runs/{id}',
    summary: 'Ends a run',
    parameters: [{ name: 'id', in: 'path', says: 'The run, as its stream or the header Run-Id gives it' }],
    problems: ['not-found'],
    example: { path: '/api/runs/8sKq2mXv' },
  },
} as const satisfies Record<string, Operation>

export type OperationName = keyof typeof operations

/** Everything that can go wrong with an operation. */
export const problemsOf = ({ problems }: Operation): readonly ProblemType[] => [
  ...problems,
  'unauthorized',
  'forbidden',
  'fault',
]
