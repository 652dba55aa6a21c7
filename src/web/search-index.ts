import type { Catalogue, DetectionCard, Named } from '../app/catalogue/model.ts'
import { detectionPath } from './pages/address.ts'

/** A detection as the search finds it. */
export interface SearchEntry extends Pick<DetectionCard, 'id' | 'name' | 'title' | 'words'> {
  readonly tactic: string
  readonly technique: string
  readonly standing: DetectionCard['standing']
  /** Its page in each language, below the site's root. */
  readonly pages: readonly { readonly language: Named['name']; readonly path: string }[]
}

/** What is loaded once a person searches. */
export const searchIndex = ({ detections }: Catalogue): SearchEntry[] =>
  detections.map(card => ({
    id: card.id,
    name: card.name,
    title: card.title,
    words: card.words,
    tactic: card.tactic.name,
    technique: card.technique.name,
    standing: card.standing,
    pages: card.languages.map(language => ({ language: language.name, path: detectionPath(card.id, language) })),
  }))
