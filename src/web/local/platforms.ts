import type { Platform } from '../../platforms/platform.ts'

/** The platforms that the page has fetched so far (fetch-language.ts). Takes the place of platforms/index.ts in a page. */
export const platforms: Platform[] = []
