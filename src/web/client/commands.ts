import { aboutPath, homePath, playgroundPath } from '../pages/address.ts'
import type { SearchEntry } from '../search-index.ts'
import { all, one, siteAddress } from './dom.ts'
import { score, termsOf } from './match.ts'

/** Something that the command palette offers. */
export interface Command {
  readonly name: string
  /** What kind of thing it is, or more about it. */
  readonly note: string
  readonly run: () => void
}

const go = (path: string) => (): void => location.assign(siteAddress(path))

/** What can be done or gone to from every page, and from this one. */
export function commands(entries: readonly SearchEntry[], text: string): Command[] {
  const terms = termsOf(text)
  const matches = ({ name, note }: Command): boolean =>
    terms.every(term => `${name} ${note}`.toLowerCase().includes(term))
  const detections = entries
    .flatMap(entry =>
      entry.pages.map(({ language, path }) => {
        // a word may also name the language of the page
        const rest = terms.filter(term => !language.toLowerCase().includes(term))
        // and then that page is meant, also where the texts of others name the language
        const named = rest.length < terms.length ? 2 : 1
        return { name: `${entry.id} ${entry.name}`, note: language, run: go(path), worth: named * score(entry, rest) }
      }),
    )
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth)
  const here = [...partsOfPage(), ...actions()].filter(matches)
  const places = [
    { name: 'Catalogue', note: 'page', run: go(homePath) },
    { name: 'Playground', note: 'page', run: go(playgroundPath) },
    { name: 'About: how verdicts are made', note: 'page', run: go(aboutPath) },
  ].filter(matches)
  return terms.length === 0 ? [...here, ...detections, ...places] : [...detections, ...here, ...places]
}

const partsOfPage = (): Command[] =>
  all<HTMLAnchorElement>('.contents a, .query:not(dialog .query) h3 a[href^="#query"]').map(link => ({
    name: link.textContent ?? '',
    note: 'on this page',
    run: () => {
      location.hash = link.hash
    },
  }))

const actions = (): Command[] => {
  const theme = one<HTMLButtonElement>('[data-theme-switch]')
  return [
    ...(theme === undefined
      ? []
      : [{ name: theme.textContent?.trim() ?? '', note: 'action', run: () => theme.click() }]),
    { name: 'Print this page', note: 'action', run: () => print() },
  ]
}
