import type { Diagnostic } from '../base/diagnostic.ts'
import { didYouMean } from '../base/suggest.ts'
import { fieldsOf } from './assertion.ts'
import type { Baseline, Claims, Procedure, Specimen, Variant, Written } from './claims.ts'
import { differences } from './differences.ts'
import { proveExpectations } from './expectations.ts'
import { type Expected, measure, type Over, refusedOutright } from './measure.ts'
import { countSteps } from './steps.ts'
import { sightings, survey, surveyFacts } from './survey.ts'
import type {
  BaselineVerdict,
  Declared,
  PackageVerdict,
  QueryVerdict,
  SpecimenVerdict,
  TestVerdict,
  VariantVerdict,
} from './verdict.ts'
import { openView, type View } from './view.ts'
import type { Speaker, World } from './world.ts'

/**
 * Runs everything a package claims: each test's telemetry against its own assertions, each query over each test and over
 * the baseline, each variant with the queries said to catch it, and each specimen as published and as fixed. Rejects with `EngineError` or the reader's error when
 * telemetry cannot be read at all.
 */
export async function prove(claims: Claims, world: World): Promise<PackageVerdict> {
  const steps = countSteps(claims, world.onStep ?? (() => {}))
  const tests: TestVerdict[] = []
  const expected = new Map<string, readonly number[]>()
  for (const test of claims.tests) {
    steps.one('test', test.id)
    const found = await lookAt(test, world)
    tests.push(found.verdict)
    expected.set(test.id, found.expected)
  }
  const baseline: BaselineVerdict[] = []
  for (const part of claims.baseline) {
    steps.one('baseline', part.id)
    baseline.push(await proveBaseline(part, world))
  }

  const gallery = openGallery(claims, expected, world)
  try {
    const queries: QueryVerdict[] = []
    for (const query of claims.queries) {
      const declared = {
        catches: query.catches,
        benignHits: query.benignHits,
        variants: claims.variants.filter(v => v.caughtBy.includes(query.id)).map(v => v.id),
      }
      queries.push(await steps.query('query', query.id, over => gallery.judge(query, declared, over)))
    }
    const variants: VariantVerdict[] = []
    for (const variant of claims.variants) {
      steps.one('variant', variant.id)
      variants.push(await proveVariant(variant, queries, world))
    }
    const specimens: SpecimenVerdict[] = []
    for (const specimen of claims.specimens)
      specimens.push(await steps.query('specimen', specimen.id, over => gallery.judgeSpecimen(specimen, over)))
    const hunts: QueryVerdict[] = []
    for (const hunt of claims.hunts) {
      const declared = { catches: hunt.finds, benignHits: undefined, variants: [] }
      hunts.push(await steps.query('hunt', hunt.id, over => gallery.judge(hunt, declared, over)))
    }
    const found = differences(claims, { tests, baseline, queries, specimens, hunts, variants })
    return {
      engine: world.engine.id,
      holds: found.length === 0,
      tests,
      baseline,
      queries,
      specimens,
      hunts,
      variants,
      differences: found,
    }
  } finally {
    await gallery.close()
  }
}

/** Events that are shown of each expectation; the rest is counted. */
const shownEvents = 6

/** Whether a test's telemetry shows what its procedure leaves behind. Without any event, a test is never valid. */
export const proveTest = async (test: Procedure, world: World): Promise<TestVerdict> =>
  (await lookAt(test, world)).verdict

/** A test's verdict, and where in its telemetry the events are that its assertions found: of each the first, then the others. */
async function lookAt(
  test: Procedure,
  world: World,
): Promise<{ readonly verdict: TestVerdict; readonly expected: readonly number[] }> {
  const read = await surveyFacts(test.telemetry, fieldsOf(test.expects), world)
  try {
    const shown = await proveExpectations(test.expects, read.facts, read.seen, world.engine)
    const firsts = shown.map(({ behind }) => behind.slice(0, shownEvents))
    const seen = await sightings(test.telemetry, new Set(firsts.flat()), world)
    const expectations = shown.map(({ behind: _, ...rest }, i) => ({
      ...rest,
      events: (firsts[i] ?? []).flatMap(id => seen.get(id) ?? []),
    }))
    const valid = read.survey.events > 0 && expectations.every(e => e.satisfied)
    const expected = [...new Set([...firsts.flatMap(of => of.slice(0, 1)), ...firsts.flat()])]
    return { verdict: { id: test.id, name: test.name, valid, expectations, ...read.survey }, expected }
  } finally {
    await read.facts.close()
  }
}

