/**
 * Tells whenever the page may look otherwise: another theme was chosen, the system changed to another, or the page is printed.
 * What is drawn with the colours of the page by script has to be drawn anew then. Gives what ends it.
 */
export function onLook(changed: () => void): () => void {
  const media = ['(prefers-color-scheme: dark)', '(forced-colors: active)', 'print'].map(query => matchMedia(query))
  const chosen = new MutationObserver(changed)
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  for (const list of media) list.addEventListener('change', changed)
  return () => {
    chosen.disconnect()
    for (const list of media) list.removeEventListener('change', changed)
  }
}
