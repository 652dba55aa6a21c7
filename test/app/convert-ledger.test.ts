import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { convertRule, proveWritten } from '../../src/app/convert/convert.ts'
import { type Target, targets } from '../../src/app/convert/targets.ts'
import type { Engine } from '../../src/engines/engine.ts'
import { engines } from '../../src/engines/index.ts'
import { parseSigma } from '../../src/languages/sigma/index.ts'

// What becomes of real public rules in each target: how many are written, proved equal, not refuted, and refused for which reason. The
// counts may only improve; UPDATE=1 tries every rule and writes them anew, else a sample is held against what is written.

const root = join(import.meta.dirname, '..', '..')
const folder = join(root, '..', 'shared', 'corpora', 'sigma', 'rules')
const here = existsSync(folder)
if (!here)
  process.stderr.write('\n*** ../shared/corpora is missing: the ledgers of converted rules are NOT checked ***\n\n')

const update = process.env['UPDATE'] === '1'
const step = update ? 1 : 126
const trial = { events: 100, seed: 1 }

interface Ledger {
  readonly rules: number
  readonly converted: number
  readonly proved: number
  readonly 'not refuted': number
  readonly refuted: number
  readonly refused: Readonly<Record<string, number>>
  /** Ids of rules that are not proved, and of those that are refused. */
  readonly 'rules not proved': readonly string[]
  readonly 'rules refused': readonly string[]
}

interface Outcome {
  readonly id: string
  /** A verdict, or the first reason of a refusal. */
  readonly is: string
}

const files = here
  ? readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(f => f.isFile() && f.name.endsWith('.yml'))
      .map(f => join(f.parentPath, f.name))
      .sort()
  : []

async function outcomes(target: Target, engine: Engine): Promise<Outcome[]> {
  const all: Outcome[] = []
  for (const file of files.filter((_, i) => i % step === 0)) {
    const { value: collection } = parseSigma({ name: file, text: readFileSync(file, 'utf8') })
    for (const document of collection?.documents ?? []) {
      if (collection === undefined || document.kind === 'filter') continue
      const id = document.head.id ?? file
      const { written, detection, diagnostics } = convertRule(target, { document, collection })
      if (written === undefined || detection === undefined)
        all.push({ id, is: diagnostics.find(d => d.severity === 'error')?.code ?? 'no reason' })
      else all.push({ id, is: (await proveWritten(target, detection, written, { engine, ...trial })).verdict })
    }
  }
  return all
}

const verdicts = ['proved', 'not refuted', 'refuted', 'unknown']
const isVerdict = ({ is }: Outcome): boolean => verdicts.includes(is)

function ledgerOf(all: readonly Outcome[]): Ledger {
  const count = (is: string): number => all.filter(o => o.is === is).length
  const reasons = [...new Set(all.filter(o => !isVerdict(o)).map(o => o.is))]
  return {
    rules: all.length,
    converted: all.filter(isVerdict).length,
    proved: count('proved'),
    'not refuted': count('not refuted'),
    refuted: count('refuted') + count('unknown'),
    refused: Object.fromEntries(reasons.map((r): [string, number] => [r, count(r)]).sort((a, b) => b[1] - a[1])),
    'rules not proved': all.filter(o => isVerdict(o) && o.is !== 'proved').map(o => o.id),
    'rules refused': all.filter(o => !isVerdict(o)).map(o => o.id),
  }
}

const head = (target: Target): string =>
  [
    `# What becomes of public Sigma rules in ${target.title}: how many are written, and what the proof says of each output; refusals by their`,
    `# first reason. Not refuted: by ${trial.events} generated events, seed ${trial.seed}. The lists are ids of rules.`,
    '# Written by UPDATE=1 npx vitest run test/app/convert-ledger.test.ts; the counts may only improve.',
    '',
  ].join('\n')

describe.skipIf(!here)('public rules in', () => {
  test.each(targets())('$title', { timeout: 3_600_000 }, async target => {
    const path = join(root, 'conformance', 'corpora', `convert-${target.id}.ledger.yaml`)
    const before = existsSync(path) ? (parse(readFileSync(path, 'utf8')) as Ledger) : undefined
    const engine = await engines.find(e => e.id === 'reference')?.open()
    if (engine === undefined) throw new Error('the reference engine is gone')
    const all = await outcomes(target, engine).finally(() => engine.close())
    const { converted, proved, ...rest } = ledgerOf(all)
    expect(all.filter(o => o.is === 'refuted' || o.is === 'unknown')).toEqual([])
    if (update) {
      expect(converted).toBeGreaterThanOrEqual(before?.converted ?? 0)
      expect(proved).toBeGreaterThanOrEqual(before?.proved ?? 0)
      writeFileSync(path, head(target) + stringify(ledgerOf(all), { lineWidth: 0 }))
      return
    }
    const known = { refused: new Set(before?.['rules refused']), open: new Set(before?.['rules not proved']) }
    expect(rest['rules refused'].filter(id => !known.refused.has(id))).toEqual([])
    expect(rest['rules not proved'].filter(id => !known.open.has(id))).toEqual([])
    expect(converted).toBeGreaterThan(25)
    expect(before?.rules).toBe(files.length)
  })
})
