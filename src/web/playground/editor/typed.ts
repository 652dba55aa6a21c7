import { EditorView } from '@codemirror/view'

/**
 * Puts what somebody types into the text, where the browser would do it: a browser keeps the look of what it replaces, and
 * writes it as a `style` attribute around what is typed, which the page's policy forbids. What an input method composes is left
 * to the browser.
 */
export const typedText = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { inputType, data } = event
    if (inputType !== 'insertText' || data === null || event.isComposing || view.composing || view.state.readOnly)
      return false
    event.preventDefault()
    const { from, to } = view.state.selection.main
    const insert = () =>
      view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true })
    const handled = view.state.facet(EditorView.inputHandler).some(handle => handle(view, from, to, data, insert))
    if (!handled) view.dispatch(insert())
    return true
  },
})
