import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, indentUnit } from '@codemirror/language'
import { lintKeymap, setDiagnostics } from '@codemirror/lint'
import { EditorState, Prec } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
  placeholder,
  tooltips,
} from '@codemirror/view'
import type { DiagnosticData } from '../../../http/contract/shared.ts'
import type { Token } from '../../../languages/language.ts'
import type { Lookups } from '../lookups.ts'
import { languageColours, setTokens } from './colours.ts'
import { completions } from './completions.ts'
import { helpAt } from './hover.ts'
import { type LitPlace, litPlaces, setLit } from './lit.ts'
import { editorLook } from './look.ts'
import { squiggle } from './squiggles.ts'
import { typedText } from './typed.ts'

/** An editor of queries in the page. */
export interface Editor {
  text(): string
  /** Puts another text in its place, as one step that can be undone. */
  replace(text: string): void
  /** Applies edits, offsets in UTF-16 units. */
  edit(edits: readonly { readonly start: number; readonly end: number; readonly text: string }[]): void
  colour(tokens: readonly Token[]): void
  show(diagnostics: readonly DiagnosticData[]): void
  light(places: readonly LitPlace[]): void
  /** Puts the cursor somewhere and goes there. */
  go(at: number): void
  focus(): void
  close(): void
}

/** What happens in the editor that the page cares about. */
export interface EditorEvents {
  readonly label: string
  readonly changed: (text: string) => void
  readonly run: () => void
  readonly cancel: () => boolean
  readonly format: () => void
}

/**
 * Puts an editor into an element. It lives in a shadow tree: its styles are sheets made by script, which a strict policy allows
 * there and nowhere else.
 */
export function createEditor(host: HTMLElement, text: string, lookups: () => Lookups, events: EditorEvents): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const does = (act: () => void) => () => {
    act()
    return true
  }
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        Prec.highest(
          keymap.of([
            {
              key: 'Mod-Enter',
              run(at) {
                // what was offered is in the way of the rows, and would take the Escape that cancels
                closeCompletion(at)
                events.run()
                return true
              },
            },
            { key: 'Shift-Alt-f', run: does(events.format) },
          ]),
        ),
        lineNumbers(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        indentUnit.of('  '),
        EditorView.lineWrapping,
        tooltips({ position: 'fixed' }),
        autocompletion({ override: [completions(lookups)], icons: false, maxRenderedOptions: 60 }),
        hoverTooltip(helpAt(lookups), { hoverTime: 250 }),
        languageColours,
        litPlaces,
        typedText,
        placeholder('Write a query, or open one from the catalogue'),
        EditorView.contentAttributes.of({ 'aria-label': events.label, spellcheck: 'false', autocapitalize: 'off' }),
        EditorView.updateListener.of(update => {
          if (update.docChanged) events.changed(update.state.doc.toString())
        }),
        keymap.of([
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...lintKeymap,
          ...historyKeymap,
          ...defaultKeymap,
          { key: 'Escape', run: events.cancel },
        ]),
        editorLook,
      ],
    }),
  })
  const length = (): number => view.state.doc.length
  return {
    text: () => view.state.doc.toString(),
    replace(next) {
      if (next !== view.state.doc.toString())
        view.dispatch({ changes: { from: 0, to: length(), insert: next }, scrollIntoView: true })
    },
    edit: edits =>
      view.dispatch({
        changes: edits
          .filter(({ start, end }) => start <= end && end <= length())
          .map(({ start, end, text: insert }) => ({ from: start, to: end, insert })),
      }),
    colour: tokens => view.dispatch({ effects: setTokens.of(tokens) }),
    show: diagnostics =>
      view.dispatch(
        setDiagnostics(
          view.state,
          diagnostics.map(d => squiggle(d, length())),
        ),
      ),
    light: places => view.dispatch({ effects: setLit.of(places) }),
    go(at) {
      view.dispatch({ selection: { anchor: Math.min(at, length()) }, scrollIntoView: true })
      view.focus()
    },
    focus: () => view.focus(),
    close: () => view.destroy(),
  }
}
