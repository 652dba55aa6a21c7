import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { downloaded, eventually, hasFocus, textOf } from './eventually.ts'
import { visit } from './visit.ts'
import type { SiteName, World } from './world.ts'

const sites: readonly SiteName[] = ['served', 'files']

/** What somebody does who reads about a detection. */
export function detectionTests(world: () => World): void {
  const page1 = (site: SiteName = 'served', language = 'sumo-logic'): string =>
    `${world().sites[site]}detections/T1595.001/${language}/`
  const detection = (id = 'T1595.001') => {
    const found = world().detections.get(id)
    if (found === undefined) throw new Error(`${id} was not proved`)
    return found
  }

  test('a page for each language, with tabs; the verdict says what the proof says', async () => {
    await visit(world(), page1(), async page => {
      for (const { id, name } of detection().languages) {
        await page.getByRole('navigation', { name: 'Language' }).getByRole('link', { name }).click()
        await page.getByRole('heading', { level: 1, name: `Detect Scanning IP Blocks in ${name}` }).waitFor()
        const { tests, baselineParts, queries } = detection()
        const own = queries.filter(q => q.language === id)
        const caught = tests.filter(t => own.some(q => q.cells.some(c => c.of === t.id && c.fires))).length
        const verdict = await textOf(page.getByRole('region', { name: 'Verdict' }))
        expect(verdict).toContain('Proven')
        expect(verdict).toContain(`${caught}/${tests.length}`)
        expect(verdict).toContain(`Silent${baselineParts.reduce((sum, b) => sum + b.events, 0)}`)
        for (const { title, events } of baselineParts) expect(verdict).toContain(`${title} ${events}`)
        expect(verdict).toContain('Not measured')
        for (const query of own) {
          const code = page.getByRole('group', { name: `Query ${query.id}` })
          expect(await code.textContent()).toBe(query.text)
        }
      }
    })
  })

  test('help on words by pointer and by keys; copying', async () => {
    await visit(
      world(),
      page1(),
      async page => {
        const code = page.getByRole('group', { name: 'Query sweeps' })
        const tip = page.getByRole('tooltip')
        await code.getByText('json', { exact: true }).hover()
        await tip.waitFor()
        const help = await textOf(tip)
        expect(help).toMatch(/JSON/i)
        // it stays while it is pointed at, and goes with Escape
        await tip.hover()
        await page.keyboard.press('Escape')
        await tip.waitFor({ state: 'hidden' })
        await code.focus()
        await page.keyboard.press('ArrowRight')
        await tip.waitFor()
        expect(await textOf(tip)).not.toBe('')
        await page.keyboard.press('Escape')

        const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
        const query = page.getByRole('article').filter({ has: code })
        await query.getByRole('button', { name: 'Copy' }).click()
        await eventually(clipboard).toBe(detection().queries[0]?.text)
        await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor({ state: 'attached' })
        const test = page
          .getByRole('article')
          .filter({ has: page.getByRole('heading', { name: 'nmap sweeps two blocks' }) })
        await test.getByRole('button', { name: 'Copy' }).first().click()
        // the default of an argument is filled in
        await eventually(clipboard).toContain('nmap -sn 198.51.100.0/24 -oN sweep.txt')
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    )
  })

  test('everything can be taken home', async () => {
    await visit(world(), page1('files'), async page => {
      const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
      const query = await downloaded(page, page.getByRole('link', { name: 'sweeps.sumo' }).first())
      expect([query.name, text(query.bytes)]).toEqual(['sweeps.sumo', detection().queries[0]?.text])
      const rule = await downloaded(page, page.getByRole('link', { name: 'Sigma rule .yml' }))
      expect(rule.name).toBe('scanner_started.yml')
      expect(parse(text(rule.bytes))).toMatchObject({
        title: 'Scanner Started Over A Block',
        author: 'Assay maintainers',
      })
      const archive = await downloaded(page, page.getByRole('link', { name: 'Whole package .zip' }))
      const names = Object.keys(unzipSync(archive.bytes))
      expect(archive.name).toMatch(/\.zip$/)
      for (const wanted of [
        'detection.yaml',
        'tests.yaml',
        'queries/sweeps.sumo',
        'sigma/scanner_started.yml',
        'telemetry/nmap.ndjson',
      ])
        expect(names.filter(name => name.endsWith(wanted))).toHaveLength(1)
      const cacao = await downloaded(page, page.getByRole('link', { name: 'CACAO 2.0' }))
      expect(JSON.parse(text(cacao.bytes))).toMatchObject({ type: 'playbook', spec_version: 'cacao-2.0' })
    })
  })

  test('a cell of a missed procedure opens the event that came nearest, where it ended, and the way to ask about others', async () => {
    await visit(world(), `${world().sites.files}detections/T1566.001/sumo-logic/`, async page => {
      const matrix = page.getByRole('table', { name: 'Procedures and benign sources by query' })
      await matrix
        .getByRole('row', { name: /renamed shell/ })
        .getByRole('link')
        .last()
        .click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('heading', { name: 'Event' }).waitFor()
      const said = await textOf(dialog)
      expect(said).toContain('is silent, but is declared to fire')
      expect(said).toContain('x.exe /c calc.exe')
      expect(said).toMatch(/It ended at does not hold: where Image matches/)
      const ask = await dialog.getByRole('link', { name: /in the playground/ }).getAttribute('href')
      expect(ask).toMatch(/playground\/#detection=T1566\.001&query=office-shell&of=renamed$/)
    })
  })

  test.each(sites)('a cell of the matrix opens the event and why it was taken (%s)', async site => {
    await visit(world(), page1(site), async page => {
      const matrix = page.getByRole('table', { name: 'Procedures and benign sources by query' })
      const cell = matrix
        .getByRole('row', { name: /nmap sweeps/ })
        .getByRole('link')
        .last()
      await cell.press('Enter')
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('heading', { name: 'Event' }).waitFor()
      const said = await textOf(dialog)
      expect(said).toContain('nmap -sn 198.51.100.0/24 -oN sweep.txt')
      expect(said).toContain('telemetry/nmap.ndjson:1')
      expect(said).toContain('holds: ')
      const second = dialog.getByRole('group', { name: 'Events' }).getByRole('button').nth(1)
      await second.click()
      await eventually(() => textOf(dialog)).toContain('telemetry/nmap.ndjson:3')
      // the keyboard stays inside
      for (let i = 0; i < 30; i++) {
        await page.keyboard.press('Tab')
        expect(
          await page.evaluate(
            () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
          ),
        ).toBe(true)
      }
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'hidden' })
      expect(await hasFocus(cell)).toBe(true)
    })
  })

  test('what a query misses, and where it fires without a reason, is seen at once', async () => {
    await visit(world(), `${world().sites.served}detections/T1566.001/sumo-logic/`, async page => {
      const verdict = page.getByRole('region', { name: 'Verdict' })
      expect(await textOf(verdict)).toMatch(/Refuted.*2 differences.*1\/2.*1 missed/)
      for (const { what, says } of detection('T1566.001').differences)
        expect(await textOf(verdict)).toContain(`${what}: ${says}`)
      const matrix = page.getByRole('table', { name: /^Procedures/ })
      const red = await matrix
        .getByRole('row', { name: /renamed shell/ })
        .getByRole('cell')
        .last()
        .evaluate(cell => ({
          says: cell.textContent,
          colour: getComputedStyle(cell.firstElementChild ?? cell).backgroundColor,
        }))
      const green = await matrix
        .getByRole('row', { name: /macro/ })
        .getByRole('cell')
        .last()
        .evaluate(cell => getComputedStyle(cell.firstElementChild ?? cell).backgroundColor)
      expect(red.says).toContain('is silent, but is declared to fire')
      expect(red.colour).not.toBe(green)
      const benign = matrix.getByRole('row', { name: /An office at work/ })
      expect(await textOf(benign)).toContain('fires on benign events, undeclared')
      await benign.getByRole('cell').getByRole('link').click()
      await eventually(() => textOf(page.getByRole('dialog'))).toContain('cmd.exe /c ver')
    })
  })

  describe.each(sites)('%s', site => {
    test('thresholds can be moved, and the changed query is run again', async () => {
      await visit(world(), page1(site), async page => {
        const form = page.getByRole('form').or(page.locator('form')).filter({ hasText: 'MinimumSweeps' })
        await form.getByLabel('MinimumSweeps').fill('3')
        await form.getByRole('button', { name: 'Run again' }).click()
        const row = form.getByRole('row', { name: /^nmap/ })
        await row.waitFor()
        expect(await textOf(row)).toMatch(/1 ?0 ?silent now/)
        // an account less on the list of those who may scan
        await form.getByRole('button', { name: 'As shipped' }).click()
        await form.getByLabel('ScanUsers').fill('audit-team')
        await form.getByRole('button', { name: 'Run again' }).click()
        await eventually(() => textOf(form.getByRole('row', { name: /desk/ }))).toMatch(/0 ?1 ?fires now/)
      })
    })
  })

  test('the playbook is a checklist that stays; what held in a test is shown on the text', async () => {
    await visit(world(), page1(), async page => {
      const boxes = page.getByRole('checkbox')
      await boxes.nth(1).check()
      await page.reload()
      await eventually(() => boxes.nth(1).isChecked()).toBe(true)
      expect(await boxes.first().isChecked()).toBe(false)
      await page.getByText('1 of 3 steps done').waitFor()
      await page.getByRole('button', { name: 'Start over' }).click()
      await page.reload()
      expect(await boxes.nth(1).isChecked()).toBe(false)

      const button = page.getByRole('button', { name: 'masscan', exact: true })
      await button.click()
      await eventually(() => page.locator('.code .held').count()).toBeGreaterThan(0)
      await button.click()
      await eventually(() => page.locator('.code .held').count()).toBe(0)
    })
  })

  test('related detections, history, and the events that an expectation found', async () => {
    await visit(world(), page1(), async page => {
      const history = page.getByRole('region', { name: 'History' })
      expect(await textOf(history)).toMatch(/20 Feb 2026 ?Masscan is known as well\..*10 Jan 2026/)
      await page.getByText('nmap is started over a block').click()
      await page.getByText('nmap -sn 203.0.113.0/24', { exact: true }).first().waitFor()
      const related = page.getByRole('region', { name: 'Related detections' })
      expect(await textOf(related)).toContain('not in this catalogue')
      await related.getByRole('link', { name: 'Spearphishing Attachment' }).click()
      await page.waitForURL('**/detections/T1566.001/**')
      await page.goBack()
      await page.waitForURL('**/detections/T1595.001/sumo-logic/')
    })
  })

  test('on paper: no navigation, and what a reader needs is opened', async () => {
    await visit(world(), page1(), async page => {
      await page.emulateMedia({ media: 'print' })
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
      expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0)
      expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0)
      for (const words of [
        'nmap -sn 198.51.100.0/24 -oN sweep.txt',
        'Who so much as named a scanner?',
        'several-blocks',
        'Contain',
      ])
        expect(await page.getByText(words).first().isVisible()).toBe(true)
      expect(await page.getByRole('group', { name: 'Query any-scanner' }).isVisible()).toBe(true)
      await page.evaluate(() => dispatchEvent(new Event('afterprint')))
      await page.emulateMedia({ media: 'screen' })
      expect(await page.getByRole('group', { name: 'Query any-scanner' }).isVisible()).toBe(false)
    })
  })
}
