import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lintCollection, parseSigma } from '../../src/languages/sigma/index.ts'

// Real published rules, which are measured with and not part of this repository.
const folder = join(import.meta.dirname, '../../../shared/corpora/sigma/rules')
if (!existsSync(folder))
  process.stderr.write(`\n*** ${folder} is missing: the lints of Sigma are NOT tried on it ***\n\n`)

/** Every twelfth rule; with ASSAY_WHOLE_CORPUS all of them. */
const step = process.env['ASSAY_WHOLE_CORPUS'] === undefined ? 12 : 1

test.skipIf(!existsSync(folder))('published rules keep to the specification, so that lints of it stay silent', () => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(f => f.isFile() && f.name.endsWith('.yml'))
    .map(f => join(f.parentPath, f.name))
    .sort()
    .filter((_, i) => i % step === 0)
  const said = new Map<string, number>()
  for (const file of files) {
    const { value, diagnostics } = parseSigma({ name: file, text: readFileSync(file, 'utf8') })
    for (const { code } of [...diagnostics, ...(value === undefined ? [] : lintCollection(value))])
      said.set(code, (said.get(code) ?? 0) + 1)
  }
  if (step === 1) process.stderr.write(`${JSON.stringify([...said])}\n`)
  // A value that another covers is what they do have.
  expect([...said.keys()].filter(code => code !== 'sigma/covered-value')).toEqual([])
})
