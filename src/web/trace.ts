import type { QueryEntry } from '../app/catalogue/model.ts'

/** What the dialogs and the playground need of a query: its text with colours, and what it did over each recording. */
export interface Trace extends Pick<QueryEntry, 'id' | 'title' | 'language' | 'text' | 'tokens' | 'cells' | 'benign'> {
  /** The name of its package's folder, as data sets have it. */
  readonly package: string
}

/** The trace of a query of the package in a folder of this name. */
export const traceOf = ({ id, title, language, text, tokens, cells, benign }: QueryEntry, folder: string): Trace => ({
  package: folder,
  id,
  title,
  language,
  text,
  tokens,
  cells,
  benign,
})
