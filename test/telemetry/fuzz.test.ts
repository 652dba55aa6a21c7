import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readers } from '../../src/telemetry/index.ts'
import { chunks, type Everything, everything, folder, sample } from './read.ts'

const names = readdirSync(folder)
const texts = names.map(name => sample(name).toString('utf8'))

/** Damage of the kinds that disks, networks and forwarders do: cut, doubled, swapped, overwritten, glued lines. */
const damagedText = fc
  .record({
    text: fc.constantFrom(...texts),
    cuts: fc.array(
      fc.record({
        at: fc.nat(),
        length: fc.nat(40),
        put: fc.constantFrom('', '"', '}', '{', '[', '<', '>', '</Event>', '\n', '\\', "'", 'é', '\0', 'a=', '<Event>'),
      }),
      { maxLength: 6 },
    ),
    lines: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 4 }),
  })
  .map(({ text, cuts, lines }) => {
    let out = text
    for (const { at, length, put } of cuts) {
      const from = at % (out.length + 1)
      out = out.slice(0, from) + put + out.slice(from + length)
    }
    const split = out.split('\n')
    for (const [a, b] of lines) {
      const [i, j] = [a % split.length, b % split.length]
      const [x, y] = [split[i] ?? '', split[j] ?? '']
      split[i] = y
      split[j] = x
    }
    return split.join('\n')
  })

const bytes = fc.oneof(
  damagedText.map(text => Buffer.from(text)),
  fc.uint8Array({ maxLength: 400 }).map(b => Buffer.from(b)),
  fc.string({ unit: 'binary', maxLength: 300 }).map(text => Buffer.from(text)),
  fc
    .array(
      fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\n', '\\', '1', 'a', ' ', '<Event>', '</Event>', '<System>'),
      { maxLength: 80 },
    )
    .map(parts => Buffer.from(parts.join(''))),
)

describe('whatever the bytes', () => {
  it('reading ends without throwing, and says the same however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, fc.array(fc.nat(), { maxLength: 8 }), async (input, cuts) => {
        expect(await everything(chunks(input, cuts))).toEqual(await everything(input))
      }),
      { numRuns: 400 },
    )
  })

  it.each(readers.map(reader => reader.id))('the reader %s survives the format of any other', async format => {
    for (const text of texts) await everything(Buffer.from(text), { format })
    await fc.assert(
      fc.asyncProperty(damagedText, async text => {
        await everything(Buffer.from(text), { format, year: 2026 })
      }),
      { numRuns: 60 },
    )
  })
})

/** Lines that no event and no problem stands for, of a text that is read line by line. */
const quiet: Readonly<Record<string, (line: string) => boolean>> = {
  zeek: line => line.startsWith('#'),
  auditd: line => line === '----' || line.startsWith('time->'),
}

describe.each(['json', 'sumo', 'auditd', 'zeek', 'access', 'bind', 'syslog', 'text'])('the reader %s', format => {
  it('loses no line in silence', async () => {
    // no JSON or XML documents over several lines here
    const byLine = damagedText.filter(text => !/^\s*[[{<]/.test(text) || text.startsWith('{"'))
    await fc.assert(
      fc.asyncProperty(byLine, async text => {
        const lines = `plain first line\n${text.replaceAll('\r', '')}`.split('\n').filter(line => line.trim() !== '')
        const read = await everything(Buffer.from(lines.join('\n')), { format, year: 2026 })
        const expected = lines.filter(line => quiet[format]?.(line) !== true).length
        expect(accounted(read, format)).toBe(expected)
      }),
      { numRuns: 80 },
    )
  })
})

/** How many lines events and problems stand for. */
function accounted({ events, problems }: Everything, format: string): number {
  const lost = problems.filter(p => p.note !== true).reduce((n, p) => n + (p.lines ?? 1), 0)
  if (format === 'sumo') return lost + new Set(events.map(e => e.origin.line)).size
  return lost + events.reduce((n, e) => n + (e.raw ?? '').split('\n').length, 0)
}