/** What a part of the baseline holds. */
export async function proveBaseline(part: Baseline, world: World): Promise<BaselineVerdict> {
  return { id: part.id, title: part.title, kind: part.kind, ...(await survey(part.telemetry, world)) }
}

/** What another run of a procedure holds, and whether it is caught. */
async function proveVariant(variant: Variant, queries: readonly QueryVerdict[], world: World): Promise<VariantVerdict> {
  const read = await survey(variant.telemetry, world)
  const { id, of, kind } = variant
  const needed = variant.everyEvent ? read.events : 1
  const caughtBy = variant.caughtBy.map(query => {
    const cell = queries.find(q => q.id === query)?.variants.find(c => c.of === id)
    const events = cell?.eventCount ?? 0
    return { query, fires: cell?.fires === true && events >= needed, events }
  })
  const caught = read.events > 0 && caughtBy.every(c => c.fires)
  return { id, of, kind, caughtBy, needed, caught, ...read }
}

/** Views of the package's telemetry, one per platform and style, made when they are first needed. */
function openGallery(claims: Claims, expected: Expected, world: World) {
  const views = new Map<string, View>()
  const written: readonly Written[] = [...claims.queries, ...claims.specimens, ...claims.hunts]

  async function viewFor(query: Written): Promise<View | Diagnostic> {
    const place = placeOf(query, world)
    if ('code' in place) return place
    const ready = views.get(place.key)
    if (ready !== undefined) return ready
    const others = written.filter(other => {
      const there = placeOf(other, world)
      return 'key' in there && there.key === place.key
    })
    const view = await openView(place, others, claims, world)
    views.set(place.key, view)
    return view
  }

  async function judge(query: Written, declared: Declared, over: Over): Promise<QueryVerdict> {
    const view = await viewFor(query)
    return 'code' in view
      ? refusedOutright(query, declared, view)
      : measure(query, declared, view, world, { over, expected })
  }

  async function judgeSpecimen(specimen: Specimen, over: Over): Promise<SpecimenVerdict> {
    const { id, title } = specimen
    const declared = {
      catches: specimen.afterFix?.catches ?? [],
      benignHits: specimen.afterFix?.benignHits,
      variants: [],
    }
    const published = await judge(specimen, declared, over)
    const view = await viewFor(specimen)
    if ('code' in view) return { id, title, published, fixed: undefined }
    const { source, applied } = view.fix(specimen)
    if (applied.length === 0) return { id, title, published, fixed: undefined }
    const fixed = { ...specimen, source: { ...source, name: `${specimen.source.name} (fixed)` } }
    const verdict = await measure(fixed, declared, view, world, { over, expected })
    return { id, title, published, fixed: { verdict, text: source.text, applied } }
  }

  return {
    judge,
    judgeSpecimen,
    async close(): Promise<void> {
      for (const view of views.values()) for (const { data } of view.recordings) await data.close()
    },
  }
}

/** Where a query is at home: a language, its platform and a style of presentation. */
interface Home {
  readonly key: string
  readonly speaker: Speaker
  readonly style: string
}

function placeOf(query: Written, world: World): Home | Diagnostic {
  const speaker = world.speaks(query.language)
  if (speaker === undefined) return complain('package/unknown-language', `there is no language \`${query.language}\``)
  const { styles, title, id } = speaker.platform
  const style = query.style ?? styles[0]?.id ?? ''
  const known = styles.map(s => s.id)
  if (known.includes(style)) return { key: `${id} ${speaker.language.id} ${style}`, speaker, style }
  const help = didYouMean(style, known) ?? `there are: ${known.join(', ')}`
  return complain('package/unknown-style', `${title} has no style \`${style}\``, help)
}

const complain = (code: Diagnostic['code'], message: string, help?: string): Diagnostic => ({
  code,
  severity: 'error',
  message,
  span: { start: 0, end: 0 },
  ...(help === undefined ? {} : { help }),
})
