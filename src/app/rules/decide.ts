import { referenceEngine } from '../../engines/reference/index.ts'
import { isJsonObject, type Json, parseJson, printJson, printValue } from '../../event/json.ts'
import type { Column, Value } from '../../event/value.ts'
import type { Collection } from '../../languages/sigma/index.ts'
import { lowerItem } from '../../languages/sigma/lower/item.ts'
import { decidingItems, itemsOf, type Leaf, outlineOf } from '../../languages/sigma/outline.ts'
import { functions } from '../../plan/functions/index.ts'
import { rememberLast } from '../../plan/functions/remember.ts'
import type { Plan, Predicate } from '../../plan/plan.ts'
import type { Schema } from '../../plan/schema.ts'
import { fields as fieldsColumn, line as lineColumn } from '../../platforms/sigma/columns.ts'
import { jsonText } from '../value-text.ts'
import type { NamedJson } from './hit.ts'
import type { Lowered } from './read-rules.ts'

/** Says of matched records which fields decided. */
export type Decider = (records: readonly (readonly Value[])[]) => Promise<readonly (readonly NamedJson[])[]>

/** What keywords were found in is shown under this name. */
const keywords = 'keywords'

/** Finds the items of a rule that hold for records with these columns. */
export function deciderOf(
  { document }: Lowered,
  collection: Collection,
  schema: Schema,
  columns: readonly Column[],
): Decider {
  if (document.kind !== 'rule') return async records => records.map(() => [])
  const outline = outlineOf(document, collection)
  const leaves = itemsOf(outline)
  const context = { schema, report: [], missing: new Set<string>() }
  const wheres = leaves.map(leaf => lowerItem(context, leaf.item) ?? ({ op: 'never' } as const))
  return async records => {
    const truths = await holding(wheres, columns, records)
    return records.map((record, n) => {
      const held = new Set(leaves.filter((_, i) => truths[n]?.[i] === true))
      const deciding = decidingItems(outline, leaf => held.has(leaf))
      return shown(deciding, record, columns)
    })
  }
}

/** Of each record, whether each condition holds. */
export async function holding(
  conditions: readonly Predicate[],
  columns: readonly Column[],
  records: readonly (readonly Value[])[],
): Promise<readonly (readonly Value[])[]> {
  const values = conditions.map((whenTrue, i) => ({
    name: `holds ${i}`,
    value: { op: 'truth', whenTrue, whenFalse: { op: 'always' } } as const,
  }))
  const plan: Plan = {
    op: 'keep',
    columns: values.map(v => v.name),
    input: { op: 'extend', input: { op: 'scan', columns }, columns: values },
  }
  const query = referenceEngine.compile(plan)
  if ('unsupported' in query) return records.map(() => [])
  const data = await referenceEngine.load({ is: 'rows', columns, batches: [records] })
  return (await query.run(data)).rows.map(row => row.values)
}

/** The fields of items with their values in a record, each once. */
function shown(leaves: readonly Leaf[], record: readonly Value[], columns: readonly Column[]): NamedJson[] {
  const out = new Map<string, string>()
  for (const { item } of leaves) {
    const name = item.field ?? keywords
    const json = out.has(name) ? undefined : shownValue(item.field, record, columns)
    if (json !== undefined) out.set(name, json)
  }
  return [...out].map(([name, json]) => ({ name, json }))
}

/** What a record has under a name, or what keywords are looked for in, as JSON text; undefined where it has nothing. */
export function shownValue(
  field: string | undefined,
  record: readonly Value[],
  columns: readonly Column[],
): string | undefined {
  if (field === undefined) return lineOf(record, columns)
  const text = record[columns.findIndex(c => c.name === fieldsColumn.name)] ?? null
  return valueIn(field, typeof text === 'string' ? parsed(text) : undefined, text, record, columns)
}

const parsed = rememberLast(parseJson)

/** A field's value as its log had it; of a path through objects, all that it leads to. */
function valueIn(
  name: string,
  root: Json | undefined,
  text: Value,
  record: readonly Value[],
  columns: readonly Column[],
): string | undefined {
  if (root !== undefined && isJsonObject(root)) {
    const own = root.get(name)
    if (own !== undefined) return printJson(own)
    const found = functions.json_members.evaluate([text, name])
    if (!Array.isArray(found)) return undefined
    return printValue(found.length === 1 ? (found[0] ?? null) : found)
  }
  const at = columns.findIndex(c => c.name === name)
  const column = columns[at]
  return column === undefined ? undefined : jsonText(record[at] ?? null, column.type)
}

/** The line that keywords were found in, or the whole event. */
function lineOf(record: readonly Value[], columns: readonly Column[]): string | undefined {
  const value = (name: string): Value => record[columns.findIndex(c => c.name === name)] ?? null
  const line = value(lineColumn.name)
  if (typeof line === 'string') return JSON.stringify(line)
  const event = value(fieldsColumn.name)
  return typeof event === 'string' ? event : undefined
}
