import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { desktop, phone, visit } from './visit.ts'
import type { World } from './world.ts'

const axe = readFileSync(join(import.meta.dirname, '..', '..', 'node_modules', 'axe-core', 'axe.min.js'), 'utf8')
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** What depends on colours; everything else is the same in both themes, and what a phone has of its own is looked at in the dark. */
const ofColours = ['color-contrast', 'link-in-text-block']

/** Kilobytes of scripts that a page may load, packed. */
const mostScript = { detection: 60, playground: 400 }

const pages: readonly { readonly name: string; readonly path: string }[] = [
  { name: 'home', path: '' },
  { name: 'a proven detection', path: 'detections/T1595.001/sumo-logic/' },
  { name: 'its rules', path: 'detections/T1595.001/sigma/' },
  { name: 'a refuted detection', path: 'detections/T1566.001/sumo-logic/' },
  { name: 'a detection over odd logs', path: 'detections/T1059.004/sumo-logic/' },
  { name: 'playground', path: 'playground/' },
  { name: 'about', path: 'about/' },
  { name: 'about the API', path: 'about/api/' },
  { name: 'what is not there', path: 'nowhere' },
]

/** What holds of every page, in both themes and sizes. */
export function everyPageTests(world: () => World): void {
  describe.each(pages)('$name', ({ path }) => {
    test('is accessible in both themes and sizes, and as wide as the window', async () => {
      await visit(
        world(),
        world().sites.served + (path === 'nowhere' ? 'detections/nowhere/at/all' : path),
        async page => {
          if (path === 'playground/') await page.getByRole('textbox', { name: /^Query in/ }).waitFor()
          const look = async (viewport: typeof desktop, colorScheme: 'light' | 'dark', only?: readonly string[]) => {
            await page.setViewportSize(viewport)
            await page.emulateMedia({ colorScheme })
            await settled(page)
            expect(await violations(page, only)).toEqual([])
          }
          expect(await overflowing(page)).toEqual([])
          await unfold(page)
          expect(await overflowing(page)).toEqual([])
          await look(desktop, 'light')
          await look(desktop, 'dark', ofColours)
          await look(phone, 'dark')
          expect(await overflowing(page)).toEqual([])
          await fold(page)
          expect(await overflowing(page)).toEqual([])
        },
        path === 'nowhere' ? { mayFail: /status of 404/ } : {},
      )
    })

    test('as a file below some path: all of it is there, and nothing jumps', async () => {
      await visit(
        world(),
        world().sites.files + path,
        async page => {
          if (path === 'playground/') await page.getByRole('textbox', { name: /^Query in/ }).waitFor()
          await page.waitForLoadState('networkidle')
          expect(await page.evaluate(() => window.assaySeen.shift)).toBeLessThan(0.02)
          const links = await page
            .locator('a[href]:not([href^="#"])')
            .evaluateAll(all => all.map(a => (a as HTMLAnchorElement).href))
          const { files } = world().sites
          const missing = links
            .filter(link => link.startsWith(files))
            .map(link => decodeURIComponent(new URL(link).pathname.slice(new URL(files).pathname.length)))
            .filter(name => world().file(name === '' || name.endsWith('/') ? `${name}index.html` : name) === undefined)
          expect(missing).toEqual([])
        },
        path === 'nowhere' ? { mayFail: /status of 404/ } : {},
      )
    })
  })

  test.each([
    { name: 'a detection', path: 'detections/T1595.001/sumo-logic/', most: mostScript.detection },
    { name: 'the playground', path: 'playground/', most: mostScript.playground },
  ])('$name loads at most $most kB of scripts', async ({ path, most }) => {
    const { files } = world().sites
    const loaded = new Set<string>()
    await visit(world(), files + path, async page => {
      page.on('request', request => loaded.add(request.url()))
      await page.reload()
      if (path === 'playground/') {
        await page.getByRole('textbox', { name: /^Query in/ }).waitFor()
        await page.getByText(/It can run/).waitFor()
      }
      await page.waitForLoadState('networkidle')
    })
    const scripts = [...loaded].filter(address => address.endsWith('.js'))
    const bytes = scripts.map(address => gzipSync(world().file(address.slice(files.length)) ?? '').length)
    expect(scripts.length).toBeGreaterThan(1)
    expect(bytes.reduce((sum, n) => sum + n, 0) / 1000).toBeLessThan(most)
  })
}

/** Opens what is closed, so that it is looked at too; of many alike that stand together only the first, to be quick. */
const unfold = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details'))
      details.open = details.previousElementSibling?.previousElementSibling?.tagName !== 'DETAILS'
  })

const fold = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = false
  })

/** Waits until colours have changed. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await new Promise(requestAnimationFrame)
    await Promise.all(document.getAnimations().map(animation => animation.finished))
  })

/** What stands out of a page that is wider than its window; nothing when it is not. */
export const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > clientWidth + 1)
    return [`${scrollWidth} > ${clientWidth}`, ...out.slice(0, 5).map(e => e.outerHTML.slice(0, 160))]
  })

interface Axe {
  run(options: object): Promise<{
    readonly violations: readonly {
      readonly id: string
      readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
    }[]
  }>
}

/** What axe finds, each with its first places. */
export async function violations(page: Page, only?: readonly string[]): Promise<string[]> {
  // as the browser's own tools would: the policy of the page is about the page
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  return page.evaluate(
    async ([runOnly, rules]) => {
      const { violations: found } = await (window as unknown as { axe: Axe }).axe.run({
        runOnly: rules === undefined ? { type: 'tag', values: runOnly } : { type: 'rule', values: rules },
        resultTypes: ['violations'],
      })
      return found.flatMap(({ id, nodes }) =>
        nodes.slice(0, 3).map(node => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary?.slice(0, 300) ?? ''}`),
      )
    },
    [levels, only] as const,
  )
}
