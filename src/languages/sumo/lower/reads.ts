import type { Expr, JoinStage, Name, OperatorArg, Stage } from '../syntax.ts'
import { fieldsIn, keysIn } from '../walk.ts'

/**
 * The fields that stages read before they make them, in the order of reading, first spelling kept: what a `json auto`
 * before them has to provide. An aggregation ends it: nothing from before is left after one. O(size of the stages).
 */
export function readBy(stages: readonly Stage[]): readonly Name[] {
  const read = new Map<string, Name>()
  const made = new Set<string>()
  for (const [i, stage] of stages.entries()) {
    for (const name of stage.kind === 'join' ? readByJoin(stage, stages.slice(i + 1)) : readsOf(stage)) {
      const key = name.name.toLowerCase()
      if (!made.has(key) && !read.has(key)) read.set(key, name)
    }
    for (const name of makesOf(stage)) made.add(name.toLowerCase())
    if (endsMessages.has(stage.kind) || mergesGroups(stage)) break
  }
  return [...read.values()]
}

/** Stages after which there is nothing left of what was there before but what they made. */
const endsMessages: ReadonlySet<Stage['kind']> = new Set([
  ...(['aggregate', 'top', 'transpose', 'join', 'sessionize', 'merge', 'transaction'] as const),
])

const mergesGroups = (stage: Stage): boolean => stage.kind === 'transactionize' && stage.each !== undefined

/** Whether nothing but what a stage names, or makes, is left of the fields after it. */
export function choosesFields(stage: Stage): boolean {
  if (stage.kind === 'join') return stage.tables.every(table => table.search.stages.some(choosesFields))
  if (stage.kind === 'fields') return !stage.remove
  return (
    ['aggregate', 'top', 'transpose', 'sessionize', 'merge', 'transaction'].includes(stage.kind) || mergesGroups(stage)
  )
}

/** Stages that read what is wanted of the result of other stages, and change nothing. */
export type Wanted = readonly Extract<Stage, { kind: 'fields' | 'dedup' }>[]

/**
 * What is wanted of each table of a join by its conditions and by the stages after it, as stages at the end of the table
 * that would read just that. O(size of the stages).
 */
export function wantedOf(stage: JoinStage, later: readonly Stage[]): readonly Wanted[] {
  const after = readBy(later)
  const chosen = later.some(choosesFields)
  return stage.tables.map(({ as, span }) => {
    const table = as?.name.toLowerCase() ?? ''
    const names = [
      ...stage.on.flatMap(({ left, right }) => [left, right]).flatMap(name => within(name, `${table}.`)),
      ...after.flatMap(name => within(name, `${table}_`)),
    ]
    return chosen
      ? [{ kind: 'fields', names, remove: false, span }]
      : [{ kind: 'dedup', count: undefined, consecutive: false, by: names, span }]
  })
}

/** The rest of a name behind its table; nothing where it is of another. */
const within = ({ name, span }: Name, prefix: string): Name[] =>
  name.toLowerCase().startsWith(prefix) ? [{ name: name.slice(prefix.length), span }] : []

function readByJoin(stage: JoinStage, later: readonly Stage[]): readonly Name[] {
  const wanted = wantedOf(stage, later)
  return stage.tables.flatMap(({ search }, i) => readBy([...search.stages, ...(wanted[i] ?? [])]))
}

function readsOf(stage: Stage): readonly Name[] {
  switch (stage.kind) {
    case 'where':
      return fieldsIn([stage.condition])
    case 'assign':
      return fieldsIn([stage.expr])
    case 'aggregate':
      return [...fieldsIn(stage.calls.flatMap(call => call.args)), ...stage.by]
    case 'sort':
      return stage.keys.map(key => key.name)
    case 'top':
      return [...stage.names, ...stage.by.map(key => key.name)]
    case 'topk':
    case 'window':
      return 'names' in stage ? [...stage.names, ...stage.by] : [stage.name, ...stage.by]
    case 'dedup':
      return stage.by
    case 'compose':
      return stage.names
    case 'fields':
      return stage.remove ? [] : stage.names
    case 'transpose':
      return [...stage.rows, ...stage.columns]
    case 'parse-anchor':
    case 'parse-regex':
    case 'json':
    case 'parse-xml':
    case 'json-auto':
    case 'csv':
    case 'split':
    case 'keyvalue':
      return stage.field === undefined ? [] : [stage.field]
    case 'operator':
      return readingOperators.includes(stage.operator) ? fieldsIn(valuesOf(stage.args)) : []
    case 'transactionize':
      return [...stage.names, ...readBy(stage.each?.stages ?? [])]
    case 'merge':
      return stage.items.map(item => item.field)
    case 'transaction':
      return [...stage.on, ...stage.states.flatMap(({ field }) => (field === undefined ? [] : [field]))]
    case 'lookup-stage':
      return keysIn(stage.lookup)
    case 'limit':
    case 'timeslice':
    case 'join':
    case 'sessionize':
    case 'trace':
    case 'fillmissing':
    case 'error-stage':
      return []
  }
}

/** Operators whose fields stand in their arguments as they are. */
const readingOperators = ['withtime', 'bin', 'geoip', 'threatip', 'threatlookup']

/** What a stage makes in every row, so that a later read is of that. A parse may fail and leave what was there. */
function makesOf(stage: Stage): readonly string[] {
  if (stage.kind === 'assign') {
    const argument = stage.expr.kind === 'call' ? stage.expr.args[0] : undefined
    const written = argument?.kind === 'field' ? argument.name : undefined
    return [stage.as?.name ?? written].filter(name => name !== undefined)
  }
  if (stage.kind === 'operator' && stage.operator === 'withtime')
    return fieldsIn(valuesOf(stage.args)).map(({ name }) => `${name}_withtime`)
  if (stage.kind === 'window') return [stage.as?.name ?? `_${stage.operator}`]
  if (stage.kind === 'transactionize') return madeByGroups(stage.as?.name ?? '_group')
  if (stage.kind === 'topk') return ['_rank']
  if (stage.kind === 'timeslice') return [stage.as?.name ?? '_timeslice']
  if (stage.kind === 'lookup-stage' && stage.lookup.columns !== '*')
    return stage.lookup.columns.map(({ column, as }) => (as ?? column).name)
  return []
}

const madeByGroups = (prefix: string): string[] => ['', '_duration', '_size', '_orphaned'].map(part => prefix + part)

const valuesOf = (args: readonly OperatorArg[]): readonly Expr[] =>
  args.flatMap(({ value }) => (value === undefined || value.kind === 'search' ? [] : [value]))
