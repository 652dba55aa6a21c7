import { inspect } from 'node:util'
import type { Engine } from '../../src/engines/engine.ts'
import { printPlan } from '../../src/plan/text/print.ts'
import type { PlanCase } from '../plan/generate.ts'

/** A case for people: the plan as text, the rows by column, what the engine runs. */
export function describeCase({ columns, rows, plan }: PlanCase, engine: Engine): string {
  const query = engine.compile(plan)
  const byColumn = rows.map(row => Object.fromEntries(columns.map((c, i) => [c.name, row[i]])))
  return [
    printPlan(plan),
    inspect(byColumn, { depth: 4, breakLength: 160 }),
    'unsupported' in query ? 'it is not supported' : (query.text ?? ''),
  ].join('\n')
}
