import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readText } from './read.ts'

const names = async (text: string, field = 'n'): Promise<unknown[]> =>
  (await readText(text)).events.map(e => e.fields[field])

describe('JSON documents', () => {
  const record = fc.record({
    n: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    text: fc.string({ unit: 'binary' }),
    list: fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 3 }),
  })
  const json = (value: unknown, indent?: number): string =>
    JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? `int:${v}` : v), indent).replaceAll(
      /"int:(-?[0-9]+)"/g,
      '$1',
    )

  it('give the records of an array, and of objects that follow one another, however they are laid out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 5 }), fc.nat(4), async (records, indent) => {
        const expected = records.map(r => r.n)
        expect(await names(json(records, indent))).toEqual(expected)
        expect(await names(records.map(r => json(r, indent)).join('\n'))).toEqual(expected)
      }),
      { numRuns: 100 },
    )
  })

  it('cost one record for a missing quote', async () => {
    const text = '[\n {"n": 1},\n {"n": "2},\n {"n": 3},\n {"n": 4}\n]\n'
    const { events, problems } = await readText(text)
    expect(events.map(e => e.fields['n'])).toEqual([1n, 3n, 4n])
    expect(problems.map(p => [p.line, p.lines])).toEqual([[3, undefined]])
  })

  it('cost the lines of one record for a missing brace', async () => {
    const { events, problems } = await readText('[\n{"n": 1},\n{"n": 2, "o": {"p": 1},\n{"n": 3},\n{"n": 4}\n]\n')
    expect(events.map(e => e.fields['n'])).toEqual([1n, 3n, 4n])
    expect(problems).toEqual([
      { file: 'f', line: 3, message: expect.stringContaining('is a quote or a bracket missing?') },
    ])
  })

  it('say where a file that was cut off ends', async () => {
    const { events, problems } = await readText('[\n{"n": 1},\n{\n "n": 2,\n')
    expect(events.map(e => e.fields['n'])).toEqual([1n])
    expect(problems).toEqual([
      { file: 'f', line: 3, lines: 2, message: 'the file ends in the middle of this JSON object' },
    ])
  })

  it('are not taken for text that begins with a bracket', async () => {
    expect((await readText('[2026-11-24 10:00:00] started\n[2026-11-24 10:00:01] ended\n')).events).toHaveLength(2)
  })

  it('refuse nesting without end in linear time', async () => {
    const deep = `{"n":1}\n{"a":${'['.repeat(200_000)}\n{"a":${'[1,'.repeat(100_000)}1${']'.repeat(100_000)}}\n{"n":2}\n`
    const { events, problems } = await readText(deep)
    expect(events.map(e => e.fields['n'])).toEqual([1n, 2n])
    expect(problems.map(p => p.line)).toEqual([2, 3])
  })
})

describe('XML documents', () => {
  const event = (id: number, data = ''): string =>
    `<Event><System><EventID>${id}</EventID></System><EventData>${data}</EventData></Event>`

  it('give events on one line, on many, with and without a frame', async () => {
    const three = [event(1), event(2), event(3)]
    const forms = [three.join(''), three.join('\n'), `<?xml version="1.0"?><Events>${three.join('\r\n')}</Events>`]
    for (const text of forms) expect(await names(text, 'EventID')).toEqual([1n, 2n, 3n])
    const counted = three.map((xml, i) => `Record ${i + 1}\n<?xml version="1.0"?>\n${xml.replaceAll('><', '>\n<')}\n`)
    expect(await names(counted.join(''), 'EventID')).toEqual([1n, 2n, 3n])
  })

  it('cost one event for a missing end', async () => {
    const { events, problems } = await readText(`${event(1)}\n<Event><System><EventID>2\n${event(3)}\n`)
    expect(events.map(e => e.fields['EventID'])).toEqual([1n, 3n])
    expect(problems.map(p => p.line)).toEqual([2])
  })

  it('keep names that every object has', async () => {
    const [read] = (await readText(event(1, '<Data Name="__proto__">x</Data><Data Name="constructor">y</Data>'))).events
    expect(Object.entries(read?.fields ?? {})).toContainEqual(['__proto__', 'x'])
    expect(Object.entries(read?.fields ?? {})).toContainEqual(['constructor', 'y'])
  })

  it('take no longer than their length asks for', async () => {
    const hostile = [
      `<Event><System><EventID>1</EventID></System><EventData>${'<Data Name="a">'.repeat(60_000)}</EventData></Event>`,
      `<Event><System>${'<a '.repeat(100_000)}</System></Event>`,
      `<Event><System><EventID>1</EventID></System><EventData><Data Name="a">${'&'.repeat(300_000)}</Data></EventData></Event>`,
      '<Event '.repeat(100_000),
      `<Events>${'<?xml '.repeat(100_000)}`,
    ]
    for (const text of hostile) await readText(text)
  }, 15_000)
})
