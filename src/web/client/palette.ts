import type { SearchEntry } from '../search-index.ts'
import { type Command, commands } from './commands.ts'
import { announce, el } from './dom.ts'
import { searchEntries } from './search-data.ts'

/** Entries that the palette shows at once. */
const shown = 40

let dialog: HTMLDialogElement | undefined

/** Opens the command palette: everything that can be gone to or done, by its name. */
export function openPalette(): void {
  dialog ??= build()
  if (dialog.open) return
  dialog.showModal()
  dialog.dispatchEvent(new Event('opened'))
}

// An input that owns a list of options (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
function build(): HTMLDialogElement {
  const input = el('input', {
    type: 'text',
    role: 'combobox',
    placeholder: 'Go to a detection, a part of this page, an action',
    'aria-label': 'Go to or do',
    'aria-expanded': 'true',
    'aria-controls': 'palette-list',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    spellcheck: 'false',
  })
  const list = el('div', { id: 'palette-list', class: 'palette-list', role: 'listbox', 'aria-label': 'Commands' })
  const keys = el(
    'p',
    { class: 'palette-keys' },
    el('span', {}, '↑↓ choose'),
    el('span', {}, '↵ go'),
    el('span', {}, 'esc close'),
  )
  const box = el('dialog', { class: 'palette', 'aria-label': 'Commands' }, input, list, keys)
  document.body.append(box)

  let entries: readonly SearchEntry[] = []
  let offered: readonly Command[] = []
  let at = 0

  const choose = (next: number): void => {
    at = Math.max(0, Math.min(offered.length - 1, next))
    for (const [i, option] of [...list.children].entries()) option.setAttribute('aria-selected', String(i === at))
    const option = list.children[at]
    if (offered.length > 0 && option !== undefined) {
      input.setAttribute('aria-activedescendant', option.id)
      option.scrollIntoView({ block: 'nearest' })
    } else input.removeAttribute('aria-activedescendant')
  }
  const show = (): void => {
    offered = commands(entries, input.value).slice(0, shown)
    list.replaceChildren(
      ...offered.map(({ name, note }, i) =>
        el('div', { role: 'option', id: `palette-${i}` }, el('span', {}, name), el('span', {}, note)),
      ),
      ...(offered.length === 0 ? [el('p', { class: 'palette-none' }, 'Nothing is called that.')] : []),
    )
    choose(0)
  }
  const run = (index: number): void => {
    const command = offered[index]
    box.close()
    command?.run()
  }

  input.addEventListener('input', () => {
    show()
    announce(`${offered.length} found`)
  })
  input.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      choose(at + step)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      run(at)
    }
  })
  list.addEventListener('click', event => {
    const option = event.target instanceof Element ? event.target.closest('[role="option"]') : null
    if (option !== null) run([...list.children].indexOf(option))
  })
  box.addEventListener('click', event => {
    if (event.target === box) box.close()
  })
  box.addEventListener('opened', () => {
    input.value = ''
    show()
    input.focus()
    searchEntries().then(
      found => {
        entries = found
        show()
      },
      () => {},
    )
  })
  return box
}
