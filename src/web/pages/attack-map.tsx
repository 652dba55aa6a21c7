import type { VNode } from 'preact'
import type { AttackMatrix, DetectionCard, TechniqueCell } from '../../app/catalogue/model.ts'
import { firstPage } from './address.ts'
import type { SiteView } from './site-view.ts'
import { plural } from './words.ts'

interface Props {
  readonly attack: AttackMatrix
  readonly detections: readonly DetectionCard[]
  readonly view: SiteView
}

/**
 * ATT&CK as a heat map: a line for each tactic, a tile for each technique, as dark as procedures are proven. A tile bears their
 * number and a missed procedure hatches it, so that colour says nothing alone; opened, a tactic is a list with every name.
 */
export function AttackMap({ attack, detections, view }: Props): VNode {
  const card = (id: string): DetectionCard | undefined => detections.find(d => d.id === id)
  return (
    <section class="attack-map" id="attack" aria-labelledby="attack-title">
      <div class="part-head">
        <h2 id="attack-title">ATT&amp;CK {attack.version}</h2>
        <Legend />
      </div>
      <div class="tactics">
        {attack.tactics.map(tactic => {
          const totals = totalsOf(tactic.techniques)
          return (
            <details class="tactic" key={tactic.id}>
              <summary>
                <span class="tactic-name">
                  {tactic.name} <code>{tactic.id}</code>
                </span>
                <span class="tiles" aria-hidden="true">
                  {tactic.techniques.map(cell => (
                    <Tile cell={cell} key={cell.id} />
                  ))}
                </span>
                <span class="tactic-sum">
                  {totals.total === 0 ? (
                    <span class="quiet">none of {plural(tactic.techniques.length, 'technique')}</span>
                  ) : (
                    <>
                      <b>
                        {totals.caught}/{totals.total}
                      </b>{' '}
                      {totals.total === 1 ? 'procedure' : 'procedures'}
                    </>
                  )}
                </span>
              </summary>
              <ul class="techniques">
                {tactic.techniques.map(cell => (
                  <li key={cell.id} class={cell.procedures.total > 0 ? 'covered' : undefined}>
                    <Technique cell={cell} card={card} view={view} />
                    {cell.subtechniques.length > 0 && (
                      <ul>
                        {cell.subtechniques.map(sub => (
                          <li key={sub.id} class={sub.procedures.total > 0 ? 'covered' : undefined}>
                            <Technique cell={sub} card={card} view={view} />
                          </li>
                        ))}
                      </ul>
                    )}
                  </li>
                ))}
              </ul>
            </details>
          )
        })}
      </div>
      <p class="notice">{attack.notice}</p>
    </section>
  )
}

function Technique({
  cell,
  card,
  view,
}: {
  readonly cell: TechniqueCell
  readonly card: (id: string) => DetectionCard | undefined
  readonly view: SiteView
}): VNode {
  const found = cell.detections.map(card).filter(d => d !== undefined)
  return (
    <>
      <code>{cell.id}</code>{' '}
      {found.length === 0
        ? cell.name
        : found.map(d => (
            <a href={view.to(firstPage(d))} key={d.id}>
              {cell.name}
            </a>
          ))}
      {cell.procedures.total > 0 && (
        <span class="num">
          {' '}
          {cell.procedures.caught}/{cell.procedures.total} proven
        </span>
      )}
    </>
  )
}

function Tile({ cell }: { readonly cell: TechniqueCell }): VNode {
  const { caught, total } = cell.procedures
  const heat = total === 0 ? 'heat-none' : `heat-${heatOf(caught)}${caught < total ? ' missed' : ''}`
  return (
    <i
      class={`tile ${heat}`}
      data-tip={`${cell.id} ${cell.name}${total === 0 ? '' : `: ${caught} of ${plural(total, 'procedure')} proven`}`}
    >
      {total === 0 ? '' : caught}
    </i>
  )
}

function Legend(): VNode {
  return (
    <p class="legend">
      <span>Procedures proven</span>
      {[
        ['heat-none', '', 'none here'],
        ...heats.map((from, i) => [`heat-${i + 1}`, from, rangeFrom(i)]),
        ['heat-2 missed', '4', 'some missed'],
      ].map(([heat, number, says]) => (
        <span key={says}>
          <i class={`tile ${heat}`} aria-hidden="true">
            {number}
          </i>{' '}
          {says}
        </span>
      ))}
    </p>
  )
}

/** Procedures from which on a tile is darker by a step. */
const heats = [1, 3, 6, 10] as const

/** How dark a tile is: how many of the steps it has reached. */
const heatOf = (caught: number): number => heats.filter(from => caught >= from).length

function rangeFrom(step: number): string {
  const next = heats[step + 1]
  return next === undefined ? `${heats[step]} and more` : `${heats[step]}–${next - 1}`
}

type Totals = TechniqueCell['procedures']

const add = (a: Totals, b: Totals): Totals => ({ total: a.total + b.total, caught: a.caught + b.caught })

const totalsOf = (cells: readonly TechniqueCell[]): Totals =>
  cells.map(c => c.procedures).reduce(add, { total: 0, caught: 0 })
