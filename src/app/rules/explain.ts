import type { Report } from '../../base/report.ts'
import type { Source } from '../../base/source.ts'
import type { Span } from '../../base/span.ts'
import type { Origin } from '../../event/event.ts'
import type { LogSource } from '../../event/log-source.ts'
import type { Value } from '../../event/value.ts'
import type { Collection, Correlation, Rule } from '../../languages/sigma/index.ts'
import { lowerItem } from '../../languages/sigma/lower/item.ts'
import { holdsBy, itemsOf, type Leaf, type Outline, outlineOf } from '../../languages/sigma/outline.ts'
import type { Plan, Predicate } from '../../plan/plan.ts'
import { sigmaPlatform } from '../../platforms/sigma/index.ts'
import { nothingKnown } from '../check.ts'
import { findData } from '../find-data.ts'
import { InputError } from '../input-error.ts'
import { readFiles } from '../read-files.ts'
import { engineFor } from '../registry.ts'
import { engineOptions, type Surroundings } from '../surroundings.ts'
import { conditionOf, leadingOf } from './batches.ts'
import { holding, shownValue } from './decide.ts'
import { explainCorrelation } from './explain-correlation.ts'
import type { RuleFacts } from './hit.ts'
import { type HeldRules, holdForRules, said } from './hold-rules.ts'
import { type ReadRules, readRules } from './read-rules.ts'

/** A part of a rule, and whether it holds for an event. */
export interface Explained {
  readonly label: string
  readonly holds: boolean
  /** Of an item: the value that the event has, as JSON text; undefined where it has none. */
  readonly value?: string | undefined
  /** Of an item: what the rule asks for that the value fulfils, as it is written there. */
  readonly by?: readonly string[]
  /** Where the rule says it, in the file that it stands in; undefined of what no place says. */
  readonly span?: Span
  readonly of: readonly Explained[]
}

/** Why a rule matches an event, or why not. */
export interface Explanation {
  readonly rule: RuleFacts
  readonly event: Origin
  readonly matches: boolean
  readonly why: Explained
}

export interface ExplainRequest {
  readonly sources: readonly Source[]
  /** A file with the event. */
  readonly event: string
  /** The line on which the event begins; without, the first event. */
  readonly line?: number | undefined
  readonly logSource?: LogSource | undefined
  readonly year?: number | undefined
}

/** What there is to say of the rules, and the explanations of those that can be explained. */
export interface ExplainAnswer {
  readonly reports: readonly Report[]
  readonly explanations: readonly Explanation[]
}

/** Explains rules on one event. Rejects with `InputError` where there is no such event. */
export async function explainRules(request: ExplainRequest, surroundings: Surroundings): Promise<ExplainAnswer> {
  const read = readRules(request.sources)
  const schema = sigmaPlatform.schema(nothingKnown)
  const { rules, reports } = read.lower(schema)
  const shown = reports.filter(r => r.diagnostics.length > 0)
  if (rules.length === 0) return { reports: shown, explanations: [] }
  const event = rules.some(r => r.document.kind === 'rule') ? await eventOf(request, surroundings) : undefined
  const explanations: Explanation[] = []
  for (const { document, facts, plan } of rules) {
    if (document.kind === 'correlation' || event === undefined) continue
    const why = await explainRule(document, plan, read.collection, request.sources, event.record)
    explanations.push({ rule: facts, event: event.origin, matches: why.holds, why })
  }
  const correlations = rules.flatMap(({ document, facts }) =>
    document.kind === 'correlation' ? [{ document, facts }] : [],
  )
  if (correlations.length > 0) explanations.push(...(await explainAll(correlations, read, request, surroundings)))
  return { reports: shown, explanations }
}

/** Explains correlations over all events of the file. */
async function explainAll(
  correlations: readonly { readonly document: Correlation; readonly facts: RuleFacts }[],
  read: ReadRules,
  { event, line, logSource, year }: ExplainRequest,
  surroundings: Surroundings,
): Promise<Explanation[]> {
  const entry = engineFor(undefined)
  const engine = await entry.open(engineOptions(surroundings))
  try {
    const held = await holdForRules({ data: [event], logSource, year }, read, engine, entry, surroundings)
    const of = line === undefined ? undefined : idAt(line, held)
    if (held.originOf(of ?? 0) === undefined) throw noEvent(event, line)
    const explanations: Explanation[] = []
    for (const { document, facts } of correlations) {
      const { why, origin } = await explainCorrelation(document, read, held, engine, of)
      const at = (of === undefined ? origin : undefined) ?? held.originOf(of ?? 0) ?? { file: event, line: 1 }
      explanations.push({ rule: facts, event: at, matches: why.holds, why })
    }
    return explanations
  } finally {
    await engine.close()
  }
}

/** The id of the event that begins on a line; one beyond all where there is none. */
function idAt(line: number, { read, originOf }: HeldRules): number {
  let id = 0
  while (id < read.events && originOf(id)?.line !== line) id++
  return id
}

const noEvent = (path: string, line: number | undefined): InputError =>
  new InputError(
    line === undefined ? `there is no event in ${path}` : `no event begins on line ${line} of ${path}`,
    line === undefined ? undefined : 'a match says on which line its event begins',
  )

