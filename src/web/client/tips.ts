import { all, announce, el, one } from './dom.ts'

// Help beside what is pointed at or focused: words of a query, cells and tiles. It stays while the pointer is on it and goes with
// Escape (https://www.w3.org/WAI/WCAG22/Understanding/content-on-hover-or-focus).

const selector = '[data-help], [data-tip]'

/** Shows help on hover and focus; in a query the arrow keys go from word to word. */
export function tips(): void {
  const tip = el('div', { class: 'tip', id: 'tip', role: 'tooltip', hidden: true })
  document.body.append(tip)
  let shownFor: HTMLElement | undefined
  let leaving: ReturnType<typeof setTimeout> | undefined

  const hide = (): void => {
    clearTimeout(leaving)
    shownFor?.removeAttribute('aria-describedby')
    shownFor = undefined
    tip.hidden = true
    // back to the page, in case a dialog held it and is gone
    if (tip.parentElement !== document.body) document.body.append(tip)
  }
  const show = (target: HTMLElement): void => {
    clearTimeout(leaving)
    if (shownFor === target) return
    const text = helpOf(target)
    hide()
    if (text === undefined) return
    // what lies in an open dialog is above everything outside of it
    const holder = target.closest('dialog') ?? document.body
    holder.append(tip)
    tip.textContent = text
    tip.hidden = false
    place(tip, target)
    target.setAttribute('aria-describedby', 'tip')
    shownFor = target
  }
  const leave = (): void => {
    clearTimeout(leaving)
    leaving = setTimeout(hide, 160)
  }

  document.addEventListener('pointerover', event => {
    if (!(event.target instanceof Element)) return
    if (event.target.closest('#tip') !== null) return clearTimeout(leaving)
    const target = event.target.closest<HTMLElement>(selector)
    if (target !== null) show(target)
    else if (shownFor !== undefined) leave()
  })
  document.addEventListener('focusin', event => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null
    if (target !== null) show(target)
    else hide()
  })
  document.addEventListener('focusout', hide)
  // help goes along with its word, which the arrow keys may have scrolled into sight
  const follow = (): void => {
    const box = shownFor?.getBoundingClientRect()
    if (shownFor === undefined || box === undefined) return
    if (box.bottom < 0 || box.top > innerHeight) hide()
    else place(tip, shownFor)
  }
  document.addEventListener('scroll', follow, { capture: true, passive: true })
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !tip.hidden) {
      hide()
      event.stopPropagation()
    }
  })
  for (const code of all('.code')) walkWords(code, show, hide)
}

/** The help of a word stands in the page's list of words; that of other things with them. */
function helpOf(target: HTMLElement): string | undefined {
  const word = target.dataset['help']
  if (word === undefined) return target.dataset['tip']
  return one(`[data-words] [data-word="${CSS.escape(word)}"] dd`)?.textContent ?? undefined
}

/** Below the target where there is room, else above; never over the edge of the window. */
function place(tip: HTMLElement, target: HTMLElement): void {
  const box = target.getClientRects()[0] ?? target.getBoundingClientRect()
  const { width, height } = tip.getBoundingClientRect()
  const left = Math.max(8, Math.min(box.left, innerWidth - width - 8))
  const below = box.bottom + 6
  tip.style.left = `${left}px`
  tip.style.top = `${below + height > innerHeight - 8 ? Math.max(8, box.top - height - 6) : below}px`
}

/** Left and right go through the words of a query that have help, while it has the focus. */
function walkWords(code: HTMLElement, show: (word: HTMLElement) => void, hide: () => void): void {
  let at = -1
  const words = all('[data-help]', code)
  if (words.length === 0) return
  const point = (next: number): void => {
    words[at]?.classList.remove('pointed')
    at = next
    const word = words[at]
    if (word === undefined) hide()
    else {
      word.classList.add('pointed')
      word.scrollIntoView({ block: 'nearest' })
      show(word)
      announce(`${word.textContent}: ${helpOf(word) ?? ''}`)
    }
  }
  code.addEventListener('keydown', event => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
    event.preventDefault()
    point(Math.max(0, Math.min(words.length - 1, at + (event.key === 'ArrowRight' ? 1 : -1))))
  })
  code.addEventListener('blur', () => point(-1))
}
