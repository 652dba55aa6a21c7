import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { apiPath } from '../../../http/contract/api-page.ts'
import { siteAddress } from '../../client/dom.ts'
import type { Acts } from '../acts.ts'
import type { Board, Store, Tab, TimeSpan } from '../board.ts'
import type { Desk } from '../desk/desk.ts'
import type { LitPlace } from '../editor/lit.ts'
import { isOf, tallyOf } from '../judging.ts'
import { Compared } from './compared.tsx'
import { Converted } from './converted.tsx'
import { Events } from './events.tsx'
import { Failed } from './failed.tsx'
import { Fields } from './fields.tsx'
import { Judged } from './judged.tsx'
import { Plan } from './plan.tsx'
import { Rows } from './rows.tsx'

/** What the parts of the results share. */
export interface ResultProps {
  readonly board: Board
  readonly store: Store
  readonly desk: Desk
  readonly acts: Acts
  /** Marks places of the query. */
  readonly light: (places: readonly LitPlace[]) => void
  readonly go: (at: number) => void
}

const names: Readonly<Record<Tab, string>> = {
  rows: 'Rows',
  events: 'Events',
  fields: 'Fields',
  plan: 'Plan',
  tests: 'Tests',
  compare: 'Compare',
  convert: 'Convert',
}

/** What came of running the query, in tabs. */
export function Results(props: ResultProps): VNode {
  const { board, store } = props
  const tabs = (Object.keys(names) as Tab[]).filter(
    tab => (tab !== 'compare' || board.second !== undefined) && (tab !== 'convert' || board.converted !== undefined),
  )
  const [seen, setSeen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // below a long query on a phone, nobody would see that rows came
    const top = place.current?.getBoundingClientRect().top ?? 0
    if (board.ran !== undefined && top > innerHeight * 0.75) place.current?.scrollIntoView({ block: 'start' })
  }, [board.ran])
  const tab = tabs.includes(board.tab) ? board.tab : 'rows'
  const turn = (to: Tab): void => {
    props.light([])
    store.set({ tab: to })
  }
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length]
    if (next === undefined) return
    event.preventDefault()
    turn(next)
    setSeen(true)
    document.getElementById(`tab-${next}`)?.focus()
  }
  return (
    <div class={seen ? 'pg-tabs seen' : 'pg-tabs'} ref={place}>
      <div role="tablist" aria-label="Results" onKeyDown={onKey}>
        {tabs.map(name => (
          <button
            type="button"
            role="tab"
            id={`tab-${name}`}
            key={name}
            aria-selected={tab === name}
            aria-controls="pg-panel"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => turn(name)}
          >
            {names[name]}
            {name === 'tests' && <Score board={board} />}
          </button>
        ))}
      </div>
      {board.span !== undefined && <Narrowed span={board.span} whole={() => void props.acts.narrow(undefined)} />}
      <div role="tabpanel" id="pg-panel" aria-labelledby={`tab-${tab}`} class={`pg-panel pg-panel-${tab}`}>
        <Panel tab={tab} {...props} />
      </div>
    </div>
  )
}

/** Says that only a part of the time is searched, and leads back. */
function Narrowed({ span: { from, to }, whole }: { readonly span: TimeSpan; readonly whole: () => void }): VNode {
  return (
    <div class="pg-narrowed">
      <p>
        Only <time dateTime={from}>{clockTime(from)}</time> to <time dateTime={to}>{clockTime(to)}</time> UTC
      </p>
      <button type="button" class="plain" onClick={whole}>
        Search all of the time
      </button>
    </div>
  )
}

/** A moment to the second, or to the millisecond where it has some. */
const clockTime = (iso: string): string => iso.slice(0, 23).replace('T', ' ').replace('.000', '')

/** The verdict in one look, beside the name of its tab: in how many tests the query fires, and whether benign events make it fire. */
function Score({ board }: { readonly board: Board }): VNode | null {
  const { judged, sets, set } = board
  if (judged === undefined || !isOf(judged, board, sets.find(s => s.id === set)?.package)) return null
  const { tests, fired, alarmed, failed, done } = tallyOf(judged)
  if (!done || failed > 0) return null
  return (
    <span class="pg-score num">
      {' '}
      <span class={fired === tests ? 'tone-good' : 'tone-bad'}>
        {fired}/{tests} fire
      </span>
      , <span class={alarmed === 0 ? 'tone-good' : 'tone-bad'}>{alarmed === 0 ? 'benign silent' : 'benign fires'}</span>
    </span>
  )
}

function Panel({ tab, ...props }: ResultProps & { readonly tab: Tab }): VNode {
  const { ran } = props.board
  switch (tab) {
    case 'events':
      return <Events {...props} />
    case 'tests':
      return <Judged {...props} />
    case 'compare':
      return <Compared {...props} />
    case 'convert':
      return <Converted {...props} />
    default:
      if (ran?.is === 'failed') return <Failed failed={ran} go={props.go} checked={props.board.checked} />
      if (ran === undefined) return <Nothing board={props.board} />
      if (tab === 'fields') return <Fields ran={ran.answer} />
      if (tab === 'plan') return <Plan ran={ran.answer} />
      return <Rows {...props} ran={ran} />
  }
}

function Nothing({ board: { set, sets } }: { readonly board: Board }): VNode {
  const title = sets.find(s => s.id === set)?.title
  return (
    <div class="pg-none">
      <p>
        <kbd>Ctrl ↵</kbd> runs the query{title === undefined ? '' : ` over “${title}”`}.
      </p>
      <p class="quiet">
        The rows come here, with the events behind each and the reason why. Any file can be dropped on this page.
      </p>
      <p class="quiet">
        Programs ask for the same over HTTP: <a href={siteAddress(apiPath)}>the API, with examples</a>.
      </p>
    </div>
  )
}
