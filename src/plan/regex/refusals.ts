import type { Diagnostic } from '../../base/diagnostic.ts'
import { type Reader, since } from './reader.ts'

type Refusal = Pick<Diagnostic, 'code' | 'message'> & Partial<Pick<Diagnostic, 'because' | 'help' | 'fix'>>

/** Notes that the regex from `start` to the reader's place cannot be used. */
export function refuse(r: Reader, start: number, refusal: Refusal, end = r.at): void {
  r.diagnostics.push({ severity: 'error', span: since(r, start, end), ...refusal })
}

const LINEAR = 'regexes run on engines that never go back in the text, so that no pattern can make a search hang'

/** Constructs that no engine with a linear-time guarantee has, by how they start after `(`. The longest start comes first. */
export const refusedGroups: readonly {
  readonly start: RegExp
  readonly body: 'regex' | 'none'
  readonly says: Refusal
}[] = [
  {
    start: /\?<?!/y,
    body: 'regex',
    says: {
      code: 'regex/look-around',
      message: 'a regex cannot look around for text that must not be there',
      because: LINEAR,
      help: 'match without it, and rule the unwanted text out with a second condition (`and not …`)',
    },
  },
  {
    start: /\?<?=/y,
    body: 'regex',
    says: {
      code: 'regex/look-around',
      message: 'a regex cannot look around for text outside of what it matches',
      because: LINEAR,
      help: 'match that text as part of the regex, with a group round the part that you want, or test it with a second condition',
    },
  },
  {
    start: /\?>/y,
    body: 'regex',
    says: {
      code: 'regex/atomic-group',
      message: 'a regex cannot have an atomic group `(?>…)`',
      because: `${LINEAR}; there is nothing to cut short`,
      help: 'write `(?:…)`',
    },
  },
  {
    start: /\?\((?:[^()]{0,100})\)/y,
    body: 'regex',
    says: {
      code: 'regex/conditional',
      message: 'a regex cannot ask whether a group has matched',
      because: LINEAR,
      help: 'write both cases as alternatives: `(?:…|…)`',
    },
  },
  {
    start: /\?(?:P>\w{0,100}|&\w{0,100}|R|[+-]?\d{1,9})(?=\))/y,
    body: 'none',
    says: {
      code: 'regex/recursion',
      message: 'a regex cannot call itself or one of its groups',
      because: LINEAR,
      help: 'write the group out as often as it can be nested',
    },
  },
  {
    start: /\?P=\w{0,100}(?=\))/y,
    body: 'none',
    says: {
      code: 'regex/back-reference',
      message: 'a regex cannot refer back to what a group matched',
      because: LINEAR,
      help: 'capture both parts, and compare them in a condition',
    },
  },
  {
    start: /\?\|/y,
    body: 'regex',
    says: {
      code: 'regex/branch-reset',
      message: 'a regex cannot number its groups anew in each alternative `(?|…)`',
      help: 'write `(?:…)`, and name or number each group by itself',
    },
  },
]

export const backReference = (written: string): Refusal => ({
  code: 'regex/back-reference',
  message: `a regex cannot refer back to what a group matched (\`${written}\`)`,
  because: LINEAR,
  help: 'capture both parts, and compare them in a condition',
})

export const possessive = (written: string): Refusal => ({
  code: 'regex/possessive',
  message: `a regex cannot repeat without giving back (\`${written}\`)`,
  because: `${LINEAR}; they give nothing back and have no need of it`,
  help: `write \`${written.slice(0, -1)}\``,
})

/** Groups and brackets inside each other; deeper ones are refused, so that no pattern can exhaust the stack. */
const DEEPEST = 200

/** Whether nothing more may be opened here. If so, it is said, and the rest of the regex is passed over. */
export function tooDeep(r: Reader, start: number): boolean {
  if (r.depth < DEEPEST) return false
  refuse(r, start, {
    code: 'regex/too-deep',
    message: `groups are nested more than ${DEEPEST} deep`,
    because: 'deeper nesting could exhaust the memory of the engines',
    help: 'take away the parentheses that are not needed',
  })
  r.at = r.text.length
  return true
}
