import { type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import type { Report } from '../base/report.ts'
import type { Source } from '../base/source.ts'
import { didYouMean } from '../base/suggest.ts'
import type { Claims, Procedure, Variant, Written } from '../proof/claims.ts'
import { conditionOf } from './condition.ts'
import { microseconds } from './duration.ts'
import { type Files, inside } from './files.ts'
import { type DetectionPackage, pages } from './package.ts'
import {
  type DetectionData,
  detectionShape,
  knownKeys,
  type TestData,
  type TestsData,
  testsShape,
  type VariantsData,
  variantsShape,
} from './shape.ts'
import { inShape, type Path, parseYaml, type Yaml } from './yaml.ts'

/** A package, unless an error stands in the way, and what there is to say about its files. */
export interface Loaded {
  readonly value: DetectionPackage | undefined
  readonly reports: readonly Report[]
}

/**
 * Loads a detection package from its folder: detection.yaml, tests.yaml, variants.yaml where there is one, the queries they
 * name and the pages of prose, and validates what they say about each other. Never rejects for what the files hold.
 */
export async function loadPackage(folder: string, files: Files): Promise<Loaded> {
  const detection = await readShape(`${folder}/detection.yaml`, files, yaml => inShape(yaml, detectionShape, knownKeys))
  const tests = await readShape(`${folder}/tests.yaml`, files, yaml => inShape(yaml, testsShape, knownKeys))
  const variantsFile = `${folder}/variants.yaml`
  const variants =
    (await files.read(variantsFile)) === undefined
      ? undefined
      : await readShape(variantsFile, files, yaml => inShape(yaml, variantsShape, knownKeys))
  const reports = [detection.report, tests.report, ...(variants === undefined ? [] : [variants.report])]
  if (detection.value === undefined || tests.value === undefined || (variants && variants.value === undefined))
    return { value: undefined, reports }

  const aboutDetection: Diagnostic[] = []
  const aboutTests: Diagnostic[] = []
  const claims = await claimsOf(
    { folder, files, yaml: detection.yaml, complain: d => aboutDetection.push(d) },
    { folder, files, yaml: tests.yaml, complain: d => aboutTests.push(d) },
    detection.value,
    tests.value,
  )
  const tables = await tablesOf(detection.value, {
    folder,
    files,
    yaml: detection.yaml,
    complain: d => aboutDetection.push(d),
  })
  checkNames(detection.value, tests.value, detection.yaml, aboutDetection)
  const aboutVariants: Diagnostic[] = []
  const others =
    variants?.value === undefined
      ? []
      : await variantsOf(
          { folder, files, yaml: variants.yaml, complain: d => aboutVariants.push(d) },
          variants.value,
          detection.value,
          tests.value,
        )
  const prose: Partial<Record<(typeof pages)[number], string>> = {}
  for (const page of pages) {
    const text = await files.read(`${folder}/${page}.md`)
    if (text !== undefined) prose[page] = text
  }
  const said = [
    { source: detection.yaml.source, diagnostics: aboutDetection },
    { source: tests.yaml.source, diagnostics: aboutTests },
    ...(variants?.value === undefined ? [] : [{ source: variants.yaml.source, diagnostics: aboutVariants }]),
  ]
  const broken = said.some(report => hasErrors(report.diagnostics))
  return {
    value: broken
      ? undefined
      : {
          folder,
          about: detection.value,
          tests: tests.value,
          variants: variants?.value,
          tables,
          prose,
          claims: { ...claims, variants: others },
        },
    reports: [...reports, ...said],
  }
}

type Shaped<T> =
  | { readonly value: T; readonly yaml: Yaml; readonly report: Report }
  | { readonly value: undefined; readonly report: Report }

async function readShape<T>(
  path: string,
  files: Files,
  shape: (yaml: Yaml) => { readonly value: T | undefined; readonly diagnostics: readonly Diagnostic[] },
): Promise<Shaped<T>> {
  const text = await files.read(path)
  const source: Source = { name: path, text: text ?? '' }
  const refuse = (diagnostics: readonly Diagnostic[]): Shaped<T> => ({
    value: undefined,
    report: { source, diagnostics },
  })
  if (text === undefined)
    return refuse([
      {
        code: 'package/missing-file',
        severity: 'error',
        message: `${path} is missing`,
        because: 'a detection package is a folder with a detection.yaml and a tests.yaml',
        span: { start: 0, end: 0 },
      },
    ])
  const yaml = parseYaml(source)
  if (yaml.value === undefined) return refuse(yaml.diagnostics)
  const read = shape(yaml.value)
  if (read.value === undefined) return refuse(read.diagnostics)
  return { value: read.value, yaml: yaml.value, report: { source, diagnostics: read.diagnostics } }
}

/** One file of the package being read: where it lies, and where to say what is wrong with it. */
interface Desk {
  readonly folder: string
  readonly files: Files
  readonly yaml: Yaml
  readonly complain: (diagnostic: Diagnostic) => void
}

async function claimsOf(
  desk: Desk,
  testDesk: Desk,
  about: DetectionData,
  tests: TestsData,
): Promise<Omit<Claims, 'variants'>> {
  const queries = await Promise.all(
    about.queries.map(async (q, i) => ({
      ...(await writtenOf(q, q.title, ['queries', i], desk)),
      reads: q.reads,
      catches: q.catches,
      benignHits: q.benign_hits,
      benignWhy: q.benign_why,
    })),
  )
  const specimens = await Promise.all(
    about.specimens.map(async (s, i) => ({
      ...(await writtenOf(s, s.title, ['specimens', i], desk)),
      refusedWith: s.refused_with,
      afterFix: s.after_fix && { catches: s.after_fix.catches, benignHits: s.after_fix.benign_hits },
    })),
  )
  const hunts = await Promise.all(
    about.hunts.map(async (h, i) => ({ ...(await writtenOf(h, h.question, ['hunts', i], desk)), finds: h.finds })),
  )
  const baseline = await Promise.all(
    about.baseline.map(async (b, i) => ({
      id: b.id,
      title: b.title,
      kind: b.kind,
      telemetry: {
        paths: await telemetryOf(b.telemetry, ['baseline', i, 'telemetry'], desk),
        year: b.year ?? createdIn(about),
      },
      collector: b.collector,
    })),
  )
  const procedures = await Promise.all(
    tests.atomic_tests.map((t, i) => procedureOf(t, createdIn(about), ['atomic_tests', i], testDesk)),
  )
  return { queries, specimens, hunts, tests: procedures, baseline }
}

/** The tables of a package, which are files of it. */
async function tablesOf({ tables }: DetectionData, desk: Desk): Promise<{ name: string; file: string }[]> {
  const found: { name: string; file: string }[] = []
  for (const [i, { name, file }] of tables.entries()) {
    const path = await pathOf(file, ['tables', i, 'file'], desk)
    if (found.some(other => other.name === name))
      desk.complain({
        code: 'package/same-table',
        severity: 'error',
        message: `two files are bound to the table \`${name}\``,
        span: desk.yaml.spanAt(['tables', i, 'name']),
      })
    else if (path !== undefined) found.push({ name, file: path })
  }
  return found
}

const createdIn = (about: DetectionData): number => Number(about.created.slice(0, 4))

async function procedureOf(test: TestData, year: number, at: Path, desk: Desk): Promise<Procedure> {
  const { assay } = test
  return {
    id: assay.id,
    name: test.name,
    telemetry: {
      paths: await telemetryOf(assay.telemetry, [...at, 'assay', 'telemetry'], desk),
      year: assay.year ?? year,
    },
    collector: assay.collector,
    constructed: assay.constructed,
    differs: assay.differs,
    expects: assay.expects.map((e, i) => {
      const path = [...at, 'assay', 'expects', i, 'where']
      const where = conditionOf(e.where, path)
      for (const { message, path: place, help } of where.problems)
        desk.complain({
          code: 'package/condition',
          severity: 'error',
          message,
          span: desk.yaml.spanAt(place),
          ...(help === undefined ? {} : { help }),
        })
      return {
        says: e.says,
        category: e.category,
        where: where.condition,
        atLeast: e.at_least,
        countDistinct: e.count_distinct,
        within: e.within === undefined ? undefined : microseconds(e.within),
      }
    }),
  }
}

/** Variants, of tests and caught by queries that there are. */
async function variantsOf(
  desk: Desk,
  { variants }: VariantsData,
  about: DetectionData,
  tests: TestsData,
): Promise<Variant[]> {
  const needTest = needKnown(
    'test',
    tests.atomic_tests.map(t => t.assay.id),
    desk,
  )
  const needQuery = needKnown(
    'query',
    about.queries.map(q => q.id),
    desk,
  )
  const seen = new Set<string>()
  return Promise.all(
    variants.map(async (v, i) => {
      needTest(v.of, ['variants', i, 'of'])
      for (const [n, query] of v.caught_by.entries()) needQuery(query, ['variants', i, 'caught_by', n])
      if (seen.has(v.id)) desk.complain(usedTwice(v.id, desk.yaml.spanAt(['variants', i, 'id'])))
      seen.add(v.id)
      return {
        id: v.id,
        of: v.of,
        kind: v.kind,
        telemetry: {
          paths: await telemetryOf(v.telemetry, ['variants', i, 'telemetry'], desk),
          year: v.year ?? createdIn(about),
        },
        caughtBy: v.caught_by,
        everyEvent: v.every_event,
      }
    }),
  )
}

async function writtenOf(
  data: {
    readonly id: string
    readonly language: string
    readonly query?: string | undefined
    readonly file?: string | undefined
    readonly style?: string | undefined
  },
  title: string,
  at: Path,
  desk: Desk,
): Promise<Written> {
  const base = { id: data.id, title, language: data.language, style: data.style }
  if (data.query !== undefined && data.file === undefined)
    return { ...base, source: desk.yaml.sourceAt([...at, 'query'], data.query) }
  if (data.file === undefined || data.query !== undefined) {
    const message = `\`${data.id}\` needs either \`file\` or \`query\``
    desk.complain({ code: 'package/no-query', severity: 'error', message, span: desk.yaml.spanAt(at) })
    return { ...base, source: { name: data.id, text: '' } }
  }
  const path = await pathOf(data.file, [...at, 'file'], desk)
  const text = path === undefined ? undefined : await desk.files.read(path)
  return { ...base, source: { name: path ?? data.file, text: text ?? '' } }
}

async function telemetryOf(paths: readonly string[], at: Path, desk: Desk): Promise<string[]> {
  const out: string[] = []
  for (const [i, path] of paths.entries()) {
    const whole = await pathOf(path, [...at, i], desk)
    if (whole !== undefined) out.push(whole)
  }
  return out
}

/** The path of a file or folder of the package, which must be there. */
async function pathOf(path: string, at: Path, desk: Desk): Promise<string | undefined> {
  const span = desk.yaml.spanAt(at)
  const whole = inside(desk.folder, path)
  if (whole === undefined) {
    desk.complain({
      code: 'package/path-outside',
      severity: 'error',
      message: `\`${path}\` does not lie in the package`,
      because: 'a package is read from its own folder only, so that it can be shared as it is',
      span,
    })
    return undefined
  }
  const found = await desk.files.list(whole)
  if (found !== undefined && found.length > 0) return whole
  const all = (await desk.files.list(desk.folder)) ?? []
  const near = didYouMean(
    path,
    all.map(file => file.slice(desk.folder.length + 1)),
  )
  desk.complain({
    code: 'package/missing-file',
    severity: 'error',
    message: found === undefined ? `\`${path}\` is missing` : `the folder \`${path}\` is empty`,
    span,
    ...(near === undefined ? {} : { help: near }),
  })
  return undefined
}

/** Complains about names that are not among those that there are. */
const needKnown =
  (what: 'test' | 'query', known: readonly string[], { yaml, complain }: Pick<Desk, 'yaml' | 'complain'>) =>
  (name: string, at: Path): void => {
    if (known.includes(name)) return
    const all = `${what === 'test' ? 'the tests' : 'the queries'} are ${known.map(k => `\`${k}\``).join(', ')}`
    complain({
      code: `package/unknown-${what}`,
      severity: 'error',
      message: `no ${what} has the id \`${name}\``,
      help: didYouMean(name, known) ?? all,
      span: yaml.spanAt(at),
    })
  }

