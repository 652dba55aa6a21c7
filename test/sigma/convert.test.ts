import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { convertRule, proveWritten } from '../../src/app/convert/convert.ts'
import { verdictName } from '../../src/app/convert/tally.ts'
import { targetNamed } from '../../src/app/convert/targets.ts'
import { referenceEngine } from '../../src/engines/reference/index.ts'
import { parseSigma } from '../../src/languages/sigma/index.ts'

const folder = join(import.meta.dirname, '../../conformance/convert/sumo')

interface Case {
  readonly name: string
  readonly says: string
  readonly logsource?: Readonly<Record<string, string>>
  readonly detection: string
  readonly stages?: string
  readonly proof?: string
  readonly refused?: string
}

const ruleOf = ({ logsource = { product: 'any' }, detection }: Pick<Case, 'logsource' | 'detection'>): string =>
  `title: A rule\nauthor: Somebody\nlogsource: ${JSON.stringify(logsource)}\ndetection:\n${detection.replace(/^/gm, '  ')}`

async function converted(text: string) {
  const collection = parseSigma({ name: 'rule.yml', text }).value
  const document = collection?.documents.find(d => d.kind === 'rule')
  if (collection === undefined || document?.kind !== 'rule') throw new Error(`no rule: ${text}`)
  const target = targetNamed('sumo')
  const made = convertRule(target, { document, collection })
  const { written, detection } = made
  const trial = { engine: referenceEngine, events: 300, seed: 7 }
  const proof = written && detection ? await proveWritten(target, detection, written, trial) : undefined
  return { ...made, proof }
}

for (const file of readdirSync(folder).sort()) {
  const cases: readonly Case[] = parse(readFileSync(join(folder, file), 'utf8'))
  describe(file, () => {
    test.each(cases)('$name', async one => {
      const { written, diagnostics, proof } = await converted(ruleOf(one))
      if (one.refused !== undefined) {
        expect([written, diagnostics.map(d => d.code)]).toEqual([undefined, [one.refused]])
        return
      }
      const lines = (written?.text ?? diagnostics[0]?.message ?? '').split('\n')
      expect(lines.filter(line => line.startsWith('// author'))).toEqual(['// author: Somebody'])
      expect(lines.slice(lines.findIndex(line => line.startsWith('|'))).join('\n')).toBe(one.stages)
      expect(proof && verdictName(proof)).toBe(one.proof)
    })
  })
}
