import type { Value } from '../../event/value.ts'
import { type StatefulPlan, statefulOf } from '../../plan/stateful/index.ts'
import { compareWithNull } from './group.ts'
import { behindAll, type Row, read } from './row.ts'
import { evaluate } from './scalar.ts'

/** The rows of an operator that remembers rows; `run` gives those of the part below it that it reads. */
export function stateful(plan: StatefulPlan, run: (input: StatefulPlan['input']) => readonly Row[]): Row[] {
  const { input, asks, time, width, added, start } = statefulOf(plan)
  const rows = run(input)
  const read = rows.map((row, position) => ({ row, position }))
  if (time !== undefined) read.sort((a, b) => compareWithNull(timeOf(a.row, time), timeOf(b.row, time)))
  const machine = start()
  for (const { row, position } of read)
    machine.push(
      position,
      asks.map(ask => evaluate(ask, row.values)),
    )
  return [...machine.finish()].map(made => {
    const from = made.rows.map(position => rows[position] as Row)
    return {
      values: new Map<string, Value>([
        ...from.flatMap((row, i) =>
          [...row.values].map(([n, v]) => [width === undefined ? n : `${i + 1}.${n}`, v] as const),
        ),
        ...added.map((column, i) => [column.name, made.added[i] ?? null] as const),
      ]),
      behind: behindAll(from),
    }
  })
}

const timeOf = (row: Row, column: string): Value => read(row.values, column)
