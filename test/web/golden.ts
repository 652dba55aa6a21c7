import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { choose, write } from './playground.ts'
import { phone, visit } from './visit.ts'
import type { World } from './world.ts'

// Pictures of the parts that are looked at most. Letters are drawn differently with other fonts and by other versions of the
// browser, so a picture is only compared where both are as they were when it was taken: elsewhere the test is skipped.
// `GOLDEN=write npx vitest run test/web/browser.test.ts -t looks` takes them anew.

const folder = join(import.meta.dirname, 'golden')
const drawnWith = join(folder, 'drawn-with.json')
const writing = process.env['GOLDEN'] === 'write'
/** The share of pixels that may differ: a caret, a rounded corner. */
const tolerated = 0.005
/** Bytes of a picture at most, so that the repository stays small. */
const largest = 60_000

interface Picture {
  readonly name: string
  readonly path: string
  readonly scheme: 'light' | 'dark'
  readonly small?: boolean
  readonly part: (page: Page) => Promise<Locator> | Locator
}

const matrix = (page: Page): Locator => page.getByRole('table', { name: /^Procedures/ })

const pictures: readonly Picture[] = [
  { name: 'verdict-refuted', path: 'detections/T1566.001/sumo-logic/', scheme: 'light', part: verdictOf },
  { name: 'verdict-dark-phone', path: 'detections/T1595.001/sigma/', scheme: 'dark', small: true, part: verdictOf },
  { name: 'matrix-refuted', path: 'detections/T1566.001/sumo-logic/', scheme: 'dark', part: matrix },
  {
    name: 'query',
    path: 'detections/T1595.001/sumo-logic/',
    scheme: 'light',
    part: page => page.getByRole('group', { name: 'Query sweeps' }),
  },
  {
    name: 'home-list-phone',
    path: '',
    scheme: 'light',
    small: true,
    part: page => page.getByRole('region', { name: 'Detections', exact: true }).getByRole('listitem').first(),
  },
  {
    name: 'playground-error-dark',
    path: 'playground/',
    scheme: 'dark',
    small: true,
    async part(page) {
      await choose(page, 'nmap sweeps two blocks')
      await write(page, '_sourceCategory=*sysmon*\n| json "CommandLine"\n| where CommandLine = "*nmap*"')
      await page.locator('.cm-lintRange').first().waitFor()
      await page.getByRole('button', { name: 'Compare' }).focus()
      return page.locator('.cm-editor')
    },
  },
]

function verdictOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Verdict' })
}

/** That the pages still look as they did when somebody last looked at them. */
export function goldenTests(world: () => World): void {
  test.for(pictures)('$name looks as it did', async ({ name, path, scheme, small, part }, { skip }) => {
    await visit(
      world(),
      world().sites.served + path,
      async page => {
        const letters = `Chromium ${world().browser.version().split('.')[0]}, ${await lettersOf(page)}`
        if (writing) writeFileSync(drawnWith, `${JSON.stringify(letters)}\n`)
        skip(letters !== JSON.parse(readFileSync(drawnWith, 'utf8')), 'other fonts or another Chromium')
        const seen = await part(page)
        await seen.waitFor()
        const taken = await seen.screenshot({ animations: 'disabled', caret: 'hide' })
        const file = join(folder, `${name}.png`)
        if (writing) writeFileSync(file, taken)
        const golden = readFileSync(file)
        expect(golden.length).toBeLessThanOrEqual(largest)
        expect(await difference(world(), golden, taken)).toBeLessThanOrEqual(tolerated)
      },
      { colorScheme: scheme, reducedMotion: 'reduce', ...(small === true ? { viewport: phone } : {}) },
    )
  })
}

/** How wide letters are in the fonts of a page: other fonts, or the same drawn in another way, give other widths. */
const lettersOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const pen = document.createElement('canvas').getContext('2d')
    const style = getComputedStyle(document.documentElement)
    const widths = ['--sans', '--serif', '--mono'].map(name => {
      if (pen === null) return 0
      pen.font = `16px ${style.getPropertyValue(name)}`
      return pen.measureText('Hamburgefonstiv 0123456789 {}[]()|').width.toFixed(2)
    })
    return widths.join(' ')
  })

/** The share of pixels in which two pictures differ by more than what smoothing of edges makes; 1 when their sizes differ. */
async function difference({ browser }: World, one: Buffer, other: Buffer): Promise<number> {
  const page = await browser.newPage()
  try {
    return await page.evaluate(
      async sources => {
        const [a, b] = await Promise.all(
          sources.map(async source => {
            const image = new Image()
            image.src = `data:image/png;base64,${source}`
            await image.decode()
            const { width, height } = image
            const pen = new OffscreenCanvas(width, height).getContext('2d')
            pen?.drawImage(image, 0, 0)
            return { width, height, pixels: pen?.getImageData(0, 0, width, height).data ?? [] }
          }),
        )
        if (a === undefined || b === undefined || a.width !== b.width || a.height !== b.height) return 1
        let different = 0
        for (let i = 0; i < a.pixels.length; i += 4)
          if ([0, 1, 2].some(c => Math.abs((a.pixels[i + c] ?? 0) - (b.pixels[i + c] ?? 0)) > 48)) different++
        return different / (a.width * a.height)
      },
      [one.toString('base64'), other.toString('base64')],
    )
  } finally {
    await page.close()
  }
}
