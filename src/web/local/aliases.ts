/**
 * The modules that others take the place of in a page: what only Node has, and what is fetched there when it is needed. For
 * `resolve.alias` of the build, and of tests that run the code of the page in Node. `root`: the folder of the project.
 */
export const inPage = (root: string): { find: RegExp; replacement: string }[] =>
  Object.entries(places).map(([find, file]) => ({
    find: new RegExp(`^${find}$`),
    replacement: `${root}/src/web/local/${file}`,
  }))

const places: Readonly<Record<string, string>> = {
  '.*/engines/index\\.ts': 'engines.ts',
  '.*/languages/index\\.ts': 'languages.ts',
  '.*/platforms/index\\.ts': 'platforms.ts',
  '(?:.*/bytes|\\.)/gunzip\\.ts': 'gunzip.ts',
  '.*/table/read\\.ts': 'tables.ts',
  'node:buffer': 'buffer.ts',
  'node:string_decoder': 'string-decoder.ts',
}
