import { describe, expect, test } from 'vitest'
import { eventually, textOf } from './eventually.ts'
import { overflowing } from './every-page.ts'
import { oddTexts } from './odd-logs.ts'
import { choose, write } from './playground.ts'
import { phone, visit } from './visit.ts'
import type { SiteName, World } from './world.ts'

const sites: readonly SiteName[] = ['served', 'files']

/** Logs that attack their reader are text, wherever they are shown. That nothing of them ran is looked at after every visit. */
export function hostileTests(world: () => World): void {
  describe.each(sites)('%s', site => {
    test('in the dialog of a cell', async () => {
      await visit(
        world(),
        `${world().sites[site]}detections/T1059.004/sumo-logic/`,
        async page => {
          expect(
            await page.locator('a[href^="javascript:"], a[href^="data:"], main script, main img, iframe').count(),
          ).toBe(0)
          await page.locator('details').evaluateAll(all => {
            for (const details of all as HTMLDetailsElement[]) details.open = true
          })
          expect(await overflowing(page)).toEqual([])
          await page
            .getByRole('table', { name: /^Procedures/ })
            .getByRole('row', { name: /Run with/ })
            .getByRole('link')
            .last()
            .click()
          const dialog = page.getByRole('dialog')
          const events = dialog.getByRole('group', { name: 'Events' }).getByRole('button')
          await events.first().waitFor()
          for (let i = 0; i < (await events.count()); i++) {
            await events.nth(i).click()
            expect(await dialog.locator('script, img, iframe, a').count()).toBe(0)
            expect(await overflowing(page)).toEqual([])
            const { width, inside } = await dialog.evaluate(box => ({
              width: box.clientWidth,
              inside: box.scrollWidth,
            }))
            expect(inside).toBeLessThanOrEqual(width)
          }
        },
        { viewport: phone },
      )
    })

    test('in rows, statistics, reasons and events of the playground', async () => {
      await visit(world(), `${world().sites[site]}playground/`, async page => {
        await choose(page, 'Run with <script>')
        await write(page, '_sourceCategory=*sysmon* | json "CommandLine", "User" nodrop | fields CommandLine, User')
        await page.keyboard.press('Control+Enter')
        const results = page.getByRole('region', { name: 'Results' })
        await results.getByText('14 rows from 14 events').waitFor()
        const table = results.getByRole('table').filter({ hasText: 'CommandLine' })
        const shown = await table.locator('td').allTextContents()
        for (const text of Object.values(oddTexts)) expect(shown).toContain(text.slice(0, 400))
        const markup = 'script, img, iframe, b, svg:not([aria-hidden]):not([role])'
        expect(await results.locator(markup).count()).toBe(0)

        for (const row of [1, 3, 14]) {
          await results.getByRole('button', { name: new RegExp(`^Row ${row}:`) }).click()
          await results.getByText('The query takes this event').waitFor()
          expect(await results.locator(markup).count()).toBe(0)
          await results.getByRole('button', { name: 'Close' }).click()
        }
        await page.getByRole('tab', { name: 'Fields' }).click()
        await eventually(() => textOf(results)).toContain('data:text/html,<script>')
        expect(await results.locator(markup).count()).toBe(0)
        await page.getByRole('tab', { name: 'Events' }).click()
        await results.getByText(/^14 events in 1 file/).waitFor()
        expect(await results.locator(markup).count()).toBe(0)
        expect(await overflowing(page)).toEqual([])
      })
    })
  })
}
