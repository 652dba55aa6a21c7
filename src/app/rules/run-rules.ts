import { hasErrors } from '../../base/diagnostic.ts'
import type { Report } from '../../base/report.ts'
import type { Engine, ResultRow } from '../../engines/engine.ts'
import type { LogSource } from '../../event/log-source.ts'
import type { Value } from '../../event/value.ts'
import type { ReadSummary } from '../load-events.ts'
import { engineFor } from '../registry.ts'
import type { Surroundings } from '../surroundings.ts'
import { batchesOf, type Condition, conditionOf, decided } from './batches.ts'
import { correlated } from './correlated.ts'
import { deciderOf } from './decide.ts'
import { findRules } from './find-rules.ts'
import type { Hit, NamedJson, RuleFacts } from './hit.ts'
import { type HeldRules, holdForRules } from './hold-rules.ts'
import { reachableIn } from './log-sources.ts'
import { type Lowered, type ReadRules, readRules } from './read-rules.ts'

export interface RulesRequest {
  /** Files and folders of rules; `-` is standard input. */
  readonly rules: readonly string[]
  /** Files and folders of logs. */
  readonly data: readonly string[]
  readonly engine?: string | undefined
  /** Said of all events, in place of what their content says. */
  readonly logSource?: LogSource | undefined
  /** Of the first time stamp, for logs that write none; without it, this year. */
  readonly year?: number | undefined
  /** Read NDJSON as a table with one column per key, as Parquet is always read. */
  readonly table?: boolean | undefined
}

/** What a run of rules tells, in this order: what is wrong with them, what was read, the matches of each rule, and the end. */
export type RulesNews =
  | { readonly is: 'reports'; readonly reports: readonly Report[] }
  | { readonly is: 'read'; readonly read: ReadSummary }
  | { readonly is: 'hits'; readonly rule: RuleFacts; readonly hits: readonly Hit[] }
  | RulesDone

export interface RulesDone {
  readonly is: 'done'
  /** Rules that ran. */
  readonly rules: number
  /** Files that hold a rule that did not. */
  readonly refused: readonly string[]
  /** Rules with matches, and all matches. */
  readonly matched: number
  readonly hits: number
  /** Files of YAML in folders of rules that hold none. */
  readonly others: readonly string[]
  readonly read: ReadSummary
}

/**
 * Runs rules over files: all files of rules are one collection, each rule that is right runs, and what is wrong with others
 * is told. Data is read once. Rejects with `InputError` or `EngineError` when the data or a name cannot be used.
 */
export async function* runRules(
  request: RulesRequest,
  surroundings: Surroundings,
  stdin: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<RulesNews> {
  const { disk, tempFolder } = surroundings
  const entry = engineFor(request.engine)
  const { sources, others } = await findRules(request.rules, disk, stdin)
  const engine = await entry.open({ tempFolder })
  try {
    const read = readRules(sources)
    if (read.rules.length === 0) {
      yield { is: 'reports', reports: read.reports.filter(said) }
      const refused = read.reports.filter(r => hasErrors(r.diagnostics)).map(r => r.source.name)
      yield { is: 'done', rules: 0, refused, matched: 0, hits: 0, others, read: nothingRead }
      return
    }
    const held = await holdForRules(request, read, engine, entry, surroundings)
    const lowered = read.lower(held.schema)
    yield { is: 'reports', reports: lowered.reports.filter(said) }
    yield { is: 'read', read: held.read }
    let matched = 0
    let count = 0
    const refused = new Set(lowered.reports.filter(r => hasErrors(r.diagnostics)).map(r => r.source.name))
    for await (const found of hitsOf(lowered.rules, read, held, engine)) {
      if ('unsupported' in found) {
        refused.add(found.unsupported.source.name)
        yield { is: 'reports', reports: [found.unsupported] }
        continue
      }
      if (found.hits.length === 0) continue
      matched++
      count += found.hits.length
      yield { is: 'hits', rule: found.rule.facts, hits: found.hits }
    }
    yield {
      is: 'done',
      rules: lowered.rules.length,
      refused: [...refused],
      matched,
      hits: count,
      others,
      read: held.read,
    }
  } finally {
    await engine.close()
  }
}

const said = (report: Report): boolean => report.diagnostics.length > 0

const nothingRead: ReadSummary = { files: 0, events: 0, kinds: [], problems: [], problemCount: 0, incomplete: true }

type Found = { readonly rule: Lowered; readonly hits: readonly Hit[] } | { readonly unsupported: Report }

/** The matches of each rule: rules about single events are asked many at once, others one by one. */
async function* hitsOf(
  rules: readonly Lowered[],
  { collection }: ReadRules,
  held: HeldRules,
  engine: Engine,
): AsyncGenerator<Found> {
  const conditions: Condition<Lowered>[] = []
  const alone: Lowered[] = []
  for (const rule of rules) {
    const where = rule.document.kind === 'rule' ? conditionOf(held.prepare(rule.plan)) : undefined
    if (where === undefined) alone.push(rule)
    else conditions.push({ rule, where: decided(where) })
  }
  const kept = held.kept.map(c => c.name)
  const reachable = await (await reachableIn(held.data, engine))(conditions.map(c => c.where))
  const asked = conditions.filter(({ where }, i) => where.op !== 'never' && reachable[i] === true)
  for (const batch of batchesOf(inGroups(asked), held.columns, kept)) {
    const query = engine.compile(batch.plan)
    if ('unsupported' in query) {
      for (const rule of batch.rules) yield { unsupported: { source: rule.source, diagnostics: query.unsupported } }
      continue
    }
    const { rows } = await query.run(held.data, { lineage: true })
    for (const [i, rule] of batch.rules.entries()) {
      const matched = rows.filter(row => row.values[i] === true)
      if (matched.length === 0) continue
      const records = matched.map(row => row.values.slice(batch.rules.length))
      const deciding = await deciderOf(rule, collection, held.schema, held.kept)(records)
      yield { rule, hits: matched.map((row, n) => single(row, records[n] ?? [], deciding[n] ?? [], held)) }
    }
  }
  for (const rule of alone) {
    const query = engine.compile(held.prepare(rule.plan))
    if ('unsupported' in query) yield { unsupported: { source: rule.source, diagnostics: query.unsupported } }
    else {
      const result = await query.run(held.data, { lineage: true })
      const counted = rule.document.kind === 'correlation' ? rule.document.type : ''
      yield { rule, hits: correlated(result, counted, held.originOf) }
    }
  }
}

/** Rules of one log source next to one another. */
function inGroups(conditions: readonly Condition<Lowered>[]): Condition<Lowered>[] {
  const groups = new Map<string, Condition<Lowered>[]>()
  for (const condition of conditions) {
    const { document } = condition.rule
    const { product, service, category } = document.kind === 'rule' ? document.logSource : {}
    const key = JSON.stringify([product, service, category])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [condition])
    else group.push(condition)
  }
  return [...groups.values()].flat()
}

function single(row: ResultRow, record: readonly Value[], fields: readonly NamedJson[], held: HeldRules): Hit {
  const time = record[held.kept.findIndex(c => c.name === held.time)]
  return { time: typeof time === 'bigint' ? time : undefined, origin: held.originOf(row.behind[0] ?? -1), fields }
}
