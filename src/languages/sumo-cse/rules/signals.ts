import type { Named, Plan, Scalar } from '../../../plan/plan.ts'
import { names } from './matching-records.ts'
import type { Rule } from './model.ts'
import { text } from './texts.ts'

/** How many records stand behind a signal. */
export const recordCount = 'signal records'

/** The columns of signals, in order. */
export const signalColumns = [
  'time',
  'name',
  'severity',
  'entityType',
  'entity',
  'group',
  'summary',
  'description',
  'tags',
  'records',
  'suppression',
  'sinceSame',
  'rule',
] as const

/** Rows that fire, as signals: with the entity of a column, unless the rows lack it, and the group they were counted in. */
export function signalsOf(
  rule: Rule,
  rows: Plan,
  entity: { readonly column: string; readonly entityType: string } | undefined,
  groups: readonly { readonly field: string; readonly column: string }[] = [],
): Plan {
  const field = (name: string, type: 'string' | 'int'): Scalar => ({ op: 'field', name, type })
  const present: Plan =
    entity === undefined
      ? rows
      : { op: 'filter', input: rows, where: { op: 'present', of: field(entity.column, 'string') } }
  const micros: Scalar = {
    op: 'call',
    fn: 'multiply',
    args: [field(names.time, 'int'), { op: 'literal', type: 'int', value: 1000n }],
  }
  const columns: Named<Scalar>[] = [
    { name: 'time', value: { op: 'convert', to: 'time', arg: micros } },
    { name: 'name', value: field(names.name, 'string') },
    { name: 'severity', value: field(names.severity, 'int') },
    { name: 'entityType', value: text(entity?.entityType ?? null) },
    { name: 'entity', value: entity === undefined ? text(null) : field(entity.column, 'string') },
    { name: 'group', value: groupText(groups) },
    { name: 'summary', value: field(names.summary, 'string') },
    { name: 'description', value: field(names.description, 'string') },
    { name: 'tags', value: { op: 'literal', type: { list: 'string' }, value: rule.tags } },
    { name: 'records', value: field(recordCount, 'int') },
    { name: 'suppression', value: text(suppressionOf(rule)) },
    { name: 'rule', value: text(rule.id ?? rule.name) },
  ]
  return {
    op: 'keep',
    input: { op: 'extend', input: present, columns },
    columns: [names.time, names.number, ...columns.map(c => c.name)],
  }
}

/** `device_ip=10.0.0.1, action=x`; a field that the group lacks stands by its name alone. */
function groupText(groups: readonly { readonly field: string; readonly column: string }[]): Scalar {
  const parts = groups.flatMap(({ field, column }, i): Scalar[] => [
    text(`${i === 0 ? '' : ', '}${field}`),
    { op: 'field', name: column, type: 'string' },
  ])
  return parts.length === 0 ? text(null) : { op: 'call', fn: 'concat', args: parts }
}

/** Signals of several selectors and rules as one list in order of time, each with the time since the one before it of the same name and entity. */
export function allSignals(parts: readonly Plan[]): Plan {
  const [only] = parts
  const input: Plan = parts.length === 1 && only !== undefined ? only : { op: 'union', inputs: parts }
  const key = (name: string): Scalar => ({ op: 'field', name, type: 'int' })
  const sorted: Plan = {
    op: 'sort',
    input,
    keys: [
      { by: key(names.time), descending: false, nulls: 'last' },
      { by: key(names.number), descending: false, nulls: 'last' },
    ],
  }
  const before: Plan = {
    op: 'window',
    input: sorted,
    by: ['name', 'entityType', 'entity'],
    columns: [{ name: 'time before', value: { fn: 'lag', args: [key(names.time)], preceding: 1, following: 0 } }],
  }
  const since: Scalar = { op: 'call', fn: 'subtract', args: [key(names.time), key('time before')] }
  return {
    op: 'keep',
    input: { op: 'extend', input: before, columns: [{ name: 'sinceSame', value: since }] },
    columns: signalColumns,
  }
}

/**
 * How Cloud SIEM suppresses further signals of the same name and entity (docs/cse/get-started-with-cloud-siem/
 * insight-generation-process.md). It is stated, not done: suppressed signals exist too, and the length is set elsewhere.
 */
function suppressionOf(rule: Rule): string {
  if (rule.prototype) return 'none: signals of a prototype are not suppressed'
  if (rule.suppressionMs !== undefined) return `${rule.suppressionMs} ms after one of the same name and entity`
  return '12 h after one of the same name and entity, up to 72 h while they go on'
}
