import type { Language } from '../../languages/language.ts'

/** The languages that the page has fetched so far (fetch-language.ts). Takes the place of languages/index.ts in a page, where each is a script of its own. */
export const languages: Language[] = []