/** Explains a rule, with its plan, on an event as rules see it; `sources` are the files of the collection. */
export async function explainRule(
  rule: Rule,
  plan: Plan,
  collection: Collection,
  sources: readonly Source[],
  record: readonly Value[],
): Promise<Explained> {
  const schema = sigmaPlatform.schema(nothingKnown)
  const context = { schema, report: [], missing: new Set<string>() }
  const texts = new Map(sources.map(source => [source.name, source.text]))
  const textOf: TextOf = (leaf, { start, end }) => texts.get(leaf.file)?.slice(start, end) ?? ''
  const outline = outlineOf(rule, collection)
  const ask = (conditions: readonly Predicate[]) => truths(conditions, record)
  const items = await itemTruths(itemsOf(outline), context, ask, record, textOf)
  const routing = await routeOf(plan, rule, ask, record)
  const body = explain(outline, items, textOf)
  return { label: 'and', holds: routing.holds && body.holds, of: [routing, body] }
}

async function eventOf(
  { event: path, line, logSource, year }: ExplainRequest,
  { disk, year: now }: Surroundings,
): Promise<{ origin: Origin; record: readonly Value[] }> {
  const { present } = said(sigmaPlatform, logSource)
  for await (const { events } of readFiles(await findData([path], disk), disk, year ?? now, true))
    for (const event of events)
      if (line === undefined || event.origin.line === line) return { origin: event.origin, record: present(event, '') }
  throw noEvent(path, line)
}

async function truths(conditions: readonly Predicate[], record: readonly Value[]): Promise<readonly boolean[]> {
  const [row = []] = await holding(conditions, sigmaPlatform.columns, [record])
  return conditions.map((_, i) => row[i] === true)
}

type Ask = (conditions: readonly Predicate[]) => Promise<readonly boolean[]>

/** Whether the event may be of the log source that the rule is for. */
async function routeOf(plan: Plan, rule: Rule, ask: Ask, record: readonly Value[]): Promise<Explained> {
  const where = conditionOf(plan)
  const holds = where === undefined || (await ask(leadingOf(where))).every(h => h)
  const wanted = (['product', 'category', 'service'] as const).flatMap(key => rule.logSource[key] ?? [])
  const value = (name: string): Value => record[sigmaPlatform.columns.findIndex(c => c.name === name)] ?? null
  const has = [value('product'), value('categories'), value('service')].flat().filter(v => v !== null)
  return { label: `log source ${wanted.join(', ')}`, holds, value: JSON.stringify(has.join(', ') || 'unknown'), of: [] }
}

/** What a file of rules says at a place of an item. */
type TextOf = (leaf: Leaf, span: Span) => string

interface ItemTruth {
  readonly holds: boolean
  readonly by: readonly string[]
  readonly value: string | undefined
}

/** Of each item whether it holds, by which of its values, and what the event has. */
async function itemTruths(
  leaves: readonly Leaf[],
  context: Parameters<typeof lowerItem>[0],
  ask: Ask,
  record: readonly Value[],
  textOf: TextOf,
): Promise<ReadonlyMap<Leaf, ItemTruth>> {
  const found = new Map<Leaf, ItemTruth>()
  for (const leaf of leaves) {
    const { item } = leaf
    const alone = item.tests.map(test => ({ ...item, tests: [test], link: 'any' as const, negated: false }))
    const conditions = [item, ...alone].map(one => lowerItem(context, one) ?? ({ op: 'never' } as const))
    const [holds = false, ...each] = await ask(conditions)
    const by = item.tests.flatMap(({ span }, i) => (each[i] === true ? [textOf(leaf, span)] : []))
    found.set(leaf, { holds, by, value: shownValue(item.field, record, sigmaPlatform.columns) })
  }
  return found
}

function explain(outline: Outline, items: ReadonlyMap<Leaf, ItemTruth>, textOf: TextOf): Explained {
  if (outline.is === 'item') {
    const truth = items.get(outline)
    return {
      label: labelOf(outline, textOf),
      holds: truth?.holds ?? false,
      value: truth?.value,
      by: truth?.by ?? [],
      span: outline.span,
      of: [],
    }
  }
  const label =
    outline.name === undefined ? outline.is : `${outline.name}${outline.of.length > 1 ? ` (${outline.is})` : ''}`
  return {
    label,
    holds: holdsBy(outline, leaf => items.get(leaf)?.holds ?? false),
    of: outline.of.map(part => explain(part, items, textOf)),
  }
}

/** Values of an item that are shown; the rest is counted. */
const shownTests = 3

/** An item about as the rule writes it. */
function labelOf(leaf: Leaf, textOf: TextOf): string {
  const { item } = leaf
  const name = [item.field ?? '', ...item.modifiers.map(m => m.name)].join('|')
  const tests = item.tests.slice(0, shownTests).map(({ span }) => textOf(leaf, span))
  const rest = item.tests.length - tests.length
  const values = [...tests, ...(rest > 0 ? [`… ${rest} more`] : [])].join(', ')
  return name === '' ? `keywords: ${values}` : `${name}: ${values}`
}
