import { all, el } from './dom.ts'

/** Lines of a query that are shown at once; a query that is a little longer is shown whole. */
const shownLines = 24

/** Long queries are folded; a button shows the rest. */
export function longCode(): void {
  for (const code of all('.code.numbered')) {
    const lines = code.querySelectorAll('.line').length
    if (lines <= shownLines + 6 || code.closest('dialog') !== null) continue
    const id = code.id || undefined
    const button = el(
      'button',
      { type: 'button', class: 'unfold', 'aria-expanded': 'false', 'aria-controls': id },
      `Show all ${lines} lines`,
    )
    code.classList.add('folded')
    button.addEventListener('click', () => fold(code, button, lines, !code.classList.contains('folded')))
    code.addEventListener('unfold', () => fold(code, button, lines, false))
    code.after(button)
  }
}

function fold(code: HTMLElement, button: HTMLElement, lines: number, folded: boolean): void {
  code.classList.toggle('folded', folded)
  button.setAttribute('aria-expanded', String(!folded))
  button.textContent = folded ? `Show all ${lines} lines` : 'Show fewer lines'
  if (folded) code.scrollIntoView({ block: 'nearest' })
}

/** Shows a folded query whole, since something in it is pointed out. */
export const unfold = (code: HTMLElement): boolean => code.dispatchEvent(new Event('unfold'))
