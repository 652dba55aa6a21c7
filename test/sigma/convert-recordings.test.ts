import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { convertRule } from '../../src/app/convert/convert.ts'
import { targetNamed } from '../../src/app/convert/targets.ts'
import { createWorkbench } from '../../src/app/workbench.ts'
import { parseSigma } from '../../src/languages/sigma/index.ts'

// Recordings of what published rules are for, which are measured with and not part of this repository.
const corpus = join(import.meta.dirname, '../../../shared/corpora/sigma')
if (!existsSync(corpus)) process.stderr.write(`\n*** ${corpus} is missing: the recordings are SKIPPED ***\n\n`)

/** Every twelfth recording; with ASSAY_WHOLE_CORPUS all of them. */
const step = process.env['ASSAY_WHOLE_CORPUS'] === undefined ? 12 : 1

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(f => f.isFile() && f.name.endsWith(ending))
    .map(f => join(f.parentPath, f.name))
    .sort()

test.skipIf(!existsSync(corpus))('searches made of rules find in recordings what the rules find', async () => {
  const byId = new Map<string, string>()
  for (const file of filesIn(join(corpus, 'rules'), '.yml')) {
    const id = /^id:\s*(\S+)/m.exec(readFileSync(file, 'utf8'))?.[1]
    if (id !== undefined) byId.set(id, file)
  }
  const world = { cwd: tmpdir(), now: () => 0, time: 0n, year: 2026, tempFolder: tmpdir() }
  const workbench = createWorkbench(world)
  const target = targetNamed('sumo')
  const missed: string[] = []
  let searched = 0
  const recordings = filesIn(join(corpus, 'regression/regression_data'), '.json').filter((_, i) => i % step === 0)
  for (const recording of recordings) {
    const file = byId.get(basename(recording, '.json'))
    const collection = file && parseSigma({ name: file, text: readFileSync(file, 'utf8') }).value
    const document = collection ? collection.documents.find(d => d.kind === 'rule') : undefined
    if (!collection || document?.kind !== 'rule') continue
    const { written } = convertRule(target, { document, collection })
    if (written === undefined) continue
    searched++
    const info = readFileSync(join(dirname(recording), 'info.yml'), 'utf8')
    const wanted = Number(/match_count:\s*(\d+)/.exec(info)?.[1] ?? 1)
    const source = { name: 'converted.sumo', text: written.text }
    const answer = await workbench.run({ source, data: [recording], engine: 'reference' })
    if (answer.refused || answer.rowCount < wanted) missed.push(recording)
  }
  expect(missed).toEqual([])
  expect(searched).toBeGreaterThanOrEqual(Math.floor(140 / step))
})
