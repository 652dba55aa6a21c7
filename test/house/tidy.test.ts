import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

// Holds the house of docs/architecture.md: who may import whom, which layers run in a browser, how long a file may be.

const root = join(import.meta.dirname, '..', '..')
const MOST_LINES = 600

/** For each layer of src/, the layers it may import from beside itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  base: [],
  attack: [],
  event: ['base'],
  plan: ['base', 'event'],
  languages: ['base', 'attack', 'event', 'plan'],
  engines: ['base', 'event', 'plan'],
  platforms: ['base', 'event', 'plan'],
  telemetry: ['base', 'event'],
  proof: ['base', 'event', 'plan', 'languages/language.ts', 'engines/engine.ts', 'platforms/platform.ts'],
  library: ['base', 'event', 'plan', 'proof', 'languages/language.ts', 'engines/engine.ts', 'platforms/platform.ts'],
  app: ['base', 'attack', 'event', 'plan', 'languages', 'engines', 'platforms', 'telemetry', 'proof', 'library'],
  web: [
    'base',
    'event',
    'plan',
    'languages',
    'platforms',
    'telemetry/bytes',
    'engines/reference/index.ts',
    // what the pages are made of, how their prose is cut, and how engines are listed
    'app/catalogue/model.ts',
    'app/catalogue/sections.ts',
    'engines/index.ts',
    // the shapes of requests and answers, and the jobs that a page does by itself
    'http/contract',
    'http/limits.ts',
    'http/site.ts',
    'http/jobs/check-job.ts',
    'http/jobs/convert-data.ts',
    'http/jobs/format-job.ts',
    'http/jobs/search-jobs.ts',
    'http/problems.ts',
    // use cases and what they see of the world, which the page's own bench stands in for
    'app/disk.ts',
    'app/input-error.ts',
    'app/registry.ts',
    'app/surroundings.ts',
  ],
  http: ['base', 'event', 'plan', 'app', 'engines/engine.ts', 'platforms/platform.ts'],
  cli: ['base', 'event', 'plan', 'app', 'web', 'http'],
}
/** Folders whose code also runs in a browser page: nothing of Node may be imported there. */
const BROWSER_SAFE = ['base', 'attack', 'event', 'plan', 'languages', 'platforms', 'web', join('engines', 'reference')]
/** Code that sees the outside world; every other layer gets clocks, files, settings and chance handed in. */
const OUTSIDE = ['app', 'http', 'cli']

interface File {
  readonly path: string
  readonly text: string
  readonly lines: number
}

const filesBelow = (folder: string, ending: RegExp): File[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile() && ending.test(entry.name))
        .map(entry => join(entry.parentPath, entry.name))
        .map(path => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }))
        .map(file => ({ ...file, lines: file.text.split('\n').length - 1 }))
    : []

const sources = filesBelow(join(root, 'src'), /\.tsx?$/)
const code = [...sources, ...filesBelow(join(root, 'test'), /\.ts$/), ...filesBelow(join(root, 'bench'), /\.ts$/)]
const importsOf = (text: string): string[] =>
  [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'"]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import '([^']+)'/g,
    ),
  ].map(m => m[1] ?? m[2] ?? m[3] ?? '')
const layerOf = (path: string): string => path.split(sep)[1] ?? ''

/** The code without comments and strings, so that words in prose are not taken for calls. */
const codeOnly = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g, ' ')

