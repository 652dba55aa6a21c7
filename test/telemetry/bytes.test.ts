import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEvents } from '../../src/telemetry/read.ts'
import { chunks, everything, readText, sample } from './read.ts'
import { repeatedZstd, storedZstd } from './zstd.ts'

const lines = (count: number): string => Array.from({ length: count }, (_, i) => `line ${i} ${i * 7919}\n`).join('')

describe('archives', () => {
  it('reads one gzip member after another, wherever the bytes are cut', async () => {
    const packed = Buffer.concat([gzipSync('one\n'), gzipSync('two\nthr'), gzipSync('ee\n')])
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(packed.length), { maxLength: 6 }), async cuts => {
        const { events, problems } = await everything(chunks(packed, cuts))
        expect(events.map(e => e.raw)).toEqual(['one', 'two', 'three'])
        expect(problems).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['gzip', gzipSync],
    ['zstd', storedZstd],
  ])('reads a %s archive up to where it is cut off, and says so once', async (kind, pack) => {
    const packed = pack(Buffer.from(lines(5000)))
    const { events, problems } = await everything(packed.subarray(0, packed.length - 500))
    expect(events.length).toBeGreaterThan(4000)
    expect(events.length).toBeLessThan(5000)
    expect(problems.map(p => p.message)).toEqual([expect.stringContaining(`the ${kind} archive is damaged`)])
  })

  it('reads a gzip archive up to a byte that is wrong', async () => {
    const packed = gzipSync(lines(20000))
    packed.fill(0xff, packed.length - 3000, packed.length - 2990)
    const { events, problems } = await everything(packed)
    expect(events.length).toBeGreaterThan(10000)
    expect(problems.filter(p => p.message.includes('damaged'))).toHaveLength(1)
  })

  it('says that something else follows an archive', async () => {
    const gzip = await everything(Buffer.concat([gzipSync('a\n'), Buffer.from('junk')]))
    const zstd = await everything(Buffer.concat([storedZstd(Buffer.from('a\n')), Buffer.from('junk')]))
    for (const read of [gzip, zstd]) {
      expect(read.events.map(e => e.raw)).toEqual(['a'])
      expect(read.problems).toHaveLength(1)
    }
  })

  it('reads zstd frames after one another, with frames to be skipped between them', async () => {
    const skipped = Buffer.concat([Buffer.of(0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0), Buffer.from('xyz')])
    const packed = Buffer.concat([skipped, storedZstd(Buffer.from('one\ntw')), skipped, storedZstd(Buffer.from('o\n'))])
    expect((await everything(packed)).events.map(e => e.raw)).toEqual(['one', 'two'])
  })

  it('reads what the zstd program packed', async () => {
    // printf 'same same same same same same same same\nsame\n' | zstd -19 --check
    const packed = Buffer.from(zstdOutput, 'base64')
    const { events } = await everything(packed)
    expect(events.map(e => e.raw)).toEqual(['same same same same same same same same', 'same'])
  })

  it('holds no more than a record of a bomb', async () => {
    // 400 MB of one line in 12 kB
    const bomb = repeatedZstd(0x61, 128 * 1024, 3_100)
    const before = process.memoryUsage().rss
    let peak = 0
    const problems: string[] = []
    for await (const batch of readEvents('bomb', chunks(bomb, [1000, 9_000]))) {
      peak = Math.max(peak, process.memoryUsage().rss)
      for (const read of batch) if ('problem' in read) problems.push(read.problem.message)
    }
    expect(problems).toEqual(['this record is longer than 16 MiB and was skipped'])
    expect(peak).toBeLessThan(before + 250_000_000)
  }, 20_000)

  it('refuses a zstd frame that asks for too much memory', async () => {
    const packed = storedZstd(Buffer.from('a\n'))
    packed[5] = 31 << 3
    const { problems } = await everything(packed)
    expect(problems.map(p => p.message)).toEqual([expect.stringMatching(/window of [0-9]+ MiB, more than 128/)])
  })

  it('never throws for archives that are wrong anywhere', async () => {
    const whole = [gzipSync(lines(300)), storedZstd(Buffer.from(lines(300))), Buffer.from(zstdOutput, 'base64')]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...whole), fc.nat(), fc.nat(255), fc.nat(), async (archive, at, byte, end) => {
        const packed = Buffer.from(archive)
        packed[at % packed.length] = byte
        await everything(packed.subarray(0, end % 3 === 0 ? end % packed.length : packed.length))
      }),
      { numRuns: 150 },
    )
  })
})