const usedTwice = (id: string, span: Diagnostic['span']): Diagnostic => ({
  code: 'package/same-id',
  severity: 'error',
  message: `the id \`${id}\` is used twice`,
  span,
})

/** Ids must be unique, and tests that are named must exist. */
function checkNames(about: DetectionData, tests: TestsData, yaml: Yaml, out: Diagnostic[]): void {
  const known = tests.atomic_tests.map(t => t.assay.id)
  const needTest = needKnown('test', known, { yaml, complain: d => out.push(d) })
  const needTests = (names: readonly string[], at: Path): void => {
    for (const [i, name] of names.entries()) needTest(name, [...at, i])
  }
  const ids = new Set<string>()
  const needUnique = (id: string, at: Path): void => {
    if (ids.has(id)) out.push(usedTwice(id, yaml.spanAt(at)))
    ids.add(id)
  }
  for (const [i, q] of about.queries.entries()) {
    needUnique(q.id, ['queries', i, 'id'])
    needTests(q.catches, ['queries', i, 'catches'])
  }
  for (const [i, s] of about.specimens.entries()) {
    needUnique(s.id, ['specimens', i, 'id'])
    needTests(s.after_fix?.catches ?? [], ['specimens', i, 'after_fix', 'catches'])
  }
  for (const [i, h] of about.hunts.entries()) {
    needUnique(h.id, ['hunts', i, 'id'])
    needTests(h.finds, ['hunts', i, 'finds'])
  }
  for (const [i, b] of about.baseline.entries()) needUnique(b.id, ['baseline', i, 'id'])
  for (const [i, id] of known.entries())
    if (known.indexOf(id) !== i)
      out.push({
        code: 'package/same-id',
        severity: 'error',
        message: `tests.yaml uses the id \`${id}\` twice`,
        span: { start: 0, end: 0 },
      })
}
