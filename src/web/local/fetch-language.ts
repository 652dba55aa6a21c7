import type { Language } from '../../languages/language.ts'
import type { Platform } from '../../platforms/platform.ts'
import { languages } from './languages.ts'
import { platforms } from './platforms.ts'

interface Spoken {
  readonly language: Language
  readonly platform: Platform
}

/** Every language with its platform, each a script that is fetched when somebody writes in it. */
export const scripts: Readonly<Record<string, () => Promise<Spoken>>> = {
  sumo: async () => {
    const [{ sumo }, { sumoPlatform }] = await Promise.all([
      import('../../languages/sumo/index.ts'),
      import('../../platforms/sumo/index.ts'),
    ])
    return { language: sumo, platform: sumoPlatform }
  },
  'sumo-cse': async () => {
    const [{ sumoCse }, { sumoCsePlatform }] = await Promise.all([
      import('../../languages/sumo-cse/index.ts'),
      import('../../platforms/sumo-cse/index.ts'),
    ])
    return { language: sumoCse, platform: sumoCsePlatform }
  },
  sigma: async () => {
    const [{ sigma }, { sigmaPlatform }] = await Promise.all([
      import('../../languages/sigma/index.ts'),
      import('../../platforms/sigma/index.ts'),
    ])
    return { language: sigma, platform: sigmaPlatform }
  },
}

const fetched = new Map<string, Promise<void>>()

/** Makes a language known to the use cases in this page; nothing happens for an id that is none. */
export function fetchLanguage(id: string): Promise<void> {
  const known = fetched.get(id)
  if (known !== undefined) return known
  const script = Object.hasOwn(scripts, id) ? scripts[id] : undefined
  if (script === undefined) return Promise.resolve()
  const coming = script().then(({ language, platform }) => {
    languages.push(language)
    platforms.push(platform)
  })
  fetched.set(id, coming)
  return coming
}
