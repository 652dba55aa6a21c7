import type { VNode } from 'preact'
import type { CellEntry, Detection, QueryEntry } from '../../../app/catalogue/model.ts'
import { anchor, tracePath } from '../address.ts'
import { Icon } from '../icons.tsx'
import { scrollable } from '../scrollable.ts'
import type { SiteView } from '../site-view.ts'
import { amount, plural } from '../words.ts'

interface Props {
  readonly detection: Detection
  readonly view: SiteView
  readonly language: string
}

/** Every recording against every query of every language. A cell opens the events behind it with the reason for each. */
export function ProofMatrix({ detection, view, language }: Props): VNode {
  const languages = [...detection.languages].sort((a, b) => Number(b.id === language) - Number(a.id === language))
  const columns = languages.flatMap(l => detection.queries.filter(q => q.language === l.id))
  const groups = [
    {
      title: 'Procedures',
      says: 'must fire',
      rows: detection.tests.map(t => ({
        id: t.id,
        name: t.name,
        href: `#${anchor('test', t.id)}`,
        note: plural(t.events, 'event'),
      })),
      cells: (q: QueryEntry) => q.cells,
    },
    {
      title: 'Variants',
      says: 'other runs of the same procedures',
      rows: detection.variants.map(v => ({
        id: v.id,
        name: v.id,
        href: undefined,
        note: `${v.kind}, ${plural(v.events, 'event')}`,
      })),
      cells: (q: QueryEntry) => q.cells,
    },
    {
      title: 'Benign',
      says: 'must be silent',
      rows: detection.baselineParts.map(b => ({
        id: b.id,
        name: b.title,
        href: undefined,
        note: `${b.kind}, ${plural(b.events, 'event')}`,
      })),
      cells: (q: QueryEntry) => q.benign,
    },
  ]
  return (
    <div class="scroll matrix-scroll" {...scrollable('Matrix of recordings and queries')}>
      <table class="matrix">
        <caption class="sr">What each query does over each recording</caption>
        <thead>
          <tr>
            <td />
            {languages.map(l => {
              const width = columns.filter(q => q.language === l.id).length
              return (
                width > 0 && (
                  <th scope="colgroup" colSpan={width} key={l.id} class={l.id === language ? 'here' : undefined}>
                    {l.name}
                  </th>
                )
              )
            })}
          </tr>
          <tr>
            <td />
            {columns.map(q => (
              <th scope="col" key={q.id} class="query-name">
                <span>{q.id}</span>
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(
          group =>
            group.rows.length > 0 && (
              <tbody key={group.title}>
                <tr class="group">
                  <th scope="rowgroup" colSpan={columns.length + 1}>
                    {group.title} <span class="quiet">{group.says}</span>
                  </th>
                </tr>
                {group.rows.map(row => (
                  <tr key={row.id}>
                    <th scope="row">
                      {row.href === undefined ? row.name : <a href={row.href}>{row.name}</a>}
                      <span class="quiet">{row.note}</span>
                    </th>
                    {columns.map(q => (
                      <Cell
                        cell={group.cells(q).find(c => c.of === row.id)}
                        query={q}
                        detection={detection}
                        view={view}
                        benign={group.title === 'Benign'}
                        key={q.id}
                      />
                    ))}
                  </tr>
                ))}
              </tbody>
            ),
        )}
      </table>
    </div>
  )
}

interface CellProps {
  readonly cell: CellEntry | undefined
  readonly query: QueryEntry
  readonly detection: Detection
  readonly view: SiteView
  readonly benign: boolean
}

function Cell({ cell, query, detection, view, benign }: CellProps): VNode {
  if (cell === undefined)
    return (
      <td class="cell is-none">
        <span class="sr">not run</span>
      </td>
    )
  const state = stateOf(cell, benign)
  const says = saysOf(state, cell)
  const inside = (
    <>
      <Icon name={state.icon} />
      <span class="num">{cell.fires ? amount(cell.rows) : ''}</span>
      <span class="sr">{says}</span>
    </>
  )
  return (
    <td class={`cell is-${state.name}`}>
      {cell.events.length === 0 && cell.failed === undefined ? (
        <span data-tip={says}>{inside}</span>
      ) : (
        <a href={view.to(tracePath(detection.id, query.id))} data-cell={query.id} data-of={cell.of} data-tip={says}>
          {inside}
        </a>
      )}
    </td>
  )
}

const states = {
  caught: { name: 'good', icon: 'yes', says: 'fires, as declared' },
  missed: { name: 'bad', icon: 'no', says: 'is silent, but is declared to fire' },
  failed: { name: 'bad', icon: 'warn', says: 'could not be run' },
  extra: { name: 'extra', icon: 'yes', says: 'fires as well, which is not declared' },
  declared: { name: 'warn', icon: 'warn', says: 'fires on benign events, as declared' },
  noise: { name: 'bad', icon: 'warn', says: 'fires on benign events, undeclared' },
  silent: { name: 'silent', icon: 'dash', says: 'is silent' },
} as const

function stateOf(cell: CellEntry, benign: boolean): (typeof states)[keyof typeof states] {
  if (cell.failed !== undefined) return states.failed
  if (benign) return !cell.fires ? states.silent : cell.expected ? states.declared : states.noise
  if (cell.fires) return cell.expected ? states.caught : states.extra
  return cell.expected ? states.missed : states.silent
}

const saysOf = (state: { readonly says: string }, cell: CellEntry): string =>
  cell.failed ??
  (cell.fires ? `${state.says}: ${plural(cell.rows, 'row')} from ${plural(cell.eventCount, 'event')}` : state.says)