const zstdOutput = 'KLUv/QRojQAAWHNhbWUgCnNhbWUKAQBwihad3hMp'

describe('what is no log', () => {
  it.each([
    ['PK\x03\x04rest', 'zip archive'],
    ['ElfFile\0rest', 'Windows event log (EVTX)'],
    ['\xd4\xc3\xb2\xa1', 'packet capture'],
    ['PAR1....', 'Parquet'],
    ['SQLite format 3\0', 'SQLite'],
    ['\x00\x01\x02\x03\xff\xfe\x00\x9f'.repeat(40), 'binary data'],
    [`${'x'.repeat(257)}ustar`, 'tar archive'],
  ])('%j is named, with what to do', async (text, what) => {
    const bytes = Buffer.from(text, 'latin1')
    for (const packed of [bytes, gzipSync(bytes)]) {
      const { events, problems } = await everything(packed)
      expect(events).toEqual([])
      expect(problems).toEqual([{ file: 'f', line: 1, lines: 0, message: expect.stringContaining(what) }])
    }
  })

  it('remarks on an empty file, and takes an empty archive for one: nothing is lost', async () => {
    for (const bytes of [Buffer.from(''), gzipSync('')])
      expect((await everything(bytes)).problems).toEqual([
        { file: 'f', line: 1, lines: 0, message: 'this file is empty', note: true },
      ])
  })

  it('gives up on archives in archives in archives', async () => {
    let packed = Buffer.from('x\n')
    for (let i = 0; i < 5; i++) packed = gzipSync(packed)
    expect((await everything(packed)).problems.map(p => p.message)).toEqual([
      expect.stringContaining('archive in an archive'),
    ])
  })

  it('names the readers when one is asked for that does not exist', async () => {
    const { problems } = await everything(sample('plain.log'), { format: 'evtx' })
    expect(problems.map(p => p.message)).toEqual([expect.stringContaining('there is no reader called "evtx"')])
  })

  it('closes the file, also when it is not read to its end', async () => {
    const forms = [
      Buffer.from('PK\x03\x04rest'),
      Buffer.alloc(0),
      gzipSync(lines(9)),
      storedZstd(Buffer.from(lines(9))),
      Buffer.from(lines(9)),
    ]
    for (const bytes of forms) {
      let closed = false
      const source = async function* (): AsyncGenerator<Uint8Array> {
        try {
          yield* chunks(bytes, [1, 20, 40])
        } finally {
          closed = true
        }
      }
      for await (const _ of readEvents('f', source())) break
      expect(closed).toBe(true)
    }
  })

  it('lets an error of the disk through', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('line\n')
      throw new Error('EIO')
    }
    await expect(everything(broken())).rejects.toThrow('EIO')
  })
})

describe('text', () => {
  it('reads bytes that are not UTF-8 as replacement characters and says so once', async () => {
    const bytes = Buffer.concat([Buffer.from('good\n'), Buffer.of(0x63, 0xe9, 0x0a, 0xff, 0x0a), Buffer.from('é\n')])
    const { events, problems } = await everything(bytes)
    expect(events.map(e => e.raw)).toEqual(['good', 'c\uFFFD', '\uFFFD', 'é'])
    expect(problems).toEqual([
      { file: 'f', line: 2, note: true, message: '2 records have bytes that are not UTF-8; each is read as \uFFFD' },
    ])
  })

  it('takes a replacement character that was logged as text', async () => {
    expect((await readText('a\uFFFDb\n')).problems).toEqual([])
  })

  it('keeps lines with stray zeros, which a crash leaves in logs', async () => {
    expect((await readText(`Nov 24 03:13:17 h a: b\n\0\0\0\nNov 24 03:13:17 h a: c\n`)).events).toHaveLength(3)
  })

  it('skips a line that is longer than 16 MiB and goes on behind it', async () => {
    const { events, problems } = await everything(Buffer.from(`a\n${'x'.repeat(17 * 1024 * 1024)}\nb\n`))
    expect(events.map(e => [e.raw, e.origin.line])).toEqual([
      ['a', 1],
      ['b', 3],
    ])
    expect(problems).toEqual([{ file: 'f', line: 2, message: 'this record is longer than 16 MiB and was skipped' }])
  })

  it('says once that stamps without a year are no times', async () => {
    const { events, problems } = await readText('Nov 24 03:13:17 h a: b\nNov 24 03:13:18 h a: c\n', {})
    expect(events.map(e => e.time)).toEqual([undefined, undefined])
    expect(problems).toEqual([
      { file: 'f', line: 1, lines: 0, note: true, message: expect.stringContaining('have no year') },
    ])
  })
})
