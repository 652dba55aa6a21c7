import type { Diagnostic } from '../../base/diagnostic.ts'
import type { Span } from '../../base/span.ts'
import { MOST_REPEATS } from './quantifier.ts'
import type { CharSet, Regex } from './regex.ts'

/**
 * The most instructions a compiled regex may have, as estimated. Engines are linear in the text but also in this number, and RE2's
 * default memory holds about twice as many.
 */
export const MOST_INSTRUCTIONS = 40_000

/** Errors where a regex is larger than every engine can hold: repetitions that multiply (`regex/too-many-repeats`), or all in all (`regex/too-large`). */
export function checkSize(regex: Regex, whole: Span): Diagnostic[] {
  const tooMany = findTooMany(regex, MOST_REPEATS)
  if (tooMany !== undefined)
    return [
      {
        code: 'regex/too-many-repeats',
        severity: 'error',
        message: `repetitions inside each other add up to more than ${MOST_REPEATS}`,
        because: 'RE2 refuses it, as each repetition takes its own place in the compiled regex',
        help: 'write `*` or `+` where the number does not matter',
        span: tooMany.at ?? whole,
      },
    ]
  if (instructions(regex) <= MOST_INSTRUCTIONS) return []
  return [
    {
      code: 'regex/too-large',
      severity: 'error',
      message: 'the regex is too large once its repetitions are written out',
      because: 'engines keep every repetition of every character in memory while they search',
      help: 'write `*` or `+` where the number does not matter, or split it into several conditions',
      span: whole,
    },
  ]
}

/** The first repetition by which the numbers along one path multiply beyond what is left. */
function findTooMany(regex: Regex, left: number): Regex | undefined {
  switch (regex.re) {
    case 'empty':
    case 'char':
    case 'assert':
      return undefined
    case 'seq':
      return firstOf(regex.items, left)
    case 'alt':
      return firstOf(regex.options, left)
    case 'capture':
      return findTooMany(regex.of, left)
    case 'repeat': {
      const times = isSign(regex) ? 1 : Math.max(regex.max ?? regex.min, 1)
      return times > left ? regex : findTooMany(regex.of, Math.floor(left / times))
    }
  }
}

function firstOf(regexes: readonly Regex[], left: number): Regex | undefined {
  for (const regex of regexes) {
    const found = findTooMany(regex, left)
    if (found !== undefined) return found
  }
  return undefined
}

/** Whether it is written `*`, `+` or `?`, which RE2 does not count. */
const isSign = ({ min, max }: Regex & { re: 'repeat' }): boolean =>
  (max === undefined && min <= 1) || (min === 0 && max === 1)

/** How many instructions an engine that reads UTF-8 needs for it, about. */
export function instructions(regex: Regex): number {
  switch (regex.re) {
    case 'empty':
    case 'assert':
      return 1
    case 'char':
      return bytes(regex.set)
    case 'seq':
      return sum(regex.items)
    case 'alt':
      return sum(regex.options) + regex.options.length
    case 'capture':
      return instructions(regex.of) + 2
    case 'repeat':
      return (instructions(regex.of) + 1) * Math.max(regex.max ?? regex.min + 1, 1)
  }
}

const sum = (regexes: readonly Regex[]): number => regexes.reduce((n, regex) => n + instructions(regex), 0)

/** The last code points that take one, two, three and four bytes. */
const byLength = [0x7f, 0x7ff, 0xffff, 0x10ffff]

function bytes(set: CharSet): number {
  let n = 1
  for (const [from, to] of set) {
    let low = 0
    for (const [i, high] of byLength.entries()) {
      if (from <= high && to >= low) n += i + 1
      low = high + 1
    }
  }
  return n
}
