import type { VNode } from 'preact'
import type { CellEntry, Detection, QueryEntry } from '../../../app/catalogue/model.ts'
import { anchor, queryInPlayground, tracePath } from '../address.ts'
import { Icon } from '../icons.tsx'
import { InlineMarkdown } from '../markdown.tsx'
import { Listed } from '../marks.tsx'
import { scrollable } from '../scrollable.ts'
import type { SiteView } from '../site-view.ts'
import { amount, plural } from '../words.ts'
import { queryHref } from './query-link.ts'

interface Props {
  readonly detection: Detection
  readonly view: SiteView
  readonly language: string
}

interface Group {
  readonly title: string
  readonly says: string
  readonly rows: readonly {
    readonly id: string
    readonly name: string
    readonly href?: string
    readonly note: string
  }[]
  readonly cells: (query: QueryEntry) => readonly CellEntry[]
}

/** Every procedure and every benign source against every query of every language. A cell opens the events behind it. */
export function ProofMatrix(props: Props): VNode {
  const { tests, baselineParts, variants } = props.detection
  return (
    <>
      <Matrix
        {...props}
        label="Procedures and benign sources by query"
        groups={[
          {
            title: 'Procedures',
            says: 'must fire',
            rows: tests.map(t => ({
              id: t.id,
              name: t.name,
              href: `#${anchor('test', t.id)}`,
              note: plural(t.events, 'event'),
            })),
            cells: q => q.cells,
          },
          {
            title: 'Benign',
            says: baselineParts.length === 0 ? 'not measured: the package has no benign telemetry' : 'must be silent',
            rows: baselineParts.map(b => ({
              id: b.id,
              name: b.title,
              href: `#${anchor('benign', b.id)}`,
              note: `${b.kind}, ${plural(b.events, 'event')}`,
            })),
            cells: q => q.benign,
          },
        ]}
      />
      <Legend />
      <BenignSources parts={baselineParts} />
      {variants.length > 0 && (
        <details class="more guidance">
          <summary>
            Other runs of the same procedures: {variants.filter(v => v.caught).length} of{' '}
            {plural(variants.length, 'variant')} caught
          </summary>
          <Matrix
            {...props}
            label="Variants by query"
            groups={[
              {
                title: 'Variants',
                says: 'renamed tools, other accounts, other systems and log formats',
                rows: variants.map(v => ({
                  id: v.id,
                  name: v.says ?? v.id,
                  note: [...(v.says === undefined ? [] : [v.id]), v.kind, plural(v.events, 'event')].join(', '),
                })),
                cells: q => q.cells,
              },
            ]}
          />
        </details>
      )}
      <LanguagesDiffer detection={props.detection} />
    </>
  )
}

/** What the benign events are of which the queries are silent, and who recorded them. */
function BenignSources({ parts }: { readonly parts: Detection['baselineParts'] }): VNode | null {
  if (parts.length === 0) return null
  return (
    <details class="more guidance">
      <summary>What the benign events are: {plural(parts.length, 'source')}</summary>
      {parts.map(part => (
        <div class="benign-source" id={anchor('benign', part.id)} key={part.id}>
          <h3>{part.title}</h3>
          <p class="query-facts">
            <code>{part.id}</code>
            <span>{part.kind}</span>
            <span>{plural(part.events, 'event')}</span>
          </p>
          {part.says !== undefined && (
            <p>
              <InlineMarkdown text={part.says} />
            </p>
          )}
          <p class="kinds">
            {part.kinds.map(({ kind, count }) => (
              <span key={kind}>
                {kind} <b class="num">{amount(count)}</b>
              </span>
            ))}
          </p>
          {part.collector !== undefined && <p class="quiet">Recorded with {part.collector}.</p>}
        </div>
      ))}
    </details>
  )
}

/** The recordings on which the queries of one language fire and those of another do not. */
function LanguagesDiffer({ detection }: { readonly detection: Detection }): VNode | null {
  const { equivalence, languages } = detection
  const refuted = equivalence.measured ? equivalence.value.filter(e => e.verdict === 'refuted') : []
  if (refuted.length === 0) return null
  const name = (id: string): string => languages.find(l => l.id === id)?.name ?? id
  return (
    <details class="more guidance" id="languages-differ">
      <summary>
        Where the languages differ:{' '}
        {refuted
          .map(e => `${plural(e.onlyLanguage.length + e.onlyOther.length, 'recording')} of ${amount(e.recordings)}`)
          .join(', ')}
      </summary>
      <dl class="pairs">
        {refuted.flatMap(e =>
          [[e.language, e.other, e.onlyLanguage] as const, [e.other, e.language, e.onlyOther] as const].map(
            ([fires, silent, recordings]) =>
              recordings.length > 0 && (
                <>
                  <dt>
                    {name(fires)} fires, {name(silent)} is silent
                  </dt>
                  <dd>
                    <Listed>
                      {recordings.map(of => (
                        <code key={of}>{of}</code>
                      ))}
                    </Listed>
                  </dd>
                </>
              ),
          ),
        )}
      </dl>
    </details>
  )
}

interface MatrixProps extends Props {
  readonly groups: readonly Group[]
  readonly label: string
}

function Matrix({ detection, view, language, groups, label }: MatrixProps): VNode {
  const languages = [...detection.languages].sort((a, b) => Number(b.id === language) - Number(a.id === language))
  const columns = languages.flatMap(l => detection.queries.filter(q => q.language === l.id))
  return (
    <div class="scroll matrix-scroll" {...scrollable(label)}>
      <table class="matrix">
        <caption class="sr">{label}</caption>
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
                <a href={queryHref(q.id, detection, language, view)}>{q.id}</a>
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(group => (
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
        ))}
      </table>
    </div>
  )
}

function Legend(): VNode {
  return (
    <ul class="matrix-legend">
      {Object.values(states).map(state => (
        <li class={`is-${state.name}`} key={state.says}>
          <span>
            <Icon name={state.icon} />
          </span>
          {state.says}
        </li>
      ))}
    </ul>
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
        <a
          href={view.to(tracePath(detection.id, query.id))}
          data-cell={query.id}
          data-of={cell.of}
          data-tip={says}
          data-ask={cell.fires ? undefined : view.to(queryInPlayground(detection.id, query.id, cell.of))}
        >
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
