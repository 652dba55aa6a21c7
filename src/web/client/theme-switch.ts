import { announce, one, store, stored } from './dom.ts'

type Theme = 'light' | 'dark'

const key = 'assay-theme'

/** The button that changes between light and dark. What is chosen stays; choosing what the system has follows the system again. */
export function themeSwitch(): void {
  const button = one('[data-theme-switch]')
  const name = one('[data-theme-name]')
  if (button === undefined || name === undefined) return
  const system = matchMedia('(prefers-color-scheme: dark)')
  const now = (): Theme => {
    const chosen = stored(key)
    return chosen === 'light' || chosen === 'dark' ? chosen : system.matches ? 'dark' : 'light'
  }
  const label = (): void => {
    name.textContent = now() === 'dark' ? 'Change to light colours' : 'Change to dark colours'
  }
  button.addEventListener('click', () => {
    const next: Theme = now() === 'dark' ? 'light' : 'dark'
    const asSystem = next === (system.matches ? 'dark' : 'light')
    store(key, asSystem ? undefined : next)
    if (asSystem) delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = next
    label()
    announce(next === 'dark' ? 'Dark colours' : 'Light colours')
  })
  system.addEventListener('change', label)
  label()
}
