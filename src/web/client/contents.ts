import { all, one } from './dom.ts'

/** The list of a page's parts shows which one is read. */
export function contents(): void {
  const links = all<HTMLAnchorElement>('.contents a')
  const parts = links
    .map(link => ({ link, part: document.getElementById(link.hash.slice(1)) }))
    .filter((entry): entry is { link: HTMLAnchorElement; part: HTMLElement } => entry.part !== null)
  if (parts.length === 0) return
  let waiting = false
  const show = (): void => {
    waiting = false
    const line = innerHeight * 0.3
    const read = parts.findLast(({ part }) => part.getBoundingClientRect().top < line) ?? parts[0]
    for (const { link } of parts)
      if (link === read?.link) link.setAttribute('aria-current', 'true')
      else link.removeAttribute('aria-current')
  }
  document.addEventListener(
    'scroll',
    () => {
      if (waiting) return
      waiting = true
      requestAnimationFrame(show)
    },
    { passive: true },
  )
  show()
}

/** The id that a fragment names; a fragment that is no text in UTF-8 names nothing. */
function idIn(fragment: string): string {
  try {
    return decodeURIComponent(fragment.slice(1))
  } catch {
    return ''
  }
}

/** What an address points at is shown, also where it lies in something closed; hunts and guidance are printed also when closed. */
export function revealTargets(): void {
  const reveal = (): void => {
    const target = document.getElementById(idIn(location.hash))
    if (target === null) return
    const closed = all<HTMLDetailsElement>('details').filter(details => details.contains(target) && !details.open)
    for (const details of closed) details.open = true
    if (closed.length > 0) target.scrollIntoView()
  }
  addEventListener('hashchange', reveal)
  reveal()

  let opened: HTMLDetailsElement[] = []
  addEventListener('beforeprint', () => {
    opened = all<HTMLDetailsElement>('.hunt:not([open]), .guidance:not([open])')
    for (const details of opened) details.open = true
  })
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false
    opened = []
  })
}

/** Whether this page has a search of its own; then `/` goes there. */
export const ownSearch = (): HTMLInputElement | undefined => one<HTMLInputElement>('#q')
