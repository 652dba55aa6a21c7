import type { Diagnostic } from '../base/diagnostic.ts'
import { referenceEngine } from '../engines/reference/index.ts'
import type { Origin } from '../event/event.ts'
import type { Value } from '../event/value.ts'
import type { Profile } from '../platforms/platform.ts'
import { type Held, type Why, why } from '../proof/why/why.ts'
import { bindTables } from './bound-tables.ts'
import { nothingKnown } from './check.ts'
import type { Disk } from './disk.ts'
import { findData } from './find-data.ts'
import { holdEvents } from './hold.ts'
import { InputError } from './input-error.ts'
import type { LogFiles } from './load-events.ts'
import { prepareQuery, type QueryRequest } from './prepared-query.ts'
import { readFiles } from './read-files.ts'
import { engineFor, languageFor } from './registry.ts'
import { rulesLanguage } from './rules/language.ts'
import { engineOptions, type Surroundings } from './surroundings.ts'

export type { Why, WhyNode, WhyStep } from '../proof/why/why.ts'

/** A query with events; its engine runs what other events have a say in. */
export interface WhyRequest extends QueryRequest {
  /** Files and folders of logs. */
  readonly data: readonly string[]
  /** Where the events begin that are asked about: a file of the data, under the name that a run gives it, and a line. */
  readonly events: readonly Origin[]
  readonly year?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** The answers, in the order in which the events were asked about, or why the query cannot run. */
export type WhyAnswer =
  | { readonly refused: false; readonly diagnostics: readonly Diagnostic[]; readonly answers: readonly Why[] }
  | { readonly refused: true; readonly diagnostics: readonly Diagnostic[] }

/**
 * Why a query matches events, or why not. Rejects with `InputError` where there is no such event, and as `run` does. Logs are
 * read once, and once more when the query counts or joins events.
 */
export async function whyEvents(request: WhyRequest, surroundings: Surroundings): Promise<WhyAnswer> {
  if (languageFor(request.language, request.source.name).id === rulesLanguage)
    return (await import('./why-rules.ts')).whyRules(request, surroundings)
  const query = await prepareQuery(request, surroundings)
  const { platform, style, entry, source, beside } = query
  const { disk, tempFolder } = surroundings
  const early = query.understood(platform.schema(nothingKnown))
  if (early.plan === undefined) return { refused: true, diagnostics: early.diagnostics }
  const year = request.year ?? surroundings.year
  const from: LogFiles = { files: await findData(request.data, disk), platform, style, year }
  const { records, ids, profile } = await recordsOf(request.events, from, disk)
  const { plan, diagnostics } = query.understood(platform.schema(profile))
  if (plan === undefined) return { refused: true, diagnostics }
  const local = engineFor(referenceEngine.id)
  const tables = entry.id === local.id ? beside : await bindTables(request.lookup ?? [], local, disk, tempFolder)
  const data = await referenceEngine.load({ is: 'rows', columns: platform.columns, batches: [records] }, tables.tables)
  const few: Held = { engine: referenceEngine, data, ids: records.map((_, i) => i), prepare: p => p }
  let opened: Promise<Held & { close(): Promise<void> }> | undefined
  const openAll = async () => {
    const engine = await entry.open(engineOptions(surroundings))
    const held = await holdEvents(from, plan, engine, disk, beside.tables)
    return { engine, data: held.data, ids, prepare: held.prepare, close: () => engine.close() }
  }
  const all = () => {
    opened ??= openAll()
    return opened
  }
  try {
    return {
      refused: false,
      diagnostics,
      answers: await why(plan, source.text, { few, all, signal: request.signal }),
    }
  } finally {
    await (await opened)?.close()
  }
}

/** The records of some events, with their positions among all the events of the files, and the profile of all. */
async function recordsOf(
  events: readonly Origin[],
  { files, platform, style, year }: LogFiles,
  disk: Disk,
): Promise<{ records: readonly (readonly Value[])[]; ids: readonly number[]; profile: Profile }> {
  const key = ({ file, line }: Origin): string => `${line} ${file}`
  const wanted = new Set(events.map(key))
  const found = new Map<string, { record: readonly Value[]; id: number }>()
  const profiler = platform.profiler()
  let id = 0
  for await (const reading of readFiles(files, disk, year, platform.documents))
    for (const event of reading.events) {
      const record = platform.present(event, style)
      profiler.see(record)
      const place = key(event.origin)
      if (wanted.has(place) && !found.has(place)) found.set(place, { record, id })
      id++
    }
  const known = events.map(event => {
    const one = found.get(key(event))
    if (one === undefined)
      throw new InputError(
        `no event begins on line ${event.line} of ${event.file}`,
        'a row says where the events behind it begin, by the names of the files that were searched',
      )
    return one
  })
  return { records: known.map(k => k.record), ids: known.map(k => k.id), profile: profiler.profile() }
}
