import type { Diagnostic } from '../base/diagnostic.ts'
import { fixUntilStable } from '../base/refix.ts'
import { didYouMean } from '../base/suggest.ts'
import type { Dataset } from '../engines/engine.ts'
import { fieldsOf } from './assertion.ts'
import type { Baseline, Claims, Procedure, Specimen, Written } from './claims.ts'
import { differences } from './differences.ts'
import { proveExpectations } from './expectations.ts'
import { measure, type Presented, refusedOutright, type View } from './measure.ts'
import { present, survey } from './survey.ts'
import { understand } from './understand.ts'
import type { BaselineVerdict, PackageVerdict, QueryVerdict, SpecimenVerdict, TestVerdict } from './verdict.ts'
import type { World } from './world.ts'

/**
 * Runs everything a package claims: each test's telemetry against its own assertions, each query over each test and over
 * the baseline, and each specimen as published and as fixed. Rejects with `EngineError` or the reader's error when
 * telemetry cannot be read at all.
 */
export async function prove(claims: Claims, world: World): Promise<PackageVerdict> {
  const tests: TestVerdict[] = []
  for (const test of claims.tests) tests.push(await proveTest(test, world))
  const baseline: BaselineVerdict[] = []
  for (const part of claims.baseline) baseline.push(await proveBaseline(part, world))

  const gallery = openGallery(claims, world)
  try {
    const queries: QueryVerdict[] = []
    for (const query of claims.queries)
      queries.push(await gallery.judge(query, { catches: query.catches, benignHits: query.benignHits }))
    const specimens: SpecimenVerdict[] = []
    for (const specimen of claims.specimens) specimens.push(await gallery.judgeSpecimen(specimen))
    const hunts: QueryVerdict[] = []
    for (const hunt of claims.hunts)
      hunts.push(await gallery.judge(hunt, { catches: hunt.finds, benignHits: undefined }))
    const found = differences(claims, { tests, queries, specimens, hunts })
    return {
      engine: world.engine.id,
      holds: found.length === 0,
      tests,
      baseline,
      queries,
      specimens,
      hunts,
      differences: found,
    }
  } finally {
    await gallery.close()
  }
}

/** Whether a test's telemetry shows what its procedure leaves behind. Without any event, a test is never valid. */
export async function proveTest(test: Procedure, world: World): Promise<TestVerdict> {
  const read = await survey(test.telemetry, fieldsOf(test.expects), world)
  try {
    const expectations = await proveExpectations(test.expects, read.facts, read.seen, world.engine)
    const valid = read.survey.events > 0 && expectations.every(e => e.satisfied)
    return { id: test.id, name: test.name, valid, expectations, ...read.survey }
  } finally {
    await read.facts.close()
  }
}

/** What a part of the baseline holds. */
export async function proveBaseline(part: Baseline, world: World): Promise<BaselineVerdict> {
  const read = await survey(part.telemetry, [], world)
  await read.facts.close()
  return { id: part.id, title: part.title, kind: part.kind, ...read.survey }
}

/** Views of the package's telemetry, one per platform and style, made when they are first needed. */
function openGallery(claims: Claims, world: World) {
  const views = new Map<string, View>()
  const open: Dataset[] = []

  async function viewFor(query: Written): Promise<View | Diagnostic> {
    const speaker = world.speaks(query.language)
    if (speaker === undefined) return complain('package/unknown-language', `there is no language \`${query.language}\``)
    const { styles } = speaker.platform
    const style = query.style ?? styles[0]?.id ?? ''
    if (!styles.some(s => s.id === style)) {
      const near = didYouMean(
        style,
        styles.map(s => s.id),
      )
      const known = styles.map(s => `\`${s.id}\``).join(', ')
      return complain('package/unknown-style', `${speaker.platform.title} has no style \`${style}\``, near ?? known)
    }
    const key = `${speaker.platform.id} ${speaker.language.id} ${style}`
    const ready = views.get(key)
    if (ready !== undefined) return ready
    const profiler = speaker.platform.profiler()
    const recordings: Presented[] = []
    for (const { id, telemetry, benign } of [
      ...claims.tests.map(t => ({ ...t, benign: false })),
      ...claims.baseline.map(b => ({ ...b, benign: true })),
    ]) {
      const data = await present(telemetry, speaker.platform, style, profiler, world)
      open.push(data)
      recordings.push({ of: id, benign, telemetry, data })
    }
    const view: View = { speaker, schema: speaker.platform.schema(profiler.profile()), recordings }
    views.set(key, view)
    return view
  }

  async function judge(query: Written, declared: QueryVerdict['declared']): Promise<QueryVerdict> {
    const view = await viewFor(query)
    return 'code' in view ? refusedOutright(query, declared, view) : measure(query, declared, view, world)
  }

  async function judgeSpecimen(specimen: Specimen): Promise<SpecimenVerdict> {
    const { id, title } = specimen
    const declared = {
      catches: specimen.afterFix?.catches ?? [],
      benignHits: specimen.afterFix?.benignHits,
    }
    const published = await judge(specimen, declared)
    const view = await viewFor(specimen)
    if ('code' in view) return { id, title, published, fixed: undefined }
    const settled = fixUntilStable(
      specimen.source,
      source => understand(source, view.speaker.language, view.schema).diagnostics,
    )
    if (settled.applied.length === 0) return { id, title, published, fixed: undefined }
    const fixed = { ...specimen, source: { ...settled.source, name: `${specimen.source.name} (fixed)` } }
    return {
      id,
      title,
      published,
      fixed: {
        verdict: await measure(fixed, declared, view, world),
        text: settled.source.text,
        applied: settled.applied,
      },
    }
  }

  return {
    judge,
    judgeSpecimen,
    async close(): Promise<void> {
      for (const data of open) await data.close()
    },
  }
}

const complain = (code: Diagnostic['code'], message: string, help?: string): Diagnostic => ({
  code,
  severity: 'error',
  message,
  span: { start: 0, end: 0 },
  ...(help === undefined ? {} : { help }),
})
