import { hasErrors, inOrder, type Outcome } from '../../../base/diagnostic.ts'
import type { Schema } from '../../../plan/schema.ts'
import { childrenOf, type Node } from '../../../plan/walk.ts'
import { type Detection, lineColumn, thereOf, valuesColumn } from '../../detection.ts'
import type { Context } from '../lower/context.ts'
import { matching } from '../lower/rule.ts'
import type { Collection, Rule } from '../rule/model.ts'
import { fromLogSource } from './from.ts'
import { ofSingleValues } from './single.ts'

/**
 * A rule, with the filters of its collection, as a detection apart from any language: over events whose fields hold one value
 * each. `isText` says whether the logs are lines, so that keywords are looked for in one. Undefined, with the errors, where the rule
 * has no meaning.
 */
export function detectionOf(rule: Rule, collection: Collection, isText: boolean): Outcome<Detection> {
  const report: Context['report'] = []
  const found = matching({ schema: isText ? lines : documents, report, missing: new Set() }, rule, collection)
  const diagnostics = inOrder(report)
  if (found === undefined || hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const where = ofSingleValues(found, name => name !== valuesColumn.name)
  const from = fromLogSource(rule.logSource)
  const fields = new Set<string>()
  for (const part of [from, where]) fieldsIn(part, fields)
  return { value: { about: rule.head, logSource: rule.logSource, from, where, fields: [...fields] }, diagnostics }
}

/** The fields that a condition reads; the values of a whole event are of none. */
function fieldsIn(node: Node, into: Set<string>): void {
  if (node.op === 'some') return
  if (node.op === 'field' && node.name !== lineColumn.name) into.add(thereOf(node) ?? node.name)
  for (const child of childrenOf(node)) fieldsIn(child, into)
}

/** Every name is a list of values, so that a field without one is told from a field that is not there. */
const documents: Schema = {
  id: 'neutral',
  title: 'Events apart from any platform',
  columns: [],
  fields: new Map(),
  unlisted: name => ({ op: 'field', name, type: { list: 'string' } }),
  message: undefined,
  values: { op: 'field', ...valuesColumn },
  structure: { is: 'columns', keys: new Map() },
}

const { values: _none, ...withoutValues } = documents
const lines: Schema = { ...withoutValues, message: { op: 'field', ...lineColumn } }
