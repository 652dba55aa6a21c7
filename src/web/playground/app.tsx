import type { VNode } from 'preact'
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { messageOf } from '../../base/message-of.ts'
import type { Bench } from '../local/hire.ts'
import type { Acts } from './acts.ts'
import type { LanguageChoice, Store } from './board.ts'
import type { Desk } from './desk/desk.ts'
import { DropFile } from './drop-file.tsx'
import type { Editor } from './editor/editor.ts'
import type { LitPlace } from './editor/lit.ts'
import { lookupsOf } from './lookups.ts'
import { otherLanguage } from './other-language.ts'
import { Problems } from './problems.tsx'
import { QueryEditor } from './query-editor.tsx'
import { Results } from './results/results.tsx'
import { Second } from './second.tsx'
import type { Shared } from './share.ts'
import { Status } from './status.tsx'
import { Toolbar } from './toolbar.tsx'
import { useBoard } from './use-board.ts'

interface Props {
  readonly store: Store
  readonly desk: Desk
  readonly bench: Bench
  readonly acts: Acts
  readonly languages: readonly LanguageChoice[]
  readonly start: Shared
}

/** The whole playground: the bar, the query with what is said of it, and what came of running it. */
export function App({ store, desk, bench, acts, languages, start }: Props): VNode {
  const board = useBoard(store)
  const editor = useRef<Editor | undefined>(undefined)
  const [, made] = useState(false)
  const said = useRef(false)
  said.current ||= board.checked !== undefined || board.going !== undefined || board.text.trim() === ''
  const { language, profile } = board
  const lookups = useMemo(() => lookupsOf(bench, language, profile), [bench, language, profile])

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && !event.defaultPrevented) void acts.run()
      else if (event.key === 'Escape' && !event.defaultPrevented) acts.cancel()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [acts])

  const format = async (): Promise<void> => {
    try {
      const { text } = await lookups.format(editor.current?.text() ?? '')
      editor.current?.replace(text)
    } catch (error) {
      store.set({ notice: `This was not laid out: ${messageOf(error)}` })
    }
  }
  const refuse = useCallback((notice: string) => store.set({ notice }), [store])
  const light = (places: readonly LitPlace[]): void => editor.current?.light(places)

  return (
    <div class={`pg${board.second === undefined ? '' : ' comparing'}${said.current ? '' : ' first-check'}`}>
      <Toolbar
        board={board}
        store={store}
        acts={acts}
        languages={languages}
        format={() => void format()}
        speaking={id => {
          acts.speak(id)
          editor.current?.focus()
        }}
      />
      <div class="pg-panes">
        <section class="pg-write" aria-label="Query">
          <QueryEditor
            label={`Query in ${languages.find(l => l.id === language)?.title ?? language}`}
            text={start.text}
            lookups={lookups}
            changed={text => store.set({ text })}
            run={() => void acts.run()}
            cancel={acts.cancel}
            format={() => void format()}
            checked={(answer, ms) => store.set({ checked: { answer, ms } })}
            failed={notice => {
              said.current = true
              store.set({ notice })
            }}
            made={it => {
              editor.current = it
              made(true)
            }}
          />
          <Problems
            checked={board.checked}
            editor={editor.current}
            empty={board.text.trim() === ''}
            other={languages.find(l => l.id === otherLanguage(board))}
            speak={acts.speak}
          />
          {board.second !== undefined && (
            <Second board={board} store={store} bench={bench} acts={acts} languages={languages} />
          )}
        </section>
        <section class="pg-results" aria-label="Results">
          <Status board={board} desk={desk} acts={acts} store={store} />
          <Results
            board={board}
            store={store}
            desk={desk}
            acts={acts}
            light={light}
            go={at => editor.current?.go(at)}
          />
        </section>
      </div>
      <DropFile take={acts.takeAll} refuse={refuse} />
    </div>
  )
}
