import { InvalidArgumentError, Option } from 'commander'
import type { TableBinding } from '../app/bound-tables.ts'
import { didYouMean } from '../base/suggest.ts'

/** An option that takes one of a few words, with “did you mean”. */
export const choice = <T extends string>(flags: string, says: string, words: readonly T[], standard?: T): Option => {
  const option = new Option(flags, `${says} (${words.join(', ')})`).argParser((written: string): T => {
    const word = words.find(w => w === written)
    if (word !== undefined) return word
    throw new InvalidArgumentError(didYouMean(written, words) ?? `It is one of: ${words.join(', ')}.`)
  })
  return standard === undefined ? option : option.default(standard)
}

/** The option that names a language; what there is, the workbench says. */
export const languageOption = (): Option =>
  new Option('--language <id>', "the query's language, where the ending of the file does not say")
export const engineOption = (): Option =>
  new Option('--engine <id>', 'what runs the query: duckdb (default) or reference')

/** Reads a whole number. */
export function wholeNumber(written: string): number {
  if (/^\d{1,9}$/.test(written)) return Number(written)
  throw new InvalidArgumentError('It is a whole number.')
}

/** The options that say which range of time is searched. */
export const fromOption = (): Option =>
  new Option('--from <moment>', 'search only what happened from then on: -15m, -7d, 2026-11-24T02:40:00Z, 11/24/2026')
export const toOption = (): Option =>
  new Option('--to <moment>', 'and before then: -5m, now, 11/25/2026 17:00 (default: now)')

/** The options that say where and when somebody asks. */
export const zoneOption = (): Option =>
  new Option('--zone <name>', 'the time zone of the search, by its IANA name: Europe/Berlin (default: UTC)')
export const nowOption = (): Option =>
  new Option('--now <moment>', 'what time the search is told it is (default: what the clock says)')

/** Reads `name=value`, beside those before it. */
export function withParameter(written: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name, value] = /^\s*([^=]+?)\s*=([\s\S]*)$/.exec(written) ?? []
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Write it as name=value.')
  return { ...before, [name]: value }
}

/** The options that bind files to the names that queries call tables. */
export const lookupOption = (): Option =>
  new Option(
    '--lookup <name=file>',
    'a file (CSV, JSON, Parquet) as the table of this name: geo://location=geo.csv; may be repeated',
  ).argParser(withTable)
export const saveOption = (): Option =>
  new Option(
    '--save <name=file>',
    'the file (.csv, .ndjson) in which a query saves its rows as the table of this name; may be repeated',
  ).argParser(withTable)

/** Reads `name=file`, the file being behind the last `=`, beside those before it. */
function withTable(written: string, before: readonly TableBinding[] = []): TableBinding[] {
  const [, name, file] = /^([\s\S]+)=([^=]+)$/.exec(written) ?? []
  if (name === undefined || file === undefined)
    throw new InvalidArgumentError('Write it as name=file, such as geo://location=geo.csv.')
  return [...before, { name: name.trim(), file }]
}
