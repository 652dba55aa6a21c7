import { readdirSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { cellsOf } from '../../src/telemetry/csv/cells.ts'
import { readerOf } from '../../src/telemetry/index.ts'
import { splitCsv } from '../../src/telemetry/split/csv.ts'
import type { Piece } from '../../src/telemetry/split/splitter.ts'
import { chunks, everything, folder, readText, sample } from './read.ts'

const formatOf = (text: string): string => readerOf(text.split('\n').filter(line => line !== '')).id

describe('is recognised', () => {
  test.each([
    ['by commas', 'user,action\nalice,login\nbob,logout\n'],
    ['by semicolons', 'user;action\nalice;login, twice\nbob;logout\n'],
    ['by tabs', 'user\taction\nalice\tlogin, twice\nbob\tlogout\n'],
    ['with quoted names', '"@timestamp","host name"\n"2026-11-24T02:40:01Z","x"\n'],
    ['with names of other alphabets', 'Benutzername,Größe,時刻\na,1,2\nb,3,4\n'],
    ['with a mistake in a record', 'user,action\na,b\nc,d\ne,f\ng\n'],
    ['by a known name where values are like names', '_time,user\n1795488001,user\n'],
    ['with the line by which Excel tells what parts cells', 'sep=;\nuser;action\nalice;a, b, c, d\n'],
    ['without records, by a known name', '"_messagetimems","_messagetime","_raw"\n'],
  ])('%s', (_, text) => expect(formatOf(text)).toBe('csv'))
})

describe('is not seen in', () => {
  test.each([
    ['prose', 'Hello, world\nwell, then\nyes, indeed\n'],
    ['sentences with as many commas', 'Service started, waiting\nService ready, waiting\n'],
    ['a single line', 'user,action\n'],
    ['records without a header', 'alice,10.0.0.1,ok\nbob,10.0.0.2,ok\n'],
    ['words without a header', 'INFO,main,started\nWARN,main,slow\nINFO,main,ended\n'],
    ['a list of numbers', '1,2,3\n4,5,6\n'],
    ['arguments', 'python3,-m,http.server\nsh,-c,id\n'],
    ['arguments as JSON', '["python3","-m"]\n["sh","-c"]\n'],
    ['key=value', 'a=1,b=2\na=3,b=4\n'],
    ['syslog', 'Nov 24 03:13:17 gw app: a,b\nNov 24 03:13:18 gw app: c,d\n'],
    ['firewalls over syslog', 'Nov 24 03:13:17 fw 1,2026/11/24,THREAT,x\nNov 24 03:13:18 fw 1,2026/11/24,THREAT,y\n'],
    ['stack traces', 'java.lang.Error: a, b\n\tat x.y(Z.java:1)\n\tat x.z(Z.java:2)\n'],
    ['names that occur twice', 'a,a\n1,2\n3,4\n'],
    ['a column without a name', 'a,,b\n1,2,3\n4,5,6\n'],
    ['records of other lengths', 'a,b\n1,2\n3\n4,5,6\n'],
  ])('%s', (_, text) => expect(formatOf(text)).not.toBe('csv'))

  test.each(readdirSync(folder).filter(name => !/\.(csv|tsv)$/.test(name)))('%s', name =>
    expect(formatOf(sample(name).toString('utf8'))).not.toBe('csv'),
  )
})

describe('the cells of a record', () => {
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', ' ', '\n', 'é', '\\'), maxLength: 6 }),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  )
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

  it.each([',', ';', '\t'] as const)('are those that were written, by %j', delimiter => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 2, maxLength: 5 }), given => {
        const record = given
          .map(([text, always]) => (always || /[",;\t\r\n]/.test(text) ? quoted(text) : text))
          .join(delimiter)
        const cells = cellsOf(record, delimiter)
        expect(cells?.map(text => text ?? '')).toEqual(given.map(([text]) => text))
        if (record.includes('\r')) return
        expect([cells?.map(text => text ?? '')]).toEqual(parse(record, { delimiter }))
      }),
    )
  })

  test.each(['"a', '"a"b,c', 'a,"b', '"a""'])('%s has none', record => expect(cellsOf(record, ',')).toBeUndefined())
  test('a quote inside of a cell is a character', () =>
    expect(cellsOf('cmd /c "whoami",b', ',')).toEqual(['cmd /c "whoami"', 'b']))
})

