import { complement, single } from './charset.ts'
import { perlClasses, propertyClass } from './classes.ts'
import { foldSet } from './fold.ts'
import { foldOf, peek, type Reader, take, takeMatch } from './reader.ts'
import { backReference, refuse } from './refusals.ts'
import type { Assertion, CharSet } from './regex.ts'

/** What follows a backslash: characters, an assertion, or something that was refused. `one`: it names a single character. */
export type Escape =
  | { readonly is: 'set'; readonly set: CharSet; readonly one: number | undefined }
  | { readonly is: 'assert'; readonly assertion: Assertion }
  | { readonly is: 'refused' }

const REFUSED: Escape = { is: 'refused' }

const character = (codePoint: number): Escape => ({ is: 'set', set: single(codePoint), one: codePoint })

const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, a: 7, e: 0x1b }

// `\Z` of Java and PCRE also holds before a newline that ends the text; here, as `$`, it is the very end.
const assertions: Readonly<Record<string, Assertion>> = {
  A: 'text start',
  z: 'text end',
  Z: 'text end',
  b: 'word boundary',
  B: 'no word boundary',
}

/** Reads an escape; the reader stands behind the backslash. Sets are folded already where letter case does not count. */
export function readEscape(r: Reader, inClass: boolean): Escape {
  const start = r.at - 1
  const c = take(r)
  const written = `\\${c}`
  if (c === '') {
    refuse(r, start, {
      code: 'regex/trailing-backslash',
      message: 'the regex ends in a backslash, which needs a character after it',
      help: 'write `\\\\` for a backslash',
    })
    return REFUSED
  }
  if (!/^[A-Za-z0-9]$/.test(c)) return character(c.codePointAt(0) ?? 0)
  const control = controls[c]
  if (control !== undefined) return character(control)
  if (c === 'x' || c === 'u') return readHex(r, start, c)
  if (c === '0') return character(Number.parseInt(`0${takeMatch(r, /[0-7]{1,2}/y)?.[0] ?? ''}`, 8))
  if (c === 'c' && /[A-Za-z]/.test(peek(r))) return character((take(r).codePointAt(0) ?? 0) & 0x1f)
  if (c === 'p' || c === 'P') return readProperty(r, start, c === 'P')
  const perl = perlClasses[c.toLowerCase()]
  if (perl !== undefined) return set(r, perl, c !== c.toLowerCase())
  if (inClass && c === 'b') return character(8)
  const assertion = inClass ? undefined : assertions[c]
  if (assertion !== undefined) return { is: 'assert', assertion }
  if (/[1-9gk]/.test(c)) {
    takeMatch(r, /[{<']\w{0,100}[}>']|\d{1,2}/y)
    refuse(r, start, backReference(r.text.slice(start, r.at)))
    return REFUSED
  }
  refuse(r, start, {
    code: 'regex/unknown-escape',
    message: `\`${written}\` means nothing in a regex`,
    because: /[QEGKRXCNhHV]/.test(c)
      ? 'some regex engines know it, but not those that search in linear time'
      : 'engines read it in different ways, so it is not guessed',
    help: inClass
      ? `write \`${c}\` for the letter`
      : `write \`${c}\` for the letter, or \`\\\\${c}\` for a backslash before it`,
  })
  return REFUSED
}

const set = (r: Reader, positive: CharSet, negated: boolean): Escape => {
  // as RE2 does: what is excluded is excluded in either letter case
  const folded = foldSet(positive, foldOf(r))
  return { is: 'set', set: negated ? complement(folded) : folded, one: undefined }
}

function readHex(r: Reader, start: number, kind: 'x' | 'u'): Escape {
  const found = takeMatch(
    r,
    kind === 'x' ? /\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2})/y : /\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{4})/y,
  )
  const digits = found?.[1] ?? found?.[2]
  const codePoint = digits === undefined ? undefined : Number.parseInt(digits, 16)
  if (codePoint !== undefined && codePoint <= 0x10ffff) return character(codePoint)
  refuse(r, start, {
    code: 'regex/bad-code-point',
    message: `\`\\${kind}\` needs the number of a character after it`,
    help:
      kind === 'x'
        ? 'write two hexadecimal digits (`\\x2f`) or any number in braces (`\\x{1f600}`)'
        : 'write four hexadecimal digits: `\\u002f`',
  })
  return REFUSED
}

function readProperty(r: Reader, start: number, negated: boolean): Escape {
  const found = takeMatch(r, /\{(\^?)([^{}]{1,120})\}|([A-Za-z])/y)
  const name = found?.[2] ?? found?.[3]
  const members = name === undefined ? undefined : propertyClass(name)
  if (members !== undefined) return set(r, members, negated !== (found?.[1] === '^'))
  refuse(r, start, {
    code: 'regex/unknown-property',
    message:
      name === undefined
        ? '`\\p` needs the name of a Unicode property after it'
        : `there is no Unicode property \`${name}\``,
    help: 'write a general category (`\\p{Lu}`), a script (`\\p{Greek}`) or a property (`\\p{Alphabetic}`)',
  })
  return REFUSED
}
