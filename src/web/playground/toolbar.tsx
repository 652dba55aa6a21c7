import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { Icon } from '../pages/icons.tsx'
import type { Acts } from './acts.ts'
import type { Board, LanguageChoice, Store } from './board.ts'
import { DataPicker } from './data-picker.tsx'
import { fragmentOf, isOwnFile, longestAddress, sharedOf } from './share.ts'

interface Props {
  readonly board: Board
  readonly store: Store
  readonly acts: Acts
  readonly languages: readonly LanguageChoice[]
  readonly format: () => void
  readonly speaking: (language: string) => void
}

/** What is written in, what is searched, and everything that can be done with the query. */
export function Toolbar({ board, store, acts, languages, format, speaking }: Props): VNode {
  const [copied, setCopied] = useState(false)
  const { language, text, set, second } = board
  const blank = text.trim() === ''
  const share = async (): Promise<void> => {
    history.replaceState(history.state, '', fragmentOf(sharedOf(board)))
    const long = location.href.length > longestAddress
    const own = set !== undefined && isOwnFile(set)
    try {
      await navigator.clipboard.writeText(location.href)
      setCopied(true)
      setTimeout(() => setCopied(false), 2000)
      if (long)
        store.set({
          notice: `The link has ${location.href.length.toLocaleString('en')} characters; some programs cut off what is longer than ${longestAddress.toLocaleString('en')}. Where it does not open, send the text of the query itself.`,
        })
      else if (own) store.set({ notice: 'The link has the query, and not your file: that stays with you.' })
    } catch {
      store.set({ notice: 'The link is in the address bar: the browser did not allow it to be copied.' })
    }
  }
  return (
    <div class="pg-bar" role="toolbar" aria-label="Playground">
      <label class="pg-choice">
        <span>Language</span>
        <select value={language} onChange={event => speaking(event.currentTarget.value)}>
          {languages.map(({ id, title }) => (
            <option value={id} key={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <DataPicker board={board} choose={acts.choose} take={acts.takeAll} />
      <div class="pg-tools">
        {languages.find(l => l.id === language)?.formats && (
          <button type="button" class="plain" disabled={blank} onClick={format} title="Shift-Alt-F">
            Format
          </button>
        )}
        {language === 'sigma' && <ConvertButton acts={acts} languages={languages} disabled={blank} />}
        <button
          type="button"
          class="plain"
          aria-pressed={second !== undefined}
          onClick={() => store.set(second === undefined ? { second: { language, text } } : { second: undefined })}
        >
          Compare
        </button>
        <button type="button" class="plain" disabled={blank} onClick={() => void share()}>
          {copied ? 'Link copied' : 'Share'}
        </button>
      </div>
      {board.going === undefined ? (
        <button type="button" class="solid pg-run" onClick={() => void acts.run()}>
          <Icon name="run" /> Run <kbd>Ctrl ↵</kbd>
        </button>
      ) : (
        <button type="button" class="solid pg-run" onClick={() => acts.cancel()}>
          <Icon name="close" /> Cancel <kbd>Esc</kbd>
        </button>
      )}
    </div>
  )
}

/** Chooses what a rule is written in next. */
function ConvertButton({
  acts,
  languages,
  disabled,
}: {
  readonly acts: Acts
  readonly languages: readonly LanguageChoice[]
  readonly disabled: boolean
}): VNode {
  const select = useRef<HTMLSelectElement>(null)
  return (
    <label class="pg-choice pg-convert">
      <span class="sr">Convert to</span>
      <select
        ref={select}
        disabled={disabled}
        value=""
        onChange={event => {
          const to = event.currentTarget.value
          event.currentTarget.value = ''
          if (to !== '') void acts.convert(to)
        }}
      >
        <option value="">Convert to…</option>
        {languages.map(({ id, title }) => (
          <option value={id} key={id}>
            {id === 'sigma' ? `${title}, tidied` : title}
          </option>
        ))}
      </select>
    </label>
  )
}