describe('layers', () => {
  const withLayer = sources.filter(f => f.path.split(sep).length > 2)
  test('there is code to look at', () => expect(withLayer.length).toBeGreaterThan(50))
  test.each(withLayer.map(f => [f.path, f] as const))('%s imports only what its layer may', (path, file) => {
    const allowed = MAY_IMPORT[layerOf(path)]
    expect(allowed, `no rule for the folder of ${path}`).toBeDefined()
    const wrong = importsOf(file.text)
      .filter(name => name.startsWith('.'))
      .map(name => relative(join(root, 'src'), join(root, dirname(path), name)))
      .filter(target => {
        const layer = target.split(sep)[0] ?? ''
        const place = target.split(sep).join('/')
        return layer !== layerOf(path) && !(allowed ?? []).some(a => a === place || place.startsWith(`${a}/`))
      })
    expect(wrong).toEqual([])
  })

  test('layers that run in a browser import nothing of Node', () => {
    const wrong = sources
      .filter(f => BROWSER_SAFE.some(layer => f.path.startsWith(join('src', layer) + sep)))
      .flatMap(f =>
        importsOf(f.text)
          .filter(name => name.startsWith('node:') || name.startsWith('@duckdb'))
          .map(name => `${f.path}: ${name}`),
      )
    expect(wrong).toEqual([])
  })

  test('below app nothing reads a clock, a file, a setting or a random source', () => {
    const reads = /\bDate\.now\(|\bnew Date\(\)|\bprocess\.|\bMath\.random\(|\bperformance\.now\(|\bcrypto\.getRandom/
    const wrong = sources
      .filter(f => !OUTSIDE.includes(layerOf(f.path)) && f.path.split(sep).length > 2)
      .filter(
        f => reads.test(codeOnly(f.text)) || importsOf(f.text).some(n => n === 'node:fs' || n === 'node:fs/promises'),
      )
      .map(f => f.path)
    expect(wrong.filter(path => !FILES_OF_THEIR_OWN.has(path.split(sep).join('/')))).toEqual([])
  })
})

/** Below app, who sees the outside world all the same. The DuckDB engine keeps the temporary database that it spills into; it is told in which folder. */
const FILES_OF_THEIR_OWN = new Set<string>([
  ...sources
    .filter(f => f.path.startsWith(join('src', 'engines', 'duckdb') + sep))
    .map(f => f.path.split(sep).join('/')),
  // in a page somebody has to read the clock: the thread that runs queries, and what says how long they take
  'src/web/local/worker.ts',
  'src/web/playground/clock.ts',
])

describe('independence', () => {
  const names = (folder: string): string[] =>
    readdirSync(join(root, 'src', folder), { withFileTypes: true })
      .filter(e => e.isDirectory() && e.name !== 'kit')
      .map(e => e.name)
  test('nothing outside languages/<x> names <x>, save the registries and the platform of that vendor', () => {
    for (const language of names('languages')) {
      const wrong = sources
        .filter(f => ['base', 'event', 'plan', 'engines', 'proof', 'library', 'telemetry'].includes(layerOf(f.path)))
        .filter(f => new RegExp(`\\b${language}\\b`, 'i').test(codeOnly(f.text)))
        .map(f => f.path)
      // A reader may understand what another product exported; it names the product, not the language.
      const allowed = [join('src', 'telemetry') + sep]
      expect(wrong.filter(path => !allowed.some(folder => path.startsWith(folder)))).toEqual([])
    }
  })
  test('no language names an engine', () => {
    const wrong = sources
      .filter(f => layerOf(f.path) === 'languages' && /\b(duckdb|clickhouse)\b/i.test(codeOnly(f.text)))
      .map(f => f.path)
    expect(wrong).toEqual([])
  })
})

describe('files', () => {
  test.each(code.map(f => [f.path, f.lines] as const))('%s is short enough to read', (_, lines) =>
    expect(lines).toBeLessThanOrEqual(MOST_LINES),
  )

  test('the median file is no longer than 150 lines', () => {
    const lengths = sources.map(f => f.lines).sort((a, b) => a - b)
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(150)
  })

  test('no file or folder is called utils, helpers, common or misc', () => {
    expect(code.map(f => f.path).filter(path => /(^|[/\\])(utils?|helpers?|common|misc)([/\\.]|$)/.test(path))).toEqual(
      [],
    )
  })

  test('nothing promises work or silences a check', () => {
    const promises = new RegExp(
      [
        'TO' + 'DO',
        'FIX' + 'ME',
        // as a word of its own: formats of dates end in it
        '\\bX' + 'XX\\b',
        '@ts-' + '(ignore|expect-error)',
        'biome-' + 'ignore',
        '\\b(it|test|describe)\\.(skip|only)\\(',
      ].join('|'),
    )
    expect(code.filter(f => promises.test(f.text)).map(f => f.path)).toEqual([])
  })

  test('every exported function and type below the command line says what it is', () => {
    const bare = sources
      .filter(f => layerOf(f.path) !== 'cli')
      .flatMap(f => {
        const lines = f.text.split('\n')
        return lines
          .map((line, i) => ({ line, before: lines[i - 1] ?? '', number: i + 1 }))
          .filter(
            ({ line, before }) =>
              /^export (async )?function\b/.test(line) && !/^\s*(\*\/|\/\*\*.*\*\/|\/\/)/.test(before),
          )
          .map(({ number }) => `${f.path}:${number}`)
      })
    expect(bare).toEqual([])
  })
})