const split = (text: string, cap?: number): Piece[] => {
  const splitter = splitCsv(',', cap)
  return [...splitter.push(Buffer.from(text)), ...splitter.end()]
}
const linesOf = (pieces: readonly Piece[]): (string | number)[] => pieces.map(p => (p.lost ? p.lost.lines : p.text))

describe('a quote that is never closed', () => {
  test('costs its line where the next quote shows it', () =>
    expect(linesOf(split('a,b\n1,"open\n2,"x"\n3,y\n'))).toEqual(['a,b', 1, '2,"x"', '3,y']))
  test('costs its line where the file ends', () =>
    expect(linesOf(split('a,b\n1,"open\n2,x\n3,y'))).toEqual(['a,b', 1, '2,x', '3,y']))
  test('costs its line where the record gets too long', () =>
    expect(linesOf(split(`a,b\n1,"open\n${'2,x\n'.repeat(50)}`, 40))).toEqual(['a,b', 1, ...Array(50).fill('2,x')]))
  test('is told with its line, and the rest is read', async () => {
    const { events, problems } = await readText(`user,said\n1,"open\n${`2,${'x'.repeat(97)}\n`.repeat(12_000)}`)
    expect(events).toHaveLength(12_000)
    expect(events[0]?.origin.line).toBe(3)
    expect(problems).toMatchObject([{ line: 2, message: expect.stringContaining('never closed') }])
  })
})

test('a line that is longer than any record costs itself', () => {
  const pieces = split(`a,b\n${'x'.repeat(50)},"y\nz"\n1,2\n`, 40)
  expect(linesOf(pieces)).toEqual(['a,b', 1, 'z"', '1,2'])
  expect(pieces[1]?.lost?.why).toContain('longer than')
  expect(pieces[3]?.line).toBe(4)
})

describe('splitting', () => {
  it('says the same however bytes are cut, and leaves no line out in silence', async () => {
    const text = fc.array(fc.constantFrom('a', '"', '"', ',', '\n', '\r\n', '""', ',"', '",', '"\n', 'é', 'xyzxyz'), {
      maxLength: 60,
    })
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(), { maxLength: 6 }), async (parts, cuts) => {
        const whole = split(parts.join(''), 20)
        const splitter = splitCsv(',', 20)
        const pieces: Piece[] = []
        for await (const chunk of chunks(Buffer.from(parts.join('')), cuts)) pieces.push(...splitter.push(chunk))
        expect([...pieces, ...splitter.end()]).toEqual(whole)
        let line = 1
        for (const piece of whole) {
          expect(piece.line).toBe(line)
          line += piece.lost?.lines ?? piece.text.split('\n').length
        }
        const lines = parts.join('').split('\n')
        expect(line - 1).toBe(lines.length - (lines.at(-1) === '' ? 1 : 0))
      }),
      { numRuns: 1000 },
    )
  })

  // each takes minutes where text is read again for every line or cell of it
  test.each([
    ['records that never end', `"a\n${'b","a\n'.repeat(400_000)}`],
    ['records that end wrongly', `${`"a\n${'b","a\n'.repeat(160_000)}"x\n`.repeat(3)}`],
    ['a line of quoted cells', `${'"a",'.repeat(190_000)}"b"\n`.repeat(3)],
    ['a line of broken cells', `${'"a"x,'.repeat(160_000)}"b"\n`.repeat(3)],
    ['open quotes', '"a\n'.repeat(400_000)],
    ['many lines at once', 'a,b\n'.repeat(400_000)],
  ])('is linear for %s', (_, text) => {
    expect(split(text).length).toBeGreaterThan(0)
  })
})

