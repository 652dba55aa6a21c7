import { readdirSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import type { Catalogue } from '../src/app/catalogue/model.ts'
import { firstPage, playgroundPath } from '../src/web/pages/address.ts'
import { median, option, tableRow } from './measure.ts'
import { baselinePath, type Front, standBefore } from './web/front.ts'
import { type Loading, loading, scriptsOfRun } from './web/loading.ts'
import { serve } from './web/served.ts'
import { type Typed, typing, type Written } from './web/typing.ts'

const help = `What the pages cost, in Chromium: each is loaded with an empty cache, in turn with a page that has nothing in it, so that the
ratio tells them apart from the machine. Then queries are written in the playground, key by key, each until what the check
says is on the screen. Targets: largest paint under 1 s, layout shift under 0.1, scripts of a detection page under 60 kB and
of the playground under 400 kB, and 50 ms from a key to what is said, beside the pause that waits for the next key.

  npm run bench web [-- --runs=5] [--keys=12] [--only=osint,long] [--url=http://127.0.0.1:4715/] [--packages=DIR,…] [--no-typing]

  --runs      loads of each page
  --keys      keys written at the end of each query
  --only      writes only queries with one of these words in their name
  --url       measures a server that runs already, instead of starting one over --packages (default: detections, all proved first)

The pages are those of the last \`npm run build\`. CHROMIUM names the browser (default: /usr/bin/chromium).`

const root = process.cwd()
const RUNS = Number(option('runs') ?? 5)
const KEYS = Number(option('keys') ?? 12)

/** The queries of the packages, and a long one. */
function queries(): readonly Written[] {
  const of = (folder: string, sub: string): Written[] =>
    readdirSync(join(root, 'detections', folder, sub)).map(name => ({
      name: `${folder.split('-')[0]} ${name}`,
      language: name.endsWith('.sumo') ? 'sumo' : 'sigma',
      text: readFileSync(join(root, 'detections', folder, sub, name), 'utf8'),
      package: folder,
    }))
  const own = readdirSync(join(root, 'detections')).flatMap(folder => [
    ...of(folder, 'queries'),
    ...of(folder, 'sigma'),
  ])
  const long = readFileSync(join(root, 'bench', 'web', 'long.sumo'), 'utf8')
  const all = [...own, { name: 'long.sumo', language: 'sumo', text: long, package: own[0]?.package ?? '' }]
  const only = option('only')?.split(',')
  return only === undefined ? all : all.filter(({ name }) => only.some(word => name.includes(word)))
}

const percentile = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0
const ms = (n: number): string => n.toFixed(n < 10 ? 1 : 0)
const load = (): string => `load of the machine ${loadavg()[0]?.toFixed(1)}`

async function loads(browser: Browser, front: Front): Promise<void> {
  const catalogue: Catalogue = await fetch(`${front.address}api/detections`).then(answer => answer.json())
  const [card] = catalogue.detections
  if (card === undefined) throw new Error('the server has no detection, so there is no page of one to measure')
  const pages = { baseline: baselinePath, home: '', detection: firstPage(card), playground: playgroundPath }
  const measured = new Map<string, Loading[]>(Object.keys(pages).map(name => [name, []]))
  for (let run = 0; run <= RUNS; run++)
    for (const [name, path] of Object.entries(pages)) {
      const one = await loading(browser, front, path)
      // the first one warms the server up
      if (run > 0) measured.get(name)?.push(one)
    }
  const baseline = measured.get('baseline') ?? []
  const print = tableRow([11, 8, 6, 8, 6, 7, 8, 10])
  print(['page', 'load ms', 'ratio', 'paint ms', 'ratio', 'shift', 'block ms', 'scripts kB'])
  for (const [name, runs] of measured) {
    const of = (key: keyof Loading): number => median(runs.map(one => one[key]))
    const ratio = (key: 'load' | 'lcp'): string =>
      median(runs.map((one, i) => one[key] / (baseline[i]?.[key] || 1))).toFixed(2)
    print([
      name,
      ms(of('load')),
      ratio('load'),
      ms(of('lcp')),
      ratio('lcp'),
      of('cls').toFixed(3),
      ms(of('tbt')),
      (of('scripts') / 1000).toFixed(1),
    ])
  }
  console.log(`playground after a query ran: ${((await scriptsOfRun(browser, front)) / 1000).toFixed(1)} kB of scripts`)
}

function tell(typed: readonly Typed[]): void {
  const print = tableRow([50, 5, 7, 7, 8, 8])
  print(['query', 'lines', 'median', 'p95', 'check', 'c. p95'])
  for (const { name, lines, times, checks } of typed.toSorted((a, b) => median(b.times) - median(a.times)))
    print([
      name.slice(0, 50),
      `${lines}`,
      ms(median(times)),
      ms(percentile(times, 0.95)),
      ms(median(checks)),
      ms(percentile(checks, 0.95)),
    ])
  const all = typed.flatMap(one => one.times)
  const checks = typed.flatMap(one => one.checks)
  console.log(
    `all keys: median ${ms(median(all))} ms, p95 ${ms(percentile(all, 0.95))} ms; the check alone: median ${ms(median(checks))}, p95 ${ms(percentile(checks, 0.95))}`,
  )
}

if (process.argv.includes('--help')) console.log(help)
else {
  const given = option('url')
  const own =
    given === undefined ? await serve(join(root, 'bin', 'assay.js'), option('packages')?.split(',') ?? []) : undefined
  const front = await standBefore(own?.url ?? new URL(given ?? ''))
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu', '--disable-background-networking', '--no-first-run'],
  })
  try {
    console.log(load())
    if (option('no-loads') === undefined) await loads(browser, front)
    if (option('no-typing') === undefined) tell(await typing(browser, front, queries(), KEYS))
    console.log(load())
  } finally {
    await browser.close()
    front.close()
    own?.close()
  }
}
