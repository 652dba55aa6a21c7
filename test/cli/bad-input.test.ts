import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSession, processes } from './session.ts'

// Whatever is handed in ends in a sentence and an exit code: no stack trace, no hang, no silent empty result.

const session = openSession()
afterAll(() => session.remove())

beforeAll(() => {
  session.put('logs.ndjson', processes)
  session.put('good.sumo', '* | json auto | where EventCode = 1 | count by User')
  session.put('empty.sumo', '')
  session.put('blank.sumo', ' \n\t\n')
  session.put('binary.sumo', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 0xff, 0xfe]))
  session.put('utf16.sumo', Buffer.from('\ufeff* | count', 'utf16le'))
  session.put('long.sumo', `error ${'x'.repeat(14_995)}`)
  session.put('deep.sumo', `* | where ${'('.repeat(5000)}1=1${')'.repeat(5000)}`)
  session.put('deep-not.sumo', `* | where ${'!'.repeat(5000)}true`)
  session.put('empty.ndjson', '')
  session.put('blank.ndjson', '\n \n')
  session.put('count.sumo', '* | count')
  session.put('binary.log', new Uint8Array(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 251)))
  session.put('cut.ndjson.gz', gzipSync(processes.repeat(500)).subarray(0, 600))
  session.put('nologs/README.md', 'nothing here')
  session.put('folder/.hidden', 'x')
  session.put('bad.jsonl', 'not json\n')
  session.put('queries.jsonl', '{"id":"a","query":"*"}\n')
})

/** Each: what it is, the command line, the exit code, and what standard error (or output) says. */
const cases: readonly (readonly [says: string, args: readonly string[], code: number, expected: RegExp])[] = [
  ['an empty query', ['run', 'empty.sumo', '--data', 'logs.ndjson'], 2, /empty\.sumo is empty/],
  ['a blank query', ['check', 'blank.sumo'], 2, /blank\.sumo is empty/],
  ['an empty standard input', ['check', '-'], 2, /standard input is empty/],
  ['a binary query', ['check', 'binary.sumo'], 2, /binary\.sumo is not text in UTF-8/],
  ['a query in UTF-16', ['check', 'utf16.sumo'], 2, /is not text in UTF-8/],
  ['a query file that is missing', ['check', 'god.sumo'], 2, /no file god\.sumo[\s\S]*did you mean `good\.sumo`/],
  ['a folder for a query', ['check', 'nologs'], 2, /nologs is a folder/],
  ['a query of 15,001 characters', ['check', 'long.sumo'], 1, /15,?000/],
  ['parentheses too deep', ['check', 'deep.sumo'], 1, /deep|nest/],
  ['a thousand nots', ['run', 'deep-not.sumo', '--data', 'logs.ndjson'], 2, /deep|nest/],
  [
    'an unknown language',
    ['check', 'good.sumo', '--language', 'sumi'],
    2,
    /no language `sumi`[\s\S]*did you mean `sumo`/,
  ],
  [
    'an unknown engine',
    ['run', 'good.sumo', '--data', 'logs.ndjson', '--engine', 'duckbd'],
    2,
    /did you mean `duckdb`/,
  ],
  ['an unknown style', ['run', 'good.sumo', '--data', 'logs.ndjson', '--style', 'flatt'], 2, /did you mean `flat`/],
  ['an unknown format', ['run', 'good.sumo', '--data', 'logs.ndjson', '--format', 'jsn'], 2, /did you mean `json`/],
  ['an unknown command', ['runn', 'good.sumo'], 2, /unknown command 'runn'/],
  ['an unknown option', ['check', 'good.sumo', '--fixx'], 2, /unknown option '--fixx'/],
  ['no data', ['run', 'good.sumo'], 2, /--data/],
  ['a data file that is missing', ['run', 'good.sumo', '--data', 'log.ndjson'], 2, /no file or folder log\.ndjson/],
  ['an empty data file', ['run', 'good.sumo', '--data', 'empty.ndjson'], 2, /empty\.ndjson:1: this file is empty/],
  ['a data file of blank lines', ['run', 'count.sumo', '--data', 'blank.ndjson'], 2, /no event was read from 1 file/],
  ['a binary data file', ['run', 'good.sumo', '--data', 'binary.log'], 2, /binary\.log:1: .*not a log text/],
  ['an archive that is cut off', ['run', 'good.sumo', '--data', 'cut.ndjson.gz'], 2, /cut\.ndjson\.gz:\d+: .*damaged/],
  ['a folder without logs', ['run', 'good.sumo', '--data', 'nologs'], 2, /nologs holds no logs/],
  ['an empty folder', ['run', 'good.sumo', '--data', 'folder'], 2, /folder folder is empty/],
  ['an unknown package', ['prove', 'nowhere'], 2, /no folder nowhere/],
  ['a folder without a package', ['prove', 'nologs'], 2, /no detection package/],
  ['no package anywhere', ['prove'], 2, /no folder detections/],
  ['a corpus that is none', ['corpus', 'bad.jsonl', '--language', 'sumo'], 2, /no line of bad\.jsonl/],
  ['an empty corpus', ['corpus', 'empty.ndjson', '--language', 'sumo'], 2, /is empty/],
  ['a binary corpus', ['corpus', 'binary.log', '--language', 'sumo'], 2, /is binary data/],
  ['a corpus that is missing', ['corpus', 'none.jsonl', '--language', 'sumo'], 2, /cannot read none\.jsonl/],
]

describe('bad input', () => {
  test.each(cases)('%s', async (_, args, code, expected) => {
    const done = await session.assay(args)
    expect(done.err + done.out).toMatch(expected)
    expect(done.err + done.out).not.toMatch(/\bat .*\.ts:|node:internal|This is a bug/)
    expect(done.code).toBe(code)
  })

  test('a name that no message has is told, with the one that was meant', async () => {
    const done = await session.assay(['run', '-', '--data', 'logs.ndjson'], '* | json auto | where EventCod = 1')
    expect(done.err).toContain('did you mean `EventCode`')
    expect(done.err).toContain('no rows; looked through 3 events in 1 file')
  })

  test('what stands before the damage of an archive is still searched', async () => {
    const done = await session.assay(['run', 'good.sumo', '--data', 'cut.ndjson.gz', '--format', 'json'])
    expect(JSON.parse(done.out)).not.toEqual([])
  })

  test('a bad line is told with its place, and the rest is searched', async () => {
    session.put('one-bad.ndjson', `${processes}{"EventCode": 1, "Ima\n`)
    const done = await session.assay(['run', 'good.sumo', '--data', 'one-bad.ndjson', '--format', 'json'])
    expect(done.err).toMatch(/unread one-bad\.ndjson:4: /)
    expect(JSON.parse(done.out)).toHaveLength(2)
    expect(done.code).toBe(0)
  })

  test.each(['reference', 'duckdb'])('a pattern made to hang a backtracking engine ends on %s', async engine => {
    session.put('long-line.log', `${'a'.repeat(30_000)}!\n`)
    const query = '* | parse regex "(?<x>(a+)+)$" nodrop | where _raw matches /(a|aa)+$/ | count'
    const done = await session.assay(
      ['run', '-', '--data', 'long-line.log', '--engine', engine, '--format', 'json'],
      query,
    )
    expect(done.code).toBe(0)
  })

  test('a log cannot steer the terminal', async () => {
    session.put('escape.log', 'hello \u001b]0;owned\u0007\u001b[31m world\n')
    const done = await session.assay(['run', '-', '--data', 'escape.log'], '* | fields _raw')
    expect(done.out).not.toContain('\u001b')
    expect(done.out).toContain('␛[31m world')
  })
})
