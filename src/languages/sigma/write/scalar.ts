import { typeOfPlain } from '../yaml/scalar.ts'

// Texts as YAML scalars: without quotes where every reader takes them for the same text, else in quotes.

/** What some reader of YAML 1.1 or 1.2 takes for something else than text. */
const typed: readonly RegExp[] = [
  /^(?:~|null|true|false|yes|no|on|off|y|n|=|<<)$/i,
  /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_]*)$/i,
  /^[-+]?(?:\.[0-9_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:e[-+]?[0-9]+)?$/i,
  /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/,
  /^[-+]?\.(?:inf|nan)$/i,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\s].*)?$/,
]

/** Control characters, line ends and marks that nobody sees. */
const unseen = /[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u

const isDate = (text: string): boolean => /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)

/** Whether a text may stand without quotes as a key or value of a block. */
function isPlain(text: string): boolean {
  if (text === '' || unseen.test(text) || text !== text.trim()) return false
  if (/^(?:[?:,[\]{}#&*!|>'"%@`]|-(?:\s|$|--)|\.\.\.)/.test(text)) return false
  if (/:(?:\s|$)|\s#/.test(text)) return false
  return typeOfPlain(text).type === 'string' && !typed.some(pattern => pattern.test(text))
}

/** A text on one line. */
export function inlineText(text: string): string {
  if (isPlain(text)) return text
  if (!unseen.test(text)) return `'${text.replaceAll("'", "''")}'`
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** A date as the specification writes it, without quotes; any other text as a text. */
export const dateText = (text: string): string => (isDate(text) ? text : inlineText(text))

/** The head and lines of a literal block, where a text of several lines can be one that nobody can misread. */
export function blockText(text: string): { readonly head: string; readonly lines: readonly string[] } | undefined {
  const lines = text.split('\n')
  const ends = lines.at(-1) === ''
  if (ends) lines.pop()
  if (lines.length < 2 && !ends) return undefined
  const [first] = lines
  if (first === undefined || first === '' || /^\s/.test(first) || lines.at(-1) === '') return undefined
  return lines.every(line => !unseen.test(line) && !/\s$/.test(line)) ? { head: ends ? '|' : '|-', lines } : undefined
}
