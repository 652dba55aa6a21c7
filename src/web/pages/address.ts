import type { DetectionCard, Named } from '../../app/catalogue/model.ts'

// Where things lie in the site. Every path is relative to the site's root and has no slash in front, so that the site works
// below any path of any web server; a page ends in a slash, and its file is the index.html in that folder.

/** The part of an address that names a language: "Sumo Logic" is `sumo-logic`. */
const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** The page of a detection in a language; without one, the page that leads on to the first language. */
export const detectionPath = (id: string, language?: Named): string =>
  language === undefined ? `detections/${id}/` : `detections/${id}/${slugOf(language.name)}/`

/** The page that is shown for a detection when no language is asked for. */
export const firstPage = (card: Pick<DetectionCard, 'id' | 'languages'>): string =>
  detectionPath(card.id, card.languages[0])

/** What a query did over every recording, as JSON: what the dialogs and the highlighting read. */
export const tracePath = (detection: string, query: string): string => `detections/${detection}/traces/${query}.json`

/** A file of a detection that is offered for download. */
export const filePath = (detection: string, name: string): string => `detections/${detection}/files/${name}`

export const homePath = ''
export const playgroundPath = 'playground/'
export const aboutPath = 'about/'
export const notFoundPath = '404.html'
export const searchIndexPath = 'search.json'

/** The playground with a query of a detection, over a recording or over the first that it fires in. */
export const queryInPlayground = (detection: string, query: string, of?: string): string =>
  `${playgroundPath}#${new URLSearchParams({ detection, query, ...(of === undefined ? {} : { of }) })}`

/** The way from a page back to the root: `../../` for `detections/T1/`, `./` for the root itself. */
export const rootFrom = (path: string): string => {
  const depth = path.split('/').length - 1
  return depth === 0 ? './' : '../'.repeat(depth)
}

/** The anchor of something on a page; kinds keep ids apart that are alike. */
export const anchor = (kind: 'query' | 'hunt' | 'test' | 'benign' | 'specimen' | 'step', id: string): string =>
  `${kind}-${slugOf(id)}`
