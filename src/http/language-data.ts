import { engineList, languageList } from '../app/registry.ts'
import type { LanguageListData } from './contract/data.ts'

/** The languages and engines there are, as the API gives them. */
export const languageData = (): LanguageListData => ({
  languages: languageList().map(({ id, title, extensions, format }) => ({
    id,
    title,
    extensions: [...extensions],
    formats: format !== undefined,
  })),
  engines: engineList().map(({ id, title }) => ({ id, title })),
})
