import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import type { Bench } from '../local/hire.ts'
import type { Acts } from './acts.ts'
import type { Board, LanguageChoice, Store } from './board.ts'
import { lookupsOf } from './lookups.ts'
import { QueryEditor } from './query-editor.tsx'

/** The second query, to be compared with the first. */
export function Second({
  board,
  store,
  bench,
  acts,
  languages,
}: {
  readonly board: Board
  readonly store: Store
  readonly bench: Bench
  readonly acts: Acts
  readonly languages: readonly LanguageChoice[]
}): VNode | null {
  const { second, profile } = board
  const language = second?.language ?? ''
  const lookups = useMemo(
    () => lookupsOf(bench, language, language === board.language ? profile : undefined),
    [bench, language, board.language, profile],
  )
  if (second === undefined) return null
  return (
    <div class="pg-second">
      <div class="pg-second-head">
        <label class="pg-choice">
          <span>Second query</span>
          <select
            value={language}
            onChange={event => store.set({ second: { ...second, language: event.currentTarget.value } })}
          >
            {languages.map(({ id, title }) => (
              <option value={id} key={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="solid" onClick={() => void acts.compare()}>
          Compare
        </button>
      </div>
      <QueryEditor
        label="Second query"
        text={second.text}
        lookups={lookups}
        changed={text => store.set({ second: { language, text }, compared: undefined })}
        run={() => void acts.compare()}
        cancel={acts.cancel}
        format={() => {}}
        checked={() => {}}
        failed={notice => store.set({ notice })}
        made={() => {}}
      />
    </div>
  )
}
