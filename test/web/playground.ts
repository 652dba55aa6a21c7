import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { eventually, textOf } from './eventually.ts'
import { visit } from './visit.ts'
import type { SiteName, World } from './world.ts'

const sites: readonly SiteName[] = ['served', 'files']

/** What somebody does who writes queries. */
export function playgroundTests(world: () => World): void {
  describe.each(sites)('%s', site => {
    const playground = (): string => `${world().sites[site]}playground/`

    test('an error is underlined, told and fixed by one click; formatting; completion', async () => {
      await visit(world(), playground(), async page => {
        await choose(page, 'nmap sweeps two blocks')
        await write(page, '* | json "CommandLine" | where CommandLine = "*nmap*" | count by CommandLine')
        await page.getByText(/It (can|cannot) run/).waitFor()
        const problems = page.getByRole('region', { name: 'Query' })
        await problems.getByRole('button', { name: 'Fix it' }).waitFor()
        await eventually(() => page.locator('.cm-lintRange').count()).toBeGreaterThan(0)
        await page.locator('.cm-lintRange').first().hover()
        await page.getByRole('button', { name: 'Fix it' }).last().click()
        await eventually(() => text(page)).toContain('matches "*nmap*"')
        await eventually(() => page.locator('.cm-lintRange').count()).toBe(0)

        await page.getByRole('button', { name: 'Format' }).click()
        await eventually(() => text(page)).toContain('\n| where CommandLine matches "*nmap*"')

        // a browser would keep the look of what is written over, as inline style, which the policy forbids
        await write(page, 'where a = b')
        await page.locator('.cm-line .t-operator').first().waitFor()
        await write(page, '* | json "CommandLine" | cou')
        await editor(page).press('Control+Space')
        const options = page.getByRole('listbox').getByRole('option')
        await eventually(() => options.allTextContents()).toContainEqual(expect.stringMatching(/^count(?!_)/))
        await options
          .filter({ hasText: /^count(?!_)/ })
          .first()
          .click()
        await eventually(() => text(page)).toMatch(/\| count/)
      })
    })

    test('rows with order, filter, histogram and statistics; why an event is taken or not; the plan', async () => {
      await visit(world(), playground(), async page => {
        await choose(page, 'nmap sweeps two blocks')
        await write(page, '_sourceCategory=*sysmon* | json "CommandLine", "User" | where CommandLine matches "*nmap*"')
        await page.keyboard.press('Control+Enter')
        const results = page.getByRole('region', { name: 'Results' })
        await results.getByText('2 rows from 4 events').waitFor()
        expect(await textOf(results)).toContain(site === 'served' ? 'DuckDB' : 'Reference')

        const table = page.getByRole('table').filter({ hasText: 'CommandLine' })
        const column = async (): Promise<string[]> => {
          const heads = (await table.getByRole('columnheader').allTextContents()).map(h => h.replace(/ [↑↓]$/, ''))
          const at = heads.indexOf('CommandLine')
          return table
            .locator('tbody tr')
            .evaluateAll((rows, i) => rows.map(row => row.children[i]?.textContent ?? ''), at)
        }
        const head = table.getByRole('columnheader', { name: /^CommandLine/ })
        await head.getByRole('button').click()
        await eventually(() => head.getAttribute('aria-sort')).toBe('ascending')
        const up = await column()
        await head.getByRole('button').click()
        await eventually(() => head.getAttribute('aria-sort')).toBe('descending')
        expect(await column()).toEqual([...up].reverse())
        expect(up).toEqual([...up].sort())

        const filter = page.getByRole('searchbox', { name: 'Filter rows' })
        await filter.fill('203.0.113')
        await eventually(column).toEqual(['nmap -sn 203.0.113.0/24'])
        await filter.fill('')
        await eventually(async () => (await column()).length).toBe(2)
        await results.getByRole('img', { name: /^4 events from .* 2 behind the rows/ }).waitFor()

        await results.getByRole('button', { name: /^Row 1:/ }).click()
        const why = page.getByRole('region', { name: 'The row, and why it is there' })
        await why.getByText('The query takes this event').waitFor()
        expect(await textOf(why)).toContain('holds: ')
        await why.getByRole('button', { name: 'Close' }).click()

        await page.getByRole('tab', { name: 'Fields' }).click()
        expect(await textOf(results)).toMatch(/CommandLine.*2 values/)
        await page.getByRole('tab', { name: 'Plan' }).click()
        await page.getByRole('group', { name: 'Plan' }).waitFor()
        expect(await page.getByRole('group', { name: 'SQL' }).count()).toBe(site === 'served' ? 1 : 0)

        await page.getByRole('tab', { name: 'Events' }).click()
        await results.getByText(/^4 events in 1 file/).waitFor()
        await results.getByRole('button', { name: /^Row 3:/ }).click()
        const not = page.getByRole('region', { name: /why the query takes it or not/ })
        await not.getByText('The query leaves this event out').waitFor()
        expect(await textOf(not)).toContain('does not hold: ')
        expect(await textOf(not)).toContain('cat sweep.txt')
      })
    })

    test('two queries are compared, and a rule is converted with a proof', async () => {
      await visit(world(), playground(), async page => {
        await choose(page, 'nmap sweeps two blocks')
        await write(page, '_sourceCategory=*sysmon* | json "CommandLine" | where CommandLine matches "*nmap*"')
        await page.getByRole('button', { name: 'Compare' }).click()
        const second = page.getByRole('textbox', { name: 'Second query' })
        await second.press('Control+a')
        await page.keyboard.insertText(
          '_sourceCategory=*sysmon* | json "CommandLine" | where CommandLine matches "*sweep*"',
        )
        await page.getByRole('button', { name: 'Compare' }).last().click()
        const results = page.getByRole('region', { name: 'Results' })
        await results.getByText('They differ, over this data.').waitFor()
        expect(await textOf(results)).toContain('nmap -sn 203.0.113.0/24')

        await page.getByRole('button', { name: 'Compare', pressed: true }).click()
        await page.getByRole('combobox', { name: 'Language' }).selectOption('sigma')
        await write(page, rule)
        const convert = page.getByRole('combobox', { name: 'Convert to' })
        await convert.selectOption('sumo')
        await results.getByText(/✓ Proved/).waitFor()
        await page.getByRole('group', { name: 'Scanner' }).waitFor()
        expect(await textOf(results)).toMatch(/_index|_sourceCategory|CommandLine/)
      })
    })

    test('a file of this machine is searched; a query is shared by its address', async () => {
      await visit(
        world(),
        playground(),
        async page => {
          const lines = Array.from(
            { length: 300 },
            (_, i) => `{"time":"2026-02-20T09:00:00.${String(i).padStart(3, '0')}Z","n":${i},"word":"w${i % 7}"}\n`,
          )
          await drop(page, 'words.ndjson', lines.join(''))
          await page.getByRole('combobox', { name: 'Data' }).and(page.locator(':has(option:checked)')).waitFor()
          await eventually(() => chosenData(page)).toBe('words.ndjson')
          await write(page, '* | json "word", "n" | count, max(n) by word | sort by word asc')
          await page.getByRole('button', { name: /^Run/ }).click()
          const results = page.getByRole('region', { name: 'Results' })
          await results.getByText('7 rows from 300 events').waitFor()

          await choose(page, 'masscan sweeps a large block')
          await page.getByRole('button', { name: 'Share' }).click()
          await page.getByRole('button', { name: 'Link copied' }).waitFor()
          const address = await page.evaluate(() => navigator.clipboard.readText())
          await page.goto('about:blank')
          await page.goto(address)
          await eventually(() => text(page)).toBe('* | json "word", "n" | count, max(n) by word | sort by word asc')
          await eventually(() => chosenData(page)).toContain('masscan sweeps a large block')

          // what was changed since is there after a reload
          await write(page, '* | count by _sourceHost')
          await eventually(() => page.evaluate(() => JSON.stringify(history.state))).toContain('_sourceHost')
          await page.reload()
          await eventually(() => text(page)).toBe('* | count by _sourceHost')
          await eventually(() => chosenData(page)).toContain('masscan sweeps a large block')
        },
        { permissions: ['clipboard-read', 'clipboard-write'] },
      )
    })
  })

  test('dragging over the time narrows what is searched, and a button leads back; the chart has the colours of the theme', async () => {
    await visit(world(), `${world().sites.files}playground/`, async page => {
      const line = (i: number): string => `{"time":"2026-02-20T0${i}:00:00Z","n":${i}}\n`
      await drop(page, 'hours.ndjson', Array.from({ length: 9 }, (_, i) => line(i)).join(''))
      await eventually(() => chosenData(page)).toBe('hours.ndjson')
      await write(page, '* | json "n" | where n > 1')
      await page.keyboard.press('Control+Enter')
      const results = page.getByRole('region', { name: 'Results' })
      const plot = results.getByRole('img', { name: /^9 events from 2026-02-20 00:00:00 .* 7 behind the rows/ })
      await plot.locator('canvas').waitFor()
      const pixels = (): Promise<string> =>
        results.locator('canvas').evaluate(canvas => (canvas as HTMLCanvasElement).toDataURL())
      const before = await pixels()
      await page.getByRole('button', { name: /^Change to/ }).click()
      await eventually(pixels).not.toBe(before)

      const { x, y, width } = (await plot.boundingBox()) ?? { x: 0, y: 0, width: 0 }
      await page.mouse.move(x + width * 0.6, y + 20)
      await page.mouse.down()
      await page.mouse.move(x + width, y + 30, { steps: 3 })
      await page.mouse.up()
      await results.getByRole('img', { name: /^4 events from 2026-02-20 05:00:00/ }).waitFor()
      await results.getByText(/^4 rows from/).waitFor()
      await results.getByRole('button', { name: 'Search all of the time' }).click()
      await results.getByText(/^7 rows from/).waitFor()
    })
  })

  test('a run is cancelled, and the page goes on', async () => {
    await visit(world(), `${world().sites.files}playground/`, async page => {
      // 8 MB through the engine in the page: long enough to press a key
      const line = '{"time":"2026-02-20T09:00:00Z","text":"one two three four five six seven eight nine ten"}\n'
      await drop(page, 'many.ndjson', line.repeat(90_000))
      await eventually(() => chosenData(page)).toBe('many.ndjson')
      await write(page, '* | json "text" | parse regex field=text "(?<word>[a-z]+)" multi | count by word')
      await page.keyboard.press('Control+Enter')
      await page
        .getByRole('button', { name: /^Cancel/ })
        .first()
        .waitFor()
      await page.keyboard.press('Escape')
      await page.getByText('Cancelled.').waitFor()
      await choose(page, 'nmap sweeps two blocks')
      await write(page, '* | count')
      await page.keyboard.press('Control+Enter')
      await page.getByText('1 row from 4 events in 1 file').waitFor()
    })
  })

  test('a query of the catalogue opens in the playground, with its data', async () => {
    await visit(world(), `${world().sites.files}detections/T1595.001/sumo-logic/`, async page => {
      const article = page.getByRole('article').filter({ has: page.getByRole('group', { name: 'Query sweeps' }) })
      await article.getByRole('link', { name: 'Open in playground' }).click()
      const query = world().detections.get('T1595.001')?.queries[0]?.text
      await eventually(() => text(page)).toBe(query)
      await page.getByRole('button', { name: /^Run/ }).click()
      await page.getByText('1 row from 4 events in 1 file').waitFor()
    })
  })
}

