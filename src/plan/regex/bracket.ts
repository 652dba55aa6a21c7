import { didYouMean } from '../../base/suggest.ts'
import { ALL, complement, intersect, NONE, setOf } from './charset.ts'
import { posixClasses } from './classes.ts'
import { readEscape } from './escape.ts'
import { foldSet } from './fold.ts'
import { foldOf, peek, type Reader, take, takeMatch, takeText } from './reader.ts'
import { refuse, tooDeep } from './refusals.ts'
import type { CharSet } from './regex.ts'

/**
 * Reads a bracket expression; the reader stands behind `[`. A `[` inside it is a plain character, as in RE2 and PCRE. Java's
 * intersection is read where no other reading makes sense, before another bracket (`[\s&&[^\r]]`).
 */
export function readBracket(r: Reader): CharSet {
  const start = r.at - 1
  const negated = takeText(r, '^')
  const ranges: (readonly [number, number])[] = []
  let within = ALL
  for (let first = true; ; first = false) {
    if (r.at >= r.text.length) {
      if (!r.diagnostics.some(d => d.code === 'regex/too-deep'))
        refuse(
          r,
          start,
          {
            code: 'regex/unbalanced',
            message: 'this `[` is never closed',
            help: 'close it with `]`, or write `\\[` for the character',
          },
          start + 1,
        )
      return NONE
    }
    if (!first && takeText(r, ']')) break
    if (!first && takeText(r, '&&[')) within = intersect(within, readInner(r))
    else ranges.push(...readItem(r))
  }
  const set = intersect(foldSet(setOf(ranges), foldOf(r)), within)
  return negated ? complement(set) : set
}

function readInner(r: Reader): CharSet {
  if (tooDeep(r, r.at - 1)) return NONE
  r.depth++
  const set = readBracket(r)
  r.depth--
  return set
}

function readItem(r: Reader): CharSet {
  const start = r.at
  const posix = takeMatch(r, /\[:(\^?)([A-Za-z]{1,20}):\]/y)
  if (posix !== undefined) return posixClass(r, start, posix[2] ?? '', posix[1] === '^')
  if (takeText(r, '&&')) {
    refuse(r, start, {
      code: 'regex/class-intersection',
      message: '`&&` inside brackets is read in two ways',
      because: 'Java takes the characters that are on both sides, RE2 takes it for two ampersands',
      help: 'write one `&` for the character, or spell out the set that you mean',
    })
    return NONE
  }
  const from = readMember(r)
  if (from === undefined) return NONE
  if (from.one === undefined || peek(r) !== '-' || [']', ''].includes(r.text.slice(r.at + 1, r.at + 2))) return from.set
  r.at++
  const to = readMember(r)
  if (to === undefined) return NONE
  if (to.one === undefined || to.one < from.one) {
    refuse(r, start, {
      code: 'regex/bad-range',
      message: `\`${r.text.slice(start, r.at)}\` is not a range of characters`,
      because: to.one === undefined ? 'a range ends in one character' : 'its end comes before its start',
      help: 'for the character `-`, write `\\-` or put it last: `[…-]`',
    })
    return NONE
  }
  return [[from.one, to.one]]
}

interface Member {
  readonly set: CharSet
  readonly one: number | undefined
}

/** A character, or an escape for one or several; undefined when it was refused. */
function readMember(r: Reader): Member | undefined {
  const c = take(r)
  if (c !== '\\') {
    const one = c.codePointAt(0) ?? 0
    return { set: [[one, one]], one }
  }
  const found = readEscape(r, true)
  return found.is === 'set' ? found : undefined
}

function posixClass(r: Reader, start: number, name: string, negated: boolean): CharSet {
  const set = posixClasses[name]
  if (set !== undefined) return negated ? complement(set) : set
  const near = didYouMean(name, Object.keys(posixClasses))
  refuse(r, start, {
    code: 'regex/unknown-class',
    message: `there is no character class \`[:${name}:]\``,
    ...(near === undefined ? {} : { help: near }),
  })
  return NONE
}
