import type { VNode } from 'preact'
import type { Detection, QueryEntry } from '../../../app/catalogue/model.ts'
import { conditionsIn } from '../../conditions.ts'
import { Icon } from '../icons.tsx'
import { scrollable } from '../scrollable.ts'
import { shortened } from '../words.ts'

/** A condition of a query, by its place in the text, with the tests in which it held and those where it was looked at. */
export interface ConditionRow {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly held: readonly string[]
  readonly asked: readonly string[]
}

/** Conditions that decide nothing between tests, since they hold in all of them, are of less interest, but stay in the list. */
export function conditionsOf(query: QueryEntry, tests: readonly string[]): ConditionRow[] {
  const rows = new Map<string, { text: string; start: number; end: number; held: Set<string>; asked: Set<string> }>()
  for (const { of, events } of query.cells)
    for (const { text, start, end, holds } of tests.includes(of) ? events.flatMap(e => conditionsIn(e.why)) : []) {
      const key = `${start} ${end} ${text}`
      const row = rows.get(key) ?? { text, start, end, held: new Set(), asked: new Set() }
      rows.set(key, row)
      row.asked.add(of)
      if (holds) row.held.add(of)
    }
  return [...rows.values()]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map(row => ({ ...row, held: [...row.held], asked: [...row.asked] }))
}

/** Which condition fired in which test, as a table beside what the buttons show on the text. */
export function FiredConditions({
  query,
  detection,
}: {
  readonly query: QueryEntry
  readonly detection: Detection
}): VNode | null {
  const fired = query.cells.filter(c => c.fires && detection.tests.some(t => t.id === c.of)).map(c => c.of)
  const rows = conditionsOf(query, fired)
  if (rows.length === 0 || fired.length === 0) return null
  return (
    <details class="more">
      <summary>Which condition fired in which test</summary>
      <div class="scroll" {...scrollable(`Conditions of ${query.id} by test`)}>
        <table class="conditions">
          <thead>
            <tr>
              <th scope="col">Condition</th>
              {fired.map(test => (
                <th scope="col" key={test}>
                  {test}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={i} data-start={row.start} data-end={row.end}>
                <th scope="row">
                  <code>{shortened(row.text, 140)}</code>
                </th>
                {fired.map(test => (
                  <td key={test} class={row.held.includes(test) ? 'held' : undefined}>
                    {row.held.includes(test) ? (
                      <>
                        <Icon name="yes" />
                        <span class="sr">held</span>
                      </>
                    ) : row.asked.includes(test) ? (
                      <span class="quiet">no</span>
                    ) : (
                      <span class="quiet">not asked</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
