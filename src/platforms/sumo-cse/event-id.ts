import { fingerprint } from '../../plan/fingerprint.ts'
import type { Predicate, Scalar } from '../../plan/plan.ts'
import { assertion, char, repeat, seq, text } from '../../plan/regex/build.ts'
import type { Regex } from '../../plan/regex/regex.ts'
import { withoutPlaces } from '../../plan/regex/walk.ts'
import { rewrite } from '../../plan/walk.ts'

// `metadata_deviceEventId` holds the channel and the number of a Windows event in one text: `Security-4688`. Older records have the
// number alone.

const column = (name: string): Scalar => ({ op: 'field', name, type: 'string' })
const literal = (value: string): Scalar => ({ op: 'literal', type: 'string', value })

/** The text of an event of which these fields are known; each may be missing. */
export function eventIdOf(fields: readonly string[]): Scalar {
  const or = (of: Scalar): Scalar => ({ op: 'call', fn: 'coalesce', args: [of, literal('')] })
  const channel: Scalar = { op: 'call', fn: 'concat', args: [column('Channel'), literal('-')] }
  const pieces = [
    ...(fields.includes('Channel') ? [or(channel)] : []),
    ...(fields.includes('EventID') ? [or(column('EventID'))] : []),
  ]
  const [only] = pieces
  return pieces.length === 1 && only !== undefined ? only : { op: 'call', fn: 'concat', args: pieces }
}

/**
 * A condition in which regexes over that text are said of channel and number, where the two can be told apart: the number of an event
 * has digits only, so the last hyphen is the one between them. Equal to the condition for every event whose number is one.
 */
export function eventIdApart(condition: Predicate): Predicate {
  const whole = fingerprint(eventIdOf(['Channel', 'EventID']))
  const onlyId = fingerprint(eventIdOf(['EventID']))
  return rewrite(condition, {
    predicate: node => {
      if (node.op !== 'regex') return node
      const of = fingerprint(node.of)
      if (of !== whole && of !== onlyId) return node
      return said(withoutPlaces(node.regex), of === whole) ?? node
    },
  })
}

/** What such a regex asks of each; undefined where it does so in another way. */
function said(regex: Regex, hasChannel: boolean): Predicate | undefined {
  const items = regex.re === 'seq' ? regex.items : [regex]
  const [first, ...rest] = items
  if (first !== undefined && rest.length === 0 && isHyphen(first) && hasChannel)
    return { op: 'present', of: column('Channel') }
  if (!isAssertion(rest.at(-1), 'text end')) return undefined
  const inner = rest.slice(0, -1)
  if (first !== undefined && inner.length === 0 && same(first, digit)) return { op: 'present', of: column('EventID') }
  if (first !== undefined && same(first, anyStart)) return ofNumber(inner)
  if (!isAssertion(first, 'text start')) return undefined
  const [head, ...tail] = inner
  if (head?.re === 'repeat' && head.min === 0 && head.max === 1) {
    const number = ofNumber(tail)
    if (!hasChannel || number === undefined) return hasChannel ? undefined : number
    const before = beforeHyphen(head.of)
    if (before === undefined) return undefined
    const missing: Predicate = { op: 'not', arg: { op: 'present', of: column('Channel') } }
    return { op: 'and', args: [{ op: 'or', args: [missing, fits('Channel', before)] }, number] }
  }
  const at = inner.findLastIndex(isHyphen)
  const number = ofNumber(inner.slice(at + 1))
  if (at < 0 || number === undefined || !hasChannel) return undefined
  return { op: 'and', args: [fits('Channel', inner.slice(0, at)), number] }
}

const digit = char([[0x30, 0x39]])
const anyNumber = repeat(digit, 0, undefined)
const anyStart: Regex = {
  re: 'capture',
  of: { re: 'alt', options: [assertion('text start'), text('-')] },
  name: undefined,
}

/** The number fits, if what is asked of it is of digits only. */
function ofNumber(items: readonly Regex[]): Predicate | undefined {
  const [only] = items
  if (only !== undefined && items.length === 1 && same(only, anyNumber)) return { op: 'always' }
  return items.length > 0 && items.every(isOfDigits) ? fits('EventID', items) : undefined
}

function isOfDigits(regex: Regex): boolean {
  switch (regex.re) {
    case 'char':
      return regex.set.every(([from, to]) => from >= 0x30 && to <= 0x39)
    case 'capture':
      return isOfDigits(regex.of)
    case 'alt':
      return regex.options.every(isOfDigits)
    case 'seq':
      return regex.items.length > 0 && regex.items.every(isOfDigits)
    default:
      return false
  }
}

const fits = (name: string, items: readonly Regex[]): Predicate => ({
  op: 'regex',
  of: column(name),
  regex: seq([assertion('text start'), ...items, assertion('text end')]),
})

/** What stands before the hyphen at the end of a group. */
function beforeHyphen(regex: Regex): readonly Regex[] | undefined {
  const inner = regex.re === 'capture' ? regex.of : regex
  if (inner.re !== 'seq') return undefined
  const last = inner.items.at(-1)
  return last !== undefined && isHyphen(last) ? inner.items.slice(0, -1) : undefined
}

const same = (a: Regex, b: Regex): boolean => JSON.stringify(a) === JSON.stringify(b)
const isHyphen = (regex: Regex): boolean => same(regex, text('-'))
const isAssertion = (regex: Regex | undefined, is: 'text start' | 'text end'): boolean =>
  regex?.re === 'assert' && regex.is === is
