import { didYouMean } from '../base/suggest.ts'
import { type EngineEntry, engines } from '../engines/index.ts'
import { languages } from '../languages/index.ts'
import type { Language } from '../languages/language.ts'
import { platforms } from '../platforms/index.ts'
import type { Platform } from '../platforms/platform.ts'
import { InputError } from './input-error.ts'
import { stdinSource } from './query-text.ts'

/** Every language there is. */
export const languageList = (): readonly Language[] => languages

/** Every engine there is. */
export const engineList = (): readonly EngineEntry[] => engines

/** The language with an id; else the one that a file's ending says; for standard input and corpora, which have no ending, the first. */
export function languageFor(id: string | undefined, file: string | undefined): Language {
  if (id !== undefined) return pick('language', id, languages)
  const named = file !== undefined && file !== stdinSource
  const language = named
    ? languages.find(l => l.extensions.some(ending => file.toLowerCase().endsWith(ending)))
    : languages[0]
  if (language !== undefined) return language
  const known = languages.map(l => l.id).join(', ')
  throw new InputError(`cannot tell the language of ${file} from its name`, `say it with --language (${known})`)
}

/** What an engine is called, without what its title says in brackets: DuckDB. */
export const engineTitle = (id: string | undefined): string => engineFor(id).title.replace(/ *\(.*\)$/, '')

/** What a language is called; its id where there is none of it. */
export const languageTitle = (id: string): string => languages.find(l => l.id === id)?.title ?? id

/** The platform whose field names a language's queries use: the one of the same name. */
export function platformFor(language: Language): Platform {
  const platform = platforms.find(p => p.id === language.id)
  if (platform === undefined) throw new Error(`the language ${language.id} has no platform`)
  return platform
}

/** The engine with an id; without one, the default. */
export const engineFor = (id: string | undefined): EngineEntry => pick('engine', id ?? engines[0]?.id ?? '', engines)

/** The style of presentation with an id; without one, the platform's default. */
export const styleFor = (id: string | undefined, platform: Platform): string =>
  pick('style', id ?? platform.styles[0]?.id ?? '', platform.styles).id

function pick<T extends { readonly id: string }>(what: string, id: string, known: readonly T[]): T {
  const found = known.find(k => k.id === id)
  if (found !== undefined) return found
  const ids = known.map(k => k.id)
  const near = didYouMean(id, ids)
  throw new InputError(`there is no ${what} \`${id}\``, near ?? `there are: ${ids.join(', ')}`)
}
