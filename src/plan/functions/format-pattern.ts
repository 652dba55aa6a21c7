// The patterns of Java's Formatter, which many tools took over:
// https://docs.oracle.com/javase/7/docs/api/java/util/Formatter.html#syntax

/** How one argument is put into a text. */
export interface FormatSpecifier {
  /** As it is written. */
  readonly written: string
  /** Which argument, from 0. */
  readonly argument: number
  readonly is: FormatConversion
  readonly upper: boolean
  readonly flags: string
  readonly width: number
  readonly precision: number | undefined
}

/** Text, a whole number in one of three bases, a number with decimals, or one with an exponent. */
export type FormatConversion = 's' | 'd' | 'x' | 'o' | 'f' | 'e'

/** What a pattern is made of; or why it is none, and whether it is one that Java knows. */
export type FormatPattern =
  | { readonly pieces: readonly (string | FormatSpecifier)[] }
  | { readonly problem: string; readonly known: boolean }

/** Width and precision beyond this are refused, so that no pattern can ask for texts without end. */
const most = 1000

/** Flags that each conversion takes. */
const flagsOf: Readonly<Record<FormatConversion, string>> = {
  s: '-',
  d: '-+ 0,(',
  x: '-#0',
  o: '-#0',
  f: '-#+ 0,(',
  e: '-#+ 0(',
}

/** A pattern taken apart. O(length). */
export function parseFormat(pattern: string): FormatPattern {
  const pieces: (string | FormatSpecifier)[] = []
  const specifier = /%(?:(\d{1,4})\$|(<))?([-#+ 0,(]*)(\d{1,9})?(?:\.(\d{1,9}))?([a-zA-Z%])/y
  let ordinary = 0
  let previous: number | undefined
  let from = 0
  for (let at = pattern.indexOf('%'); at >= 0; at = pattern.indexOf('%', from)) {
    if (at > from) pieces.push(pattern.slice(from, at))
    specifier.lastIndex = at
    const found = specifier.exec(pattern)
    if (found === null) return { problem: `\`${pattern.slice(at, at + 6)}\` is no format specifier`, known: false }
    const [written, index, again, flags = '', width, precision, letter = ''] = found
    from = at + written.length
    if (letter === '%' || letter === 'n') {
      if (written.length > 2)
        return { problem: `\`${written}\` takes no flags, width or precision`, known: letter === '%' }
      pieces.push(letter === '%' ? '%' : '\n')
      continue
    }
    if (again !== undefined && previous === undefined)
      return { problem: `there is no argument before \`${written}\``, known: false }
    const argument: number =
      again !== undefined ? (previous ?? 0) : index === undefined ? ordinary++ : Number(index) - 1
    previous = argument
    const is = conversion(letter)
    if (is === undefined)
      return { problem: `\`${written}\` is not one of %s, %d, %x, %o, %f and %e`, known: /[bBhHcCgGaAtT]/.test(letter) }
    const wide = Number(width ?? 0)
    const places = precision === undefined ? undefined : Number(precision)
    const problem = problemOf(is, letter, flags, width, places, argument)
    if (problem !== undefined) return { problem: `\`${written}\` ${problem}`, known: false }
    if (wide > most || (places ?? 0) > most)
      return { problem: `\`${written}\` is wider than ${most} characters`, known: true }
    pieces.push({ written, argument, is, upper: letter !== is, flags, width: wide, precision: places })
  }
  if (from < pattern.length) pieces.push(pattern.slice(from))
  return { pieces }
}

/** The conversion that a letter names; capitals write what small letters do in upper case, where there is such a thing. */
function conversion(letter: string): FormatConversion | undefined {
  switch (letter) {
    case 's':
    case 'd':
    case 'x':
    case 'o':
    case 'f':
    case 'e':
      return letter
    case 'S':
      return 's'
    case 'X':
      return 'x'
    case 'E':
      return 'e'
    default:
      return undefined
  }
}

function problemOf(
  is: FormatConversion,
  letter: string,
  flags: string,
  width: string | undefined,
  precision: number | undefined,
  argument: number,
): string | undefined {
  if (argument < 0) return 'counts arguments from 0; they are counted from 1'
  const odd = [...flags].find(flag => !flagsOf[is].includes(flag))
  if (odd !== undefined) return `has the flag \`${odd}\`, which %${letter} does not take`
  if (new Set(flags).size < flags.length) return 'has a flag twice'
  if (flags.includes('-') && flags.includes('0')) return 'has both `-` and `0`'
  if (flags.includes('+') && flags.includes(' ')) return 'has both `+` and a blank'
  if (width === undefined && /[-0]/.test(flags)) return 'has a flag that needs a width'
  if (precision !== undefined && 'dxo'.includes(is)) return `has a precision, which %${letter} does not take`
  return undefined
}
