import type { VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { CheckAnswerData } from '../../http/contract/check.ts'
import { createChecking } from './checking.ts'
import { createEditor, type Editor, type EditorEvents } from './editor/editor.ts'
import type { Lookups } from './lookups.ts'

interface Props extends EditorEvents {
  /** The text to begin with; from then on the editor has it. */
  readonly text: string
  /** Asks in the language and over the data that are chosen now; another object when these change. */
  readonly lookups: Lookups
  readonly checked: (answer: CheckAnswerData, ms: number) => void
  readonly failed: (message: string) => void
  /** Told of the editor when it is there. */
  readonly made: (editor: Editor) => void
}

/** An editor that is coloured, checked and helped while somebody writes. */
export function QueryEditor(props: Props): VNode {
  const host = useRef<HTMLDivElement>(null)
  const now = useRef(props)
  now.current = props
  const written = useRef<(text: string) => void>(() => {})
  const editor = useRef<Editor | undefined>(undefined)

  useEffect(() => {
    if (host.current === null) return
    const made = createEditor(host.current, props.text, () => now.current.lookups, {
      label: props.label,
      changed(text) {
        written.current(text)
        now.current.changed(text)
      },
      run: () => now.current.run(),
      cancel: () => now.current.cancel(),
      format: () => now.current.format(),
    })
    const checking = createChecking(() => now.current.lookups, {
      colours: made.colour,
      checked(answer, ms) {
        made.show(answer.diagnostics)
        now.current.checked(answer, ms)
      },
      failed: message => now.current.failed(message),
    })
    written.current = checking.written
    editor.current = made
    props.made(made)
    return () => {
      checking.stop()
      made.close()
    }
  }, [])

  useEffect(() => written.current(editor.current?.text() ?? ''), [props.lookups])
  return <div class="pg-editor" ref={host} />
}
