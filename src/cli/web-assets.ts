import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../app/workbench.ts'
import type { Assets } from '../web/pages/site-view.ts'

interface Built {
  readonly file: string
  readonly css?: readonly string[]
  readonly imports?: readonly string[]
}

/** The scripts and styles of the pages as they were built with the program. Throws `InputError` when they were not. */
export function webAssets(home: string): Assets {
  const folder = join(home, 'dist', 'web', 'public')
  const manifest = manifestIn(folder)
  const file = (entry: string): string => {
    const built = manifest[entry]
    if (built === undefined) throw notBuilt()
    return built.file
  }
  const playground = manifest['src/web/playground/playground.ts']
  return {
    styles: file('src/web/styles/main.css'),
    theme: file('src/web/client/theme.ts'),
    client: file('src/web/client/client.ts'),
    playground: playground && { script: playground.file, styles: stylesOf(playground, manifest) },
    files: readdirSync(join(folder, 'assets')).map(name => ({
      path: `assets/${name}`,
      bytes: readFileSync(join(folder, 'assets', name)),
    })),
  }
}

/** What the build wrote of each entry, by the path of its source. */
function manifestIn(folder: string): Readonly<Record<string, Built>> {
  try {
    return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  } catch {
    throw notBuilt()
  }
}

const notBuilt = (): InputError =>
  new InputError('the pages are not built', 'run `npm run build` in the folder of Assay')

function stylesOf(entry: Built, manifest: Readonly<Record<string, Built>>): string[] {
  const imported = (entry.imports ?? []).flatMap(name => manifest[name]?.css ?? [])
  return [...new Set([...(entry.css ?? []), ...imported])]
}
