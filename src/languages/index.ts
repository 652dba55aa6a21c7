import type { Language } from './language.ts'
import { sigma } from './sigma/index.ts'
import { sumo } from './sumo/index.ts'
import { sumoCse } from './sumo-cse/index.ts'

/** Every query language. A language enters here and nowhere else: command line, documentation and tests are made from this. */
export const languages: readonly Language[] = [sumo, sumoCse, sigma]
