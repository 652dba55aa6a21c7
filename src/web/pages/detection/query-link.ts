import type { Detection } from '../../../app/catalogue/model.ts'
import { anchor, detectionPath } from '../address.ts'
import type { SiteView } from '../site-view.ts'

/** The address of a query or hunt of a detection: on this page, or on that of its own language. */
export function queryHref(id: string, detection: Detection, language: string, view: SiteView): string {
  if (detection.hunts.some(hunt => hunt.id === id)) return `#${anchor('hunt', id)}`
  const query = detection.queries.find(q => q.id === id)
  const home = detection.languages.find(l => l.id === query?.language)
  const place = `#${anchor('query', id)}`
  return query === undefined || query.language === language || home === undefined
    ? place
    : `${view.to(detectionPath(detection.id, home))}${place}`
}
