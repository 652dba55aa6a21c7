import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CheckAnswerData, FormatAnswerData } from '../../src/http/contract/check.ts'
import type { ConvertAnswerData } from '../../src/http/contract/convert.ts'
import type { ProfileData } from '../../src/http/contract/data.ts'
import type { ExplainAnswerData } from '../../src/http/contract/explain.ts'
import type { CompareAnswerData, RunAnswerData } from '../../src/http/contract/run.ts'
import { languages } from '../../src/languages/index.ts'
import type { Ask, CompleteAnswer, perform as Perform, Told } from '../../src/web/local/bench.ts'
import { engines as pageEngines } from '../../src/web/local/engines.ts'
import { scripts as languageScripts } from '../../src/web/local/fetch-language.ts'

// The bench of a page, built as for a page, and run here: what browsers do with it is looked at in the browser tests.

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'))
let perform: typeof Perform
const root = join(import.meta.dirname, '..', '..')

beforeAll(async () => {
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'silent',
    build: {
      outDir: folder,
      emptyOutDir: true,
      manifest: false,
      minify: false,
      lib: { entry: join(root, 'src/web/local/bench.ts'), formats: ['es'], fileName: 'bench' },
      rollupOptions: { input: join(root, 'src/web/local/bench.ts'), output: { entryFileNames: 'bench.mjs' } },
    },
  })
  perform = (await import(pathToFileURL(join(folder, 'bench.mjs')).href)).perform
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const world = { now: () => 0, time: 1_795_000_000_000_000n, year: 2026 }
const told = (ask: Ask): Promise<Told> =>
  perform(ask, world, error => {
    throw error
  })
async function answer<A>(ask: Ask): Promise<A> {
  const came = await told(ask)
  if ('problem' in came) throw new Error(came.problem.detail)
  return came.answer as A
}

const log = [
  '2026-11-24T02:45:12Z error: disk full',
  '2026-11-24T02:45:13Z ok',
  '2026-11-24T02:45:14Z error: <b>x',
].join('\n')
const files = [{ name: 'app.log', blob: new Blob([log]) }]
const data = { set: '' }

describe('the bench of a page', () => {
  test('nothing of Node is in it', () => {
    const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.m?js$/.test(name))
    expect(scripts.length).toBeGreaterThan(3)
    for (const name of scripts)
      expect(readFileSync(join(folder, name), 'utf8'), name).not.toMatch(/from ?["']node:|import\(["']node:|require\(/)
  })

  test('every language there is can be fetched', () =>
    expect(Object.keys(languageScripts).toSorted()).toEqual(languages.map(language => language.id).toSorted()))

  test('checks with fixes, formats and completes in every language', async () => {
    const wrong = await answer<CheckAnswerData>({
      is: 'check',
      body: { language: 'sumo', query: 'error | where x == "a" | cout' },
      profile: undefined,
    })
    expect(wrong.ok).toBe(false)
    expect(wrong.diagnostics.length).toBeGreaterThan(0)
    const formatted = await answer<FormatAnswerData>({ is: 'format', body: { language: 'sumo', query: 'a|count' } })
    expect(formatted.text).toBe('a\n| count\n')
    for (const language of ['sumo', 'sumo-cse', 'sigma']) {
      const { options } = await answer<CompleteAnswer>({
        is: 'complete',
        language,
        text: '',
        at: 0,
        profile: { keys: [], elements: [], fields: [] },
      })
      expect(options.length, language).toBeGreaterThan(5)
    }
  })

  test('names of fields are judged by what is known of the data', async () => {
    const ask = { is: 'check', body: { language: 'sumo', query: '* | json auto | where Imege = 1' } } as const
    const judged = await answer<CheckAnswerData>({ ...ask, profile: { keys: ['Image'], elements: [], fields: [] } })
    expect(judged.diagnostics.map(d => d.help).join()).toContain('Image')
    const unknown = await answer<CheckAnswerData>({ ...ask, profile: undefined })
    expect(unknown.diagnostics).toEqual([])
  })

  test('runs over files of the page, packed ones too, with where the events behind a row begin', async () => {
    const ran = await answer<RunAnswerData>({
      is: 'run',
      body: { language: 'sumo', query: 'error | count', data, histogram: 3, explain: true },
      files,
    })
    expect(ran.rows).toEqual([
      {
        values: [2],
        behind: [
          { file: 'app.log', line: 1 },
          { file: 'app.log', line: 3 },
        ],
        behindCount: 2,
      },
    ])
    expect(ran.histogram?.buckets.reduce((sum, b) => sum + b.matched, 0)).toBe(2)
    expect(ran.plan).toContain('group')
    const packed = await answer<RunAnswerData>({
      is: 'run',
      body: { language: 'sumo', query: 'error', data },
      files: [{ name: 'app.log.gz', blob: new Blob([gzipSync(log)]) }],
    })
    expect(packed.rowCount).toBe(2)
    const exported =
      '"_messagetimems","_raw"\n"1795488001258","{""a"":""x\\ny"",\n""b"":1}"\n"1795488001259","no JSON"\n'
    const csv = await answer<RunAnswerData>({
      is: 'run',
      body: { language: 'sumo', query: '* | json field=_raw "b" nodrop | where b = 1 | count', data },
      files: [{ name: 'export.csv', blob: new Blob([exported]) }],
    })
    expect(csv.rows).toEqual([{ values: [1], behind: [{ file: 'export.csv', line: 2 }], behindCount: 1 }])
  })

  test('explains, compares and profiles', async () => {
    const { answers } = await answer<ExplainAnswerData>({
      is: 'explain',
      body: { language: 'sumo', query: 'error', data, events: [{ file: 'app.log', line: 2 }] },
      files,
    })
    expect(answers[0]?.matched).toBe(false)
    const compared = await answer<CompareAnswerData>({
      is: 'compare',
      body: { first: { language: 'sumo', query: 'error' }, second: { language: 'sumo', query: 'disk' }, data },
      files,
    })
    expect(compared.events).toMatchObject({ both: 1, onlyFirst: [{ file: 'app.log', line: 3 }], onlySecondCount: 0 })
    const json = [{ name: 'a.ndjson', blob: new Blob(['{"Image":"x"}\n']) }]
    expect((await answer<ProfileData>({ is: 'profile', language: 'sumo', files: json })).keys).toContain('Image')
  })

  test('converts a rule and proves it', async () => {
    const rule =
      'title: T\nlogsource: {category: process_creation}\ndetection:\n  a: {Image|endswith: /nmap}\n  condition: a\n'
    for (const to of ['sumo', 'sumo-cse']) {
      const { rules } = await answer<ConvertAnswerData>({
        is: 'convert',
        body: { language: 'sigma', query: rule, to, prove: true },
      })
      expect(rules[0]?.equivalence, to).toMatchObject({ verdict: 'proved' })
    }
  })

  test('what cannot be done is a problem in words', async () => {
    expect(await told({ is: 'run', body: { language: 'sumo', query: 'a | where', data }, files })).toMatchObject({
      problem: { status: 422 },
    })
    expect(await told({ is: 'tokens', language: 'constructor', text: 'x' })).toMatchObject({ problem: { status: 400 } })
  })

  test('the engine of the page has the names that it has elsewhere', async () => {
    const [entry] = pageEngines
    const engine = await entry?.open()
    expect({ id: entry?.id, title: entry?.title }).toEqual({ id: engine?.id, title: engine?.title })
  })
})
