import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Acts } from './acts.ts'
import type { Board, Going, Store } from './board.ts'
import { clock } from './clock.ts'
import type { Desk } from './desk/desk.ts'
import { Sentence } from './sentence.tsx'

/** What is going on, or something that a person should know. */
export function Status({
  board: { going, notice },
  store,
  acts,
  desk,
}: {
  readonly board: Board
  readonly desk: Desk
  readonly acts: Acts
  readonly store: Store
}): VNode | null {
  if (going !== undefined) return <Progressing going={going} place={desk.place} cancel={acts.cancel} />
  if (notice === undefined) return null
  return (
    <div class="pg-notice" role="alert">
      <p>
        <Sentence text={notice} />
      </p>
      <button type="button" class="link" onClick={() => store.set({ notice: undefined })}>
        Dismiss
      </button>
    </div>
  )
}

function Progressing({
  going: { what, progress },
  place,
  cancel,
}: {
  readonly going: Going
  readonly place: string
  readonly cancel: () => boolean
}): VNode {
  const [begun] = useState(clock)
  const [now, tick] = useState(begun)
  useEffect(() => {
    const timer = setInterval(() => tick(clock()), 100)
    return () => clearInterval(timer)
  }, [])
  const seconds = (now - begun) / 1000
  const sending = progress?.is === 'sending' ? progress.share : undefined
  return (
    <div class="pg-going">
      <p>
        {what} on {place}
        {progress?.is === 'queued' ? ', in the queue' : ''}…{' '}
        <span class="num quiet">{seconds < 0.3 ? '' : `${seconds.toFixed(1)} s`}</span>
      </p>
      <progress aria-label={what} {...(sending === undefined ? {} : { value: sending })} />
      <button type="button" class="link" onClick={() => cancel()}>
        Cancel
      </button>
    </div>
  )
}
