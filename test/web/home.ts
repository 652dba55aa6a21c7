import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { eventually, hasFocus, textOf } from './eventually.ts'
import { visit } from './visit.ts'
import type { World } from './world.ts'

/** What somebody does who looks for a detection. */
export function homeTests(world: () => World): void {
  const home = (): string => world().sites.served
  const shown = (page: Page): Promise<string[]> =>
    page.locator('#detections > li:visible code').evaluateAll(codes => codes.map(code => code.textContent ?? ''))

  test('search as you type and filters; both stand in the address', async () => {
    await visit(world(), home(), async page => {
      const search = page.getByRole('searchbox', { name: /technique, name/i })
      const found = page.getByRole('status').filter({ hasText: ' of ' })
      expect(await textOf(found)).toBe('3 of 3')
      // a word that only the query's text holds
      await search.pressSequentially('sweeps')
      await eventually(() => textOf(found)).toBe('1 of 3')
      expect(await shown(page)).toEqual(['T1595.001'])
      expect(new URL(page.url()).searchParams.get('q')).toBe('sweeps')
      await search.fill('attachment t1566')
      await eventually(() => shown(page)).toEqual(['T1566.001'])
      await search.fill('nothing-is-called-this')
      await page.getByRole('button', { name: 'Clear search and filters' }).click()
      await eventually(() => shown(page)).toHaveLength(3)

      await page.getByLabel('Severity').selectOption('critical')
      expect(await shown(page)).toEqual(['T1566.001'])
      await page.getByLabel('Tactic').selectOption({ label: 'Reconnaissance' })
      expect(await textOf(found)).toBe('0 of 3')
      await page.getByLabel('Severity').selectOption('')
      expect(await shown(page)).toEqual(['T1595.001'])
      await page.getByLabel('Tactic').selectOption('')
      await page.getByRole('combobox', { name: /^Data source/ }).selectOption('Process creation')
      await page.getByLabel('Platform').selectOption('windows')
      expect(await shown(page)).toEqual(['T1566.001'])
      await page.getByLabel('Platform').selectOption('')
      await page.getByRole('combobox', { name: /^Data source/ }).selectOption('')
      await page.getByLabel('Confidence').selectOption('high')
      expect(await shown(page)).toEqual([])
      await page.getByLabel('Confidence').selectOption('')

      const refuted = page.getByRole('button', { name: /refuted/i })
      await refuted.click()
      expect(await refuted.getAttribute('aria-pressed')).toBe('true')
      expect(await shown(page)).toEqual(['T1566.001'])
      await page.reload()
      await eventually(() => shown(page)).toEqual(['T1566.001'])
    })
  })

  test('the keyboard: / to the search, arrows into the list, Enter opens; a palette on every page', async () => {
    await visit(world(), home(), async page => {
      const search = page.getByRole('searchbox', { name: /technique, name/i })
      await page.keyboard.press('/')
      expect(await hasFocus(search)).toBe(true)
      await page.keyboard.type('scanning')
      await eventually(() => shown(page)).toEqual(['T1595.001'])
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/detections/T1595.001/sumo-logic/')

      const palette = page.getByRole('combobox', { name: 'Go to or do' })
      const chosen = page.getByRole('option', { selected: true })
      const copy = page.getByRole('button', { name: 'Copy', exact: true }).first()
      await copy.focus()
      await page.keyboard.press('Control+k')
      await palette.waitFor()
      await page.keyboard.type('spearphishing')
      await eventually(() => textOf(chosen)).toContain('T1566.001')
      await page.keyboard.press('Escape')
      await palette.waitFor({ state: 'hidden' })
      expect(await hasFocus(copy)).toBe(true)

      // outside of the home page `/` is the palette as well
      await page.keyboard.press('/')
      await palette.waitFor()
      await eventually(() => page.getByRole('option').count()).toBeGreaterThan(5)
      const first = await textOf(chosen)
      await page.keyboard.press('ArrowDown')
      expect(await textOf(chosen)).not.toBe(first)
      await page.keyboard.press('ArrowUp')
      expect(await textOf(chosen)).toBe(first)
      await page.keyboard.type('sigma scanning')
      await eventually(() => textOf(chosen)).toMatch(/T1595\.001 .*Sigma/)
      await page.keyboard.press('Enter')
      await page.waitForURL('**/detections/T1595.001/sigma/')
    })
  })

  test('ATT&CK as a map: what is proven stands in its place and leads to its page', async () => {
    await visit(world(), home(), async page => {
      const { attack, detections } = world().catalogue
      const map = page.getByRole('region', { name: /ATT&CK/ })
      for (const tactic of attack.tactics) {
        const line = map.getByRole('group').filter({ has: page.getByText(tactic.id, { exact: true }) })
        const of = detections.filter(d => d.tactic.id === tactic.id)
        const total = of.reduce((sum, d) => sum + d.procedures.total, 0)
        const caught = of.reduce((sum, d) => sum + d.procedures.caught, 0)
        expect(await textOf(line.locator('summary'))).toContain(
          total === 0 ? `none of ${tactic.techniques.length} techniques` : `${caught}/${total} procedure`,
        )
      }
      await map.getByText('Reconnaissance', { exact: false }).first().click()
      await map.getByRole('link', { name: 'Scanning IP Blocks' }).click()
      await page.waitForURL('**/detections/T1595.001/sumo-logic/')
    })
  })

  test('colours: as the system has them, until somebody chooses; the choice stays', async () => {
    const ground = (page: Page): Promise<string> =>
      page.evaluate(
        () =>
          getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor,
      )
    await visit(world(), home(), async page => {
      const light = await ground(page)
      await page.emulateMedia({ colorScheme: 'dark' })
      const dark = await ground(page)
      expect(dark).not.toBe(light)
      await page.getByRole('button', { name: 'Change to light colours' }).click()
      expect(await ground(page)).toBe(light)
      await page.goto(`${home()}about/`)
      expect(await ground(page)).toBe(light)
      await page.getByRole('button', { name: 'Change to dark colours' }).click()
      await page.goto(`${home()}playground/`)
      expect(await ground(page)).toBe(dark)
    })
  })
}