const rule = `title: Scanner
logsource:
  category: process_creation
  product: linux
detection:
  selection:
    CommandLine|contains: 'nmap '
  condition: selection
`

const editor = (page: Page): Locator => page.getByRole('textbox', { name: /^Query in/ })

/** What stands in the editor. */
export const text = (page: Page): Promise<string> =>
  editor(page).evaluate(content =>
    [...content.querySelectorAll('.cm-line')].map(line => line.textContent ?? '').join('\n'),
  )

/** Puts a query in the place of what stands in the editor. */
export async function write(page: Page, query: string): Promise<void> {
  await editor(page).press('Control+a')
  await page.keyboard.insertText(query)
}

const dataPicker = (page: Page): Locator => page.getByRole('combobox', { name: /^Data/ })

const chosenData = (page: Page): Promise<string> =>
  dataPicker(page).evaluate(select => (select as HTMLSelectElement).selectedOptions[0]?.textContent ?? '')

/** Chooses the data of a test by its name. */
export async function choose(page: Page, name: string): Promise<void> {
  const option = dataPicker(page).locator('option').filter({ hasText: name })
  await option.first().waitFor({ state: 'attached' })
  await dataPicker(page).selectOption((await option.first().getAttribute('value')) ?? '')
}

/** Lets go of a file over the page. */
export async function drop(page: Page, name: string, content: string): Promise<void> {
  await editor(page).waitFor()
  const data = await page.evaluateHandle(
    ([file, body]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([body], file))
      return transfer
    },
    [name, content] as const,
  )
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.locator('main').dispatchEvent(type, { dataTransfer: data })
}
