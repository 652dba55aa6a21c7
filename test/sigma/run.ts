import { hasErrors } from '../../src/base/diagnostic.ts'
import type { Engine } from '../../src/engines/engine.ts'
import type { Value } from '../../src/event/value.ts'
import { type Collection, lowerRule, parseSigma, type SigmaOptions } from '../../src/languages/sigma/index.ts'
import { check } from '../../src/plan/check.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { columns } from '../../src/platforms/sigma/columns.ts'
import { sigmaPlatform } from '../../src/platforms/sigma/index.ts'
import { present } from '../../src/platforms/sigma/present.ts'
import { readEvents } from '../../src/telemetry/read.ts'

/** What events say of the logs they are from, beside their fields. */
export interface Given {
  readonly fields: unknown
  readonly time?: string
  readonly line?: string
  readonly product?: string
  readonly service?: string
  readonly categories?: readonly string[]
}

/** The text of a log, which is read and routed by what it holds. */
export interface GivenLog {
  readonly log: string
}

/** The rows that the events of a log are. */
async function logRows({ log }: GivenLog): Promise<(readonly Value[])[]> {
  async function* bytes() {
    yield Buffer.from(log)
  }
  const rows: (readonly Value[])[] = []
  for await (const reads of readEvents('case', bytes(), { documents: true }))
    for (const read of reads) if ('event' in read) rows.push(present(read.event))
  return rows
}

/** Events as the platform holds them. Numbers of the JSON keep their digits when it is given as text. */
export function givenRow(given: Given): readonly Value[] {
  const { fields, line, time, product, service, categories } = given
  const values: Readonly<Record<string, Value>> = {
    fields: typeof fields === 'string' ? fields : JSON.stringify(fields),
    line: line ?? null,
    time: time === undefined ? null : BigInt(Date.parse(time)) * 1000n,
    product: product ?? null,
    service: service ?? null,
    categories: categories ?? null,
  }
  return columns.map(c => values[c.name] ?? null)
}

export const nothingKnown = { keys: undefined, fields: undefined }
export const schema = sigmaPlatform.schema(nothingKnown)

export interface Understood {
  readonly collection: Collection | undefined
  readonly plan: Plan | undefined
  readonly codes: readonly string[]
}

/** What the last rule or correlation of a file means. */
export function understand(text: string, options: SigmaOptions = {}): Understood {
  const { value: collection, diagnostics: parsed } = parseSigma({ name: 'case.yml', text }, options)
  const rule = collection?.documents.filter(d => d.kind !== 'filter').at(-1)
  const lowered = rule === undefined || collection === undefined ? undefined : lowerRule(rule, collection, schema)
  const checked = lowered?.value === undefined ? undefined : check(lowered.value)
  const diagnostics = [...parsed, ...(lowered?.diagnostics ?? []), ...(checked?.diagnostics ?? [])]
  return {
    collection,
    plan: hasErrors(diagnostics) ? undefined : lowered?.value,
    codes: diagnostics
      .filter(d => d.severity !== 'note')
      .map(d => d.code)
      .sort(),
  }
}

export interface Found {
  readonly row: Readonly<Record<string, unknown>>
  readonly behind: readonly number[]
}

/** The rows of a plan over events. */
export async function rowsOf(engine: Engine, plan: Plan, events: readonly (Given | GivenLog)[]): Promise<Found[]> {
  const query = engine.compile(plan)
  if ('unsupported' in query)
    throw new Error(`${engine.id} refuses: ${query.unsupported.map(d => d.message).join('; ')}`)
  const rows = await Promise.all(events.map(async e => ('log' in e ? await logRows(e) : [givenRow(e)])))
  const data = await engine.load({ is: 'rows', columns, batches: [rows.flat()] })
  const result = await query.run(data, { lineage: true })
  await data.close()
  return result.rows.map(row => ({
    row: Object.fromEntries(result.columns.map((c, i) => [c.name, plain(row.values[i] ?? null)])),
    behind: row.behind,
  }))
}

function plain(value: Value): unknown {
  if (typeof value === 'bigint') return Number(value)
  return Array.isArray(value) ? value.map(plain) : value
}
