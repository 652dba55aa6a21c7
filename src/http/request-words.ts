// Messages are written once, in words of the command line, where most are read. What is an option there is a field of a request
// here; this is the list of those that messages speak of.

/** Options that are fields of the same name. */
const sameName = ['from', 'to', 'zone', 'now', 'year', 'style', 'engine'] as const

const bare = new RegExp(`(?<![\\w-])(\`?)--(${sameName.join('|')})(?![\\w-])\\1`, 'g')
const lookup = /`--lookup '?([^=`']+)=FILE'?`( \(CSV, JSON or Parquet)?/g
const parameter = /`assay run … --param NAME=VALUE`/g
const save = /`(?:assay run … )?--save( [^`]*)?`/g

/** A message of the command line, in words of a request. */
export const inRequestWords = (text: string): string =>
  text.includes('--')
    ? text
        .replace(bare, (_, _quote, name: string) => `\`${name}\``)
        .replace(
          lookup,
          (_, name: string, formats = '') =>
            `upload it with POST /api/data, and name it in \`tables\`: \`[{ "name": ${JSON.stringify(name)}, "set": "upload:…" }]\`${formats}`,
        )
        .replace(parameter, '`"parameters": { "NAME": "VALUE" }`')
        .replace(
          save,
          (_, rest = '') => `\`assay run … --save${rest}\` on the command line, since the API writes no files`,
        )
    : text