describe('the events', () => {
  test('have Windows line ends, blank lines and headers of joined files left out', async () => {
    const { events, problems } = await readText('user,said\r\na,"1\r\n2"\r\n\r\nuser,said\r\nb,3\r\n')
    expect(problems).toEqual([])
    expect(events.map(e => [e.origin.line, e.fields])).toEqual([
      [2, { user: 'a', said: '1\r\n2' }],
      [6, { user: 'b', said: '3' }],
    ])
    expect(events[0]?.raw).toBe('a,"1\r\n2"')
  })

  test('are parted by the sign that a line before the names says', async () => {
    const { events, problems } = await readText('sep=;\r\nuser;said by whom\r\na;"1;2, 3"\r\n')
    expect(problems).toEqual([])
    expect(events.map(e => [e.origin.line, e.fields])).toEqual([[3, { user: 'a', 'said by whom': '1;2, 3' }]])
  })

  test('of a file with nothing but names are none, and that is told', async () => {
    const { events, problems } = await readText('_time,_raw\n')
    expect(events).toEqual([])
    expect(problems).toMatchObject([{ note: true, message: 'this CSV has the names of its columns and no record' }])
  })

  test('of Splunk have the time of their column and the log source of their text', async () => {
    const raw = '{""EventCode"":1,""Image"":""C:\\\\a.exe"",""UtcTime"":""2026-11-24 01:00:00.000""}'
    const { events } = await readText(`"_time","_raw",host\n"2026-11-24T02:40:01.250+0000","${raw}",ws1\n`)
    expect(events).toMatchObject([
      {
        time: BigInt(Date.UTC(2026, 10, 24, 2, 40, 1, 250)) * 1000n,
        logSource: { product: 'windows', category: 'process_creation' },
        fields: { host: 'ws1' },
        raw: raw.replaceAll('""', '"'),
      },
    ])
  })

  test('have the document that rules ask for', async () => {
    const text = 'EventCode,LogName,Image,Empty\n1,Microsoft-Windows-Sysmon/Operational,C:\\a.exe,""\n'
    const { events } = await everything(Buffer.from(text), { documents: true })
    const { fields = '', sources } = events[0]?.document ?? {}
    expect(JSON.parse(fields)).toMatchObject({ EventID: '1', Image: 'C:\\a.exe' })
    expect(JSON.parse(fields)).not.toHaveProperty('Empty')
    expect(sources).toMatchObject({ product: 'windows', service: 'sysmon', categories: ['process_creation'] })
  })
})

describe('the time of a column', () => {
  const at = BigInt(Date.UTC(2026, 10, 24, 2, 40, 1)) * 1000n
  test.each([
    ['@timestamp', '"Nov 24, 2026 @ 02:40:01.500"', at + 500_000n],
    ['_time', '2026-11-24T02:40:01.500+0000', at + 500_000n],
    ['_time', '1795488001.500', at + 500_000n],
    ['Time', '2026-11-24 02:40:01 UTC', at],
    ['TimeGenerated', '2026-11-24T02:40:01.1234567Z', at + 123_456n],
    ['TimeGenerated [UTC]', '"11/24/2026, 2:40:01.000 AM"', at],
    ['TimeGenerated [UTC]', '"11/24/2026, 2:40:01 PM"', at + 43_200_000_000n],
    // which of the two is the day is not known
    ['timestamp', '11/12/2026 02:40:01', undefined],
    ['time', 'soon', undefined],
  ])('%s: %s', async (name, value, time) => {
    const { events } = await readText(`user,${name}\na,${value}\n`)
    expect(events.map(e => e.time)).toEqual([time])
  })
})
