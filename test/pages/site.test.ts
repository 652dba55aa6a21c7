import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { sectionsOf } from '../../src/app/catalogue/sections.ts'
import { score, termsOf } from '../../src/web/client/match.ts'
import { conditionsOf } from '../../src/web/pages/detection/conditions.tsx'
import { linesOf } from '../../src/web/pages/lines.ts'
import { amount, moment } from '../../src/web/pages/words.ts'
import { routes, siteOf } from '../../src/web/site.tsx'
import { waitingSite } from '../../src/web/waiting.tsx'
import { content, detection, hostile } from './sample.ts'

const site = routes(content)
const pages = site.filter(route => route.type.startsWith('text/html')).map(route => [route.path, route] as const)
const textOf = (route: (typeof site)[number]): string => String(route.render())

test('every part of the catalogue has its page', () => {
  expect(pages.map(([path]) => path).sort()).toEqual([
    '',
    '404.html',
    'about/',
    'about/api/',
    'detections/T1000.001/',
    'detections/T1000.001/language-one/',
    'detections/T1000.001/two/',
    'playground/',
  ])
  expect(new Set(site.map(route => route.path)).size).toBe(site.length)
})

test.each(pages)('/%s has nothing inline, asks nobody else, and every address on it leads somewhere', (path, route) => {
  const html = textOf(route)
  expect(html).toMatch(/^<!doctype html>\n<html lang="en"/)
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son\w+="/i)
  if (path !== '404.html') expect(html).not.toContain('<style')
  const known = new Set(site.map(r => r.path))
  const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(m => m[1]))
  for (const [, address = ''] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
    if (/^https:\/\//.test(address)) continue
    // the page for what is not there is shown at any depth, and offers the ways up from there
    if (path === '404.html' && /^(\.\.\/)+$|^data:image\/svg/.test(address)) continue
    const url = new URL(address.replaceAll('&amp;', '&'), `https://site/deep/${path}`)
    expect(url.origin + url.pathname, address).toMatch(/^https:\/\/site\/deep\//)
    const target = decodeURIComponent(url.pathname.slice('/deep/'.length))
    expect(known.has(target), `${path} leads to ${target}`).toBe(true)
    if (target === path && url.hash !== '' && !url.hash.includes('='))
      expect(ids.has(decodeURIComponent(url.hash.slice(1))), `${address} on ${path}`).toBe(true)
  }
  expect(new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(m => m[1])).size).toBe([...html.matchAll(/\sid="/g)].length)
})

test('the page for what is not there brings its styles along, under a policy that allows these and no others', () => {
  const styles = 'main { color: light-dark(#111, #eee) }'
  const assets = { ...content.assets, files: [{ path: content.assets.styles, bytes: Buffer.from(styles) }] }
  const missing = routes({ ...content, assets }).find(r => r.path === '404.html')
  const html = String(missing?.render())
  expect(html).toContain(`<style>${styles}</style>`)
  expect(html).toContain(`style-src 'sha256-${createHash('sha256').update(styles).digest('base64')}'`)
  expect(html).not.toMatch(/<script|rel="stylesheet"/)
})

test('a page says what it is to those who only see its head', () => {
  const html = textOf(site.find(r => r.path === 'detections/T1000.001/') as never)
  expect(html).toMatch(/<meta property="og:title" content="Detect Sample in Language One · Assay"/)
  expect(html).toMatch(/<meta name="description" content="T1000\.001: [^"]*Fires on 1 of 2 procedures/)
  expect(html).toContain('<link rel="canonical" href="../../detections/T1000.001/language-one/"/>')
})

test('what logs and packages say never becomes markup', () => {
  for (const [, route] of pages) {
    const html = textOf(route)
    expect(html).not.toContain('<img src=x')
    expect(html).not.toContain("<script>alert('x')")
    expect(html).not.toMatch(/href="javascript:/i)
  }
  expect(textOf(site.find(r => r.path === 'detections/T1000.001/language-one/') ?? (site[0] as never))).toContain(
    '&lt;img src=x onerror=alert(1)>',
  )
})

test('a detection says first what it catches in its language, shows what failed, and what nobody measured', () => {
  const html = textOf(site.find(r => r.path === 'detections/T1000.001/language-one/') as never)
  const main = html.slice(html.indexOf('<main'))
  expect(main.indexOf('class="verdict is-refuted"')).toBeLessThan(main.indexOf('<h1>'))
  expect(html).toContain('<h1>Detect Sample in Language One</h1>')
  expect(main).toContain('1/2')
  expect(main).toContain('34,567')
  expect(main).toContain('no evasions are generated yet')
  expect(main).toContain('3/4')
  expect(main).toContain('cell is-bad')
  expect(main).toContain('is silent, but is declared to fire')
  for (const part of ['query', 'trust', 'data', 'false-positives', 'blind-spots', 'tests', 'playbook', 'investigation'])
    expect(main).toContain(`id="${part}"`)
})

/** The page of the sample detection with some of its facts changed. */
const pageWith = (changes: Partial<typeof detection>): string => {
  const changed = { ...detection, ...changes }
  const site = routes({ ...content, detections: new Map([[changed.id, changed]]) })
  return textOf(site.find(r => r.path === 'detections/T1000.001/language-one/') as never)
}

test('without benign telemetry nothing is said to be silent', () => {
  const queries = detection.queries.map(q => ({ ...q, benign: [], benignRows: 0 }))
  const html = pageWith({ baselineParts: [], queries })
  expect(html).toContain('the package has no benign events: nothing is known of false alarms')
  expect(html).not.toContain('no row on any')
  expect(html).not.toContain('silent on the baseline')
  expect(html).not.toContain('must be silent')
  const detections = content.catalogue.detections.map(card => ({
    ...card,
    baseline: { events: 0, undeclaredRows: 0, declaredRows: 0 },
  }))
  const [home] = routes({ ...content, catalogue: { ...content.catalogue, detections } })
  expect(textOf(home as never)).toContain('not measured')
})

test('a test whose telemetry is not that of its procedure counts for nothing', () => {
  const html = pageWith({ tests: detection.tests.map(t => ({ ...t, valid: false })) })
  expect(html).toContain('0/2')
  expect(html).toContain('2 without the telemetry to tell')
  expect(html).not.toContain('1/2')
})

test('many differences do not push away what the page is about', () => {
  const differences = Array.from({ length: 8 }, (_, i) => ({ what: 'missed', id: `q${i}`, says: `q${i} is silent` }))
  expect(pageWith({ differences })).toContain('3 further differences')
})

test('a score below the sum of its points says why', () => {
  const cap = { sum: 72, says: 'the technique leaves little trace' }
  const html = pageWith({ confidence: { level: 'medium', score: 69, factors: detection.confidence.factors, cap } })
  expect(html).toContain('at most 69 of it count: the technique leaves little trace')
  expect(html).toContain('72/100')
})

test('a procedure that leaves nothing behind has nothing to clean up', () => {
  const [first] = detection.tests
  const tests = first === undefined ? [] : [{ ...first, cleanup: undefined }]
  expect(pageWith({ tests })).toContain('Nothing to clean up')
})

test('while detections are proved, pages that show them say how far it is, and the others are there', async () => {
  const waiting = { done: 1, total: 3, next: 'T1000.001-<b>sample</b>' }
  const { page, moved } = waitingSite({
    catalogue: { ...content.catalogue, detections: [] },
    assets: content.assets,
    waiting: () => waiting,
  })
  for (const path of ['/', '/detections/T1000.001/two/']) {
    const answer = await page(path)
    expect(answer).toMatchObject({ status: 503, askAgain: 3 })
    expect(answer?.body).toContain('1 of 3 are done; now T1000.001-&lt;b>sample')
    expect(answer?.body).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|<style|\son\w+="/i)
  }
  expect((await page('/playground/'))?.status).toBe(200)
  expect((await page('/about/'))?.status).toBe(200)
  expect((await page('/search.json'))?.status).toBe(200)
  expect(await page('/nothing')).toBeUndefined()
  expect(moved('/playground')).toBe('/playground/')
})

test('the site answers by path, knows the page behind a missing slash, and nothing else', async () => {
  const { page, moved } = siteOf(content)
  expect((await page('/'))?.type).toContain('text/html')
  expect((await page('/about/index.html'))?.status).toBe(200)
  expect((await page('/assets/client-1.js'))?.lasting).toBe(true)
  expect(await page('/../package.json')).toBeUndefined()
  expect(moved('/detections/T1000.001/two')).toBe('/detections/T1000.001/two/')
  for (const path of ['/detections/t1000.001/Two', '/Detections/t1000.001/two/'])
    expect(moved(path)).toBe('/detections/T1000.001/two/')
  expect(moved('/nothing')).toBeUndefined()
})

test('conditions are listed by their place, with the tests in which they held', () => {
  const [query] = detection.queries
  expect(query && conditionsOf(query, ['first'])).toEqual([
    { text: 'left', start: 0, end: 4, held: ['first'], asked: ['first'] },
    { text: 'right', start: 5, end: 9, held: [], asked: ['first'] },
  ])
})

test('coloured pieces are cut at the ends of lines and lose nothing', () => {
  const pieces = [
    { kind: 'text', text: 'a\n\nb' },
    { kind: 'string', text: 'c\n', help: 'x' },
    { kind: 'text', text: 'd' },
  ]
  const lines = linesOf(pieces)
  expect(lines.map(line => line.map(p => p.text).join(''))).toEqual(['a\n', '\n', 'bc\n', 'd'])
})

test('prose is cut into sections; headings in code are none', () => {
  expect(sectionsOf('# T\n\nintro\n\n## One\n\na\n\n```\n## no\n```\n\n## Two\n\nb')).toEqual([
    { title: undefined, text: '# T\n\nintro' },
    { title: 'One', text: 'a\n\n```\n## no\n```' },
    { title: 'Two', text: 'b' },
  ])
})

test('numbers and times are told as people read them', () => {
  expect(amount(1234567)).toBe('1,234,567')
  expect(moment('2026-11-24T11:36:02Z')).toBe('24 Nov 2026, 11:36 UTC')
  expect(moment('2026-11-24')).toBe('24 Nov 2026')
  expect(moment('soon')).toBe('soon')
})

test('a search wants every word, and prefers ids and the beginnings of words', () => {
  const entry = {
    id: 'T1591.002',
    name: 'Business Relationships',
    title: 'Who works with whom',
    words: 'theharvester curl',
    tactic: 'Reconnaissance',
    technique: 'Gather Victim Org Information',
    standing: 'proven' as const,
    pages: [],
  }
  const worth = (text: string): number => score(entry, termsOf(text))
  expect(worth('')).toBe(1)
  expect(worth('nowhere')).toBe(0)
  expect(worth('business nowhere')).toBe(0)
  expect(worth('T1591')).toBeGreaterThan(worth('busi'))
  expect(worth('busi')).toBeGreaterThan(worth('usine'))
  expect(worth('curl')).toBeGreaterThan(0)
})

test('hostile text is the same in the data of a cell, where scripts only make text of it', () => {
  const trace = site.find(r => r.path === 'detections/T1000.001/traces/first-query.json')
  expect(trace && JSON.parse(textOf(trace)).cells[0].events[0].gist).toBe(hostile)
})
