import { EditorView } from '@codemirror/view'

/**
 * Puts what somebody types over a selection into the text, where the browser would do it: a browser keeps the look of what it
 * replaces, and writes it as a `style` attribute around what is typed, which the page's policy forbids. All else is left to the
 * browser and to what the editor makes of it: input methods, and the keyboards of phones, which change text in ways of their own.
 */
export const typedText = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { inputType, data } = event
    if (inputType !== 'insertText' || data === null || event.isComposing || view.composing || view.state.readOnly)
      return false
    const { from, to, empty } = view.state.selection.main
    if (empty) return false
    event.preventDefault()
    const insert = () =>
      view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true })
    const handled = view.state.facet(EditorView.inputHandler).some(handle => handle(view, from, to, data, insert))
    if (!handled) view.dispatch(insert())
    return true
  },
})
