// Messages are written once, in words of the command line, where most are read. What is an option there is a field of a request
// here; this is the list of those that messages speak of.

/** Options that are fields of the same name. */
const sameName = ['from', 'to', 'zone', 'now', 'year', 'style', 'engine'] as const

const bare = new RegExp(`(?<![\\w-])(\`?)--(${sameName.join('|')})(?![\\w-])\\1`, 'g')
/** The name may hold anything; one with other signs than a shell takes is quoted as `shellWord` does it. */
const lookup = /`--lookup (.{1,3000}?)=FILE('?)`( \(CSV, JSON or Parquet)?/gs
const table = /read the records as logs: leave `--table` away/g
const parameter = /`assay run … --param NAME=VALUE`/g
const save = /`(?:assay run … )?--save( [^`]*)?`/g

/** A message of the command line, in words of a request. */
export const inRequestWords = (text: string): string =>
  text.includes('--')
    ? text
        .replace(bare, (_, _quote, name: string) => `\`${name}\``)
        .replace(
          lookup,
          (_, name: string, quote: string, formats = '') =>
            `upload it with POST /api/data, and name it in \`tables\`: \`[{ "name": ${JSON.stringify(quote === '' ? name : unquoted(name))}, "set": "upload:…" }]\`${formats}`,
        )
        .replace(table, 'upload the records as JSON, one object a line')
        .replace(parameter, '`"parameters": { "NAME": "VALUE" }`')
        .replace(
          save,
          (_, rest = '') => `\`assay run … --save${rest}\` on the command line, since the API writes no files`,
        )
    : text

/** What a shell makes of a word in single quotes, of which the last is cut off. */
const unquoted = (word: string): string => word.replace(/^'/, '').replaceAll("'\\''", "'")
