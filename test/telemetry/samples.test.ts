import { readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunks, everything, folder, golden, sample } from './read.ts'
import { storedZstd } from './zstd.ts'

describe.each(readdirSync(folder))('the sample %s', name => {
  const bytes = sample(name)

  it('gives the events and problems of its golden file', async () => {
    await expect(golden(await everything(bytes))).toMatchFileSnapshot(`golden/${name}.json`)
  })

  it('gives the same however the bytes are cut', async () => {
    const whole = await everything(bytes)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 30 }), async cuts => {
        expect(await everything(chunks(bytes, cuts))).toEqual(whole)
      }),
      { numRuns: 25 },
    )
    expect(await everything(chunks(bytes, [...bytes.keys()]))).toEqual(whole)
  })

  it('gives the same packed, and in other encodings', async () => {
    const whole = await everything(bytes)
    const text = bytes.toString('utf8')
    const little = Buffer.from(text, 'utf16le')
    const big = Buffer.from(little).swap16()
    const forms = {
      gzip: gzipSync(bytes),
      zstd: storedZstd(bytes),
      'gzip in zstd': storedZstd(gzipSync(bytes)),
      'UTF-8 with a mark': Buffer.from(`\uFEFF${text}`),
      'UTF-16LE with a mark': Buffer.from(`\uFEFF${text}`, 'utf16le'),
      'UTF-16LE': little,
      'UTF-16BE': big,
      'gzip of UTF-16LE': gzipSync(little),
    }
    for (const [form, packed] of Object.entries(forms)) expect(await everything(packed), form).toEqual(whole)
  })
})
