import { InvalidArgumentError, Option } from 'commander'
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
