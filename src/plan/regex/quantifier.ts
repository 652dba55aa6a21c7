import type { Span } from '../../base/span.ts'
import { assertion, repeat, seq } from './build.ts'
import type { Look } from './look/hoist.ts'
import { type Reader, since, takeMatch, takeText } from './reader.ts'
import { possessive, refuse } from './refusals.ts'
import type { Regex } from './regex.ts'

/** RE2 refuses to repeat more often than this, also where repetitions inside each other multiply. */
export const MOST_REPEATS = 1000
/** What is repeated more often is written as repetitions one after the other, up to so many times. */
const MOST_IN_PARTS = 20_000

const signs: Readonly<Record<string, readonly [number, number | undefined]>> = {
  '*': [0, undefined],
  '+': [1, undefined],
  '?': [0, 1],
}

/** Reads the quantifier after `item`, if there is one. A `{` that starts none is a plain character and is left alone. */
export function readQuantifiers(r: Reader, item: Regex, itemStart: number): Regex {
  const start = r.at
  const found = takeMatch(r, /[*+?]|\{(\d+)(?:(,)(\d*))?\}/y)
  if (found === undefined) {
    warnOfOpenStart(r)
    return item
  }
  const [min, max] = signs[found[0]] ?? bounds(found)
  const greedy = !takeText(r, '?')
  const held = takeText(r, '+')
  if (held && (r.looks === undefined || item.re !== 'char')) refuse(r, start, possessive(r.text.slice(start, r.at)))
  const most = Math.max(min, max ?? 0)
  const inParts = most > MOST_REPEATS
  const limit = held || captures(item) ? MOST_REPEATS : MOST_IN_PARTS
  if (most > limit) {
    refuse(r, start, {
      code: 'regex/too-many-repeats',
      message: `\`${found[0]}\` repeats more than ${limit} times`,
      because: 'RE2 refuses it, as each repetition takes its own place in the compiled regex',
      help: `write at most ${limit}, or \`*\` or \`+\` where the number does not matter`,
    })
  } else if (max !== undefined && max < min) {
    refuse(r, start, {
      code: 'regex/bad-repeat',
      message: `\`${found[0]}\` has its limits in the wrong order`,
      help: `write \`{${max},${min}}\``,
    })
  }
  const again = takeMatch(r, /(?:[*+?]|\{\d+(?:,\d*)?\})+/y)
  if (again !== undefined) {
    refuse(r, start, {
      code: 'regex/repeat-of-repeat',
      message: `\`${r.text.slice(start, r.at)}\` has one quantifier on another`,
      because: 'engines read it in different ways, or not at all',
      help: 'keep one of them, or put a group between: `(?:x*){2}`',
    })
  }
  const at = since(r, itemStart)
  return held && item.re === 'char' && r.looks !== undefined
    ? asLongAsItGoes(item, min, max, r.looks)
    : inParts && most <= limit
      ? repeatInParts(item, min, max, greedy, at)
      : repeat(item, min, max, greedy, at)
}

/** Whether something inside remembers what it matched: in parts it would be several groups. */
function captures(regex: Regex): boolean {
  switch (regex.re) {
    case 'capture':
      return true
    case 'seq':
      return regex.items.some(captures)
    case 'alt':
      return regex.options.some(captures)
    case 'repeat':
      return captures(regex.of)
    default:
      return false
  }
}

/** `x{128,1500}` as `x{128}x{0,1000}x{0,372}`: the same texts, those with more (or less) repetitions first as before. */
function repeatInParts(of: Regex, min: number, max: number | undefined, greedy: boolean, at: Span): Regex {
  const parts: Regex[] = []
  for (let left = min; left > 0; left -= MOST_REPEATS) {
    const times = Math.min(left, MOST_REPEATS)
    parts.push(repeat(of, times, times, greedy))
  }
  if (max === undefined) parts.push(repeat(of, 0, undefined, greedy))
  else
    for (let left = max - min; left > 0; left -= MOST_REPEATS)
      parts.push(repeat(of, 0, Math.min(left, MOST_REPEATS), greedy))
  return seq(parts, at)
}

/** `x*+` as `x*(?!x)`; `x{1,3}+` as `x{1,3}` where what follows cannot begin with `x`. */
function asLongAsItGoes(of: Regex, min: number, max: number | undefined, looks: Map<Regex, Look>): Regex {
  const end = assertion('text end')
  looks.set(end, { ahead: true, negative: true, of, ...(max === undefined ? {} : { soft: true }) })
  return seq([repeat(of, min, max), end])
}

function bounds(found: RegExpExecArray): readonly [number, number | undefined] {
  const min = Number(found[1])
  if (found[2] === undefined) return [min, min]
  return [min, found[3] === '' ? undefined : Number(found[3])]
}

function warnOfOpenStart(r: Reader): void {
  const start = r.at
  const found = takeMatch(r, /\{,\d+\}/y)
  if (found === undefined) return
  r.diagnostics.push({
    code: 'regex/open-start',
    severity: 'warning',
    message: `\`${found[0]}\` is plain text, not a repetition`,
    because: 'a repetition has a lower limit',
    help: `write \`${found[0].replace('{', '{0')}\``,
    span: since(r, start),
    fix: [{ span: since(r, start), text: found[0].replace('{', '{0') }],
  })
  r.at = start
}
