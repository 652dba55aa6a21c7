import { facetSeparator } from '../pages/facets.ts'
import type { SearchEntry } from '../search-index.ts'
import { all, one } from './dom.ts'
import { score, termsOf } from './match.ts'
import { searchEntries } from './search-data.ts'

/** Search and filters of the home page. Both stand in the address, so that a view can be kept and sent. */
export function homeSearch(): void {
  const form = one<HTMLFormElement>('[data-search]')
  const input = one<HTMLInputElement>('#q')
  const list = one('#detections')
  if (form === undefined || input === undefined || list === undefined) return
  const rows = all('.row', list)
  const filters = all<HTMLSelectElement>('[data-filter]', form)
  const standings = all<HTMLButtonElement>('[data-standing]').filter(e => e.tagName === 'BUTTON')
  let entries: ReadonlyMap<string, SearchEntry> = new Map()

  const standing = (): string =>
    standings.find(b => b.getAttribute('aria-pressed') === 'true')?.dataset['standing'] ?? ''
  const choose = (wanted: string): void => {
    for (const b of standings) b.setAttribute('aria-pressed', String(b.dataset['standing'] === wanted))
  }

  const apply = (): void => {
    const terms = termsOf(input.value)
    const ranked = rows.map((row, place) => ({ row, place, worth: passes(row) ? worthOf(row, terms) : 0 }))
    ranked.sort((a, b) => (terms.length === 0 ? a.place - b.place : b.worth - a.worth || a.place - b.place))
    let shown = 0
    for (const { row, worth } of ranked) {
      row.hidden = worth === 0
      if (worth > 0) shown++
      list.append(row)
    }
    const found = one('[data-found]')
    if (found !== undefined) found.textContent = `${shown} of ${rows.length}`
    const none = one('[data-none]')
    if (none !== undefined) none.hidden = shown > 0
  }
  const passes = (row: HTMLElement): boolean =>
    filters.every(
      ({ name, value }) => value === '' || (row.dataset[name] ?? '').split(facetSeparator).includes(value),
    ) &&
    (standing() === '' || row.dataset['standing'] === standing())
  const worthOf = (row: HTMLElement, terms: readonly string[]): number => {
    const entry = entries.get(row.dataset['id'] ?? '')
    if (entry !== undefined) return score(entry, terms)
    const text = row.textContent?.toLowerCase() ?? ''
    return terms.every(term => text.includes(term)) ? 1 : 0
  }

  const toAddress = (): void => {
    const address = new URL(location.href)
    const values = [['q', input.value.trim()], ...filters.map(f => [f.name, f.value]), ['standing', standing()]]
    for (const [name = '', value = ''] of values)
      if (value === '') address.searchParams.delete(name)
      else address.searchParams.set(name, value)
    history.replaceState(history.state, '', address)
  }
  const fromAddress = (): void => {
    const given = new URL(location.href).searchParams
    input.value = given.get('q') ?? ''
    for (const filter of filters) {
      const value = given.get(filter.name) ?? ''
      filter.value = [...filter.options].some(option => option.value === value) ? value : ''
    }
    choose(given.get('standing') ?? '')
    apply()
  }
  const changed = (): void => {
    apply()
    toAddress()
  }

  form.addEventListener('submit', event => {
    event.preventDefault()
    results()[0]?.click()
  })
  input.addEventListener('input', changed)
  for (const filter of filters) filter.addEventListener('change', changed)
  for (const button of standings)
    button.addEventListener('click', () => {
      choose(button.getAttribute('aria-pressed') === 'true' ? '' : (button.dataset['standing'] ?? ''))
      changed()
    })
  one('[data-clear]')?.addEventListener('click', () => {
    input.value = ''
    for (const filter of filters) filter.value = ''
    choose('')
    changed()
    input.focus()
  })
  addEventListener('popstate', fromAddress)

  const results = (): HTMLAnchorElement[] => all<HTMLAnchorElement>('.row:not([hidden]) h3 a', list)
  addArrowKeys(input, list, results)

  fromAddress()
  searchEntries().then(
    found => {
      entries = new Map(found.map(entry => [entry.id, entry]))
      if (input.value !== '') apply()
    },
    // without the index the search looks at what the list shows
    () => {},
  )
}

/** Down goes from the search into the list and through it, up goes back. */
function addArrowKeys(input: HTMLInputElement, list: HTMLElement, results: () => HTMLAnchorElement[]): void {
  const move = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const links = results()
    const at = links.indexOf(document.activeElement as HTMLAnchorElement)
    const next = event.key === 'ArrowDown' ? links[at + 1] : at <= 0 ? input : links[at - 1]
    if (next === undefined || (event.target === input && event.key === 'ArrowUp')) return
    event.preventDefault()
    next.focus()
  }
  input.addEventListener('keydown', move)
  list.addEventListener('keydown', move)
}
