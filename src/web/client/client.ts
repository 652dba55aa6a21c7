import { checklists } from './checklist.ts'
import { contents, ownSearch, revealTargets } from './contents.ts'
import { copyButtons } from './copy.ts'
import { all, writing } from './dom.ts'
import { firedButtons } from './fired.ts'
import { homeSearch } from './home-search.ts'
import { longCode } from './long-code.ts'
import { themeSwitch } from './theme-switch.ts'
import { thresholds } from './thresholds.ts'
import { tips } from './tips.ts'

// What every page runs. The palette and the dialog of a cell are loaded when they are first asked for.

/** Where a key goes, also inside of the playground's editor, which is a tree of its own. */
const writtenIn = (event: KeyboardEvent): EventTarget | null => event.composedPath()[0] ?? event.target

const palette = (): void => void import('./palette.ts').then(({ openPalette }) => openPalette())

addEventListener('keydown', event => {
  const command = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k'
  const slash = event.key === '/' && !writing(writtenIn(event)) && !event.ctrlKey && !event.metaKey && !event.altKey
  if (!command && !slash) return
  // The editor of the playground has keys of its own.
  if (event.defaultPrevented) return
  event.preventDefault()
  const own = slash ? ownSearch() : undefined
  if (own !== undefined) own.focus()
  else palette()
})
for (const button of all('[data-palette]')) button.addEventListener('click', palette)

for (const cell of all<HTMLAnchorElement>('a[data-cell]')) {
  cell.addEventListener('click', event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    void import('./trace-dialog.ts').then(({ openTrace }) => openTrace(cell))
  })
  // the names of the rows stay in place, and a browser takes a cell that is half behind them for seen; a press must not move it
  cell.addEventListener('focus', () => {
    if (cell.matches(':focus-visible')) cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
}

themeSwitch()
longCode()
tips()
copyButtons()
homeSearch()
firedButtons()
checklists()
thresholds()
contents()
revealTargets()
