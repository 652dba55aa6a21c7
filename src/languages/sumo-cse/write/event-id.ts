import type { Pattern } from '../../../plan/pattern.ts'
import type { Predicate } from '../../../plan/plan.ts'
import { alt, assertion, capture, char, repeat, seq, text } from '../../../plan/regex/build.ts'
import type { Regex } from '../../../plan/regex/regex.ts'
import { found } from '../../sumo/write/texts.ts'
import { nameOf } from './names.ts'
import { cannotSay, type Piece, type Writing } from './say.ts'

// Rules ask for the channel and the number of a Windows event one by one; a record has both in one text, `Security-4688`, and in older
// ones the number alone. What asks for both is said at once.

/** What a condition asks of the channel, or of the number, and of nothing else. */
export interface Asked {
  readonly of: 'Channel' | 'EventID'
  readonly texts: readonly string[]
  /** It also holds of an event that does not say it. */
  readonly orMissing: boolean
}

/** Undefined where a condition asks for something else, or not for whole texts. */
export function askedOf(writing: Writing, predicate: Predicate): Asked | undefined {
  const options = predicate.op === 'or' ? predicate.args : [predicate]
  const texts: string[] = []
  let of: Asked['of'] | undefined
  let orMissing = false
  for (const option of options) {
    const missing = option.op === 'not' && option.arg.op === 'present' ? option.arg.of : undefined
    const field = missing ?? (option.op === 'match' ? option.of : undefined)
    if (field?.op !== 'field' || (field.name !== 'Channel' && field.name !== 'EventID')) return undefined
    if (of !== undefined && of !== field.name) return undefined
    of = field.name
    if (missing !== undefined) orMissing = true
    else {
      const literal = option.op === 'match' ? literalOf(option.pattern) : undefined
      if (literal === undefined) return undefined
      texts.push(literal)
    }
  }
  if (of === undefined || nameOf(writing, of, undefined)?.type !== 'part') return undefined
  return { of, texts, orMissing }
}

const literalOf = (pattern: Pattern): string | undefined => {
  const [part, ...more] = pattern
  return part !== undefined && 'text' in part && more.length === 0 ? part.text : undefined
}

const number = repeat(char([[0x30, 0x39]]), 0, undefined)
const start = assertion('text start')
const end = assertion('text end')
const options = (texts: readonly string[]): Regex => {
  const all = texts.map(option => text(option, 'casefold'))
  return all.length === 1 ? alt(all) : capture(alt(all), undefined)
}

/** What is asked of both, or of one of them, as one condition of `metadata_deviceEventId`. */
export function ofEventId(writing: Writing, asked: readonly Asked[]): Piece | undefined {
  const channel = asked.find(a => a.of === 'Channel')
  const id = asked.find(a => a.of === 'EventID')
  const name = nameOf(writing, channel?.of ?? id?.of ?? 'EventID', undefined)?.text ?? ''
  if (id !== undefined && !id.texts.every(written => /^[0-9]+$/.test(written)))
    return cannotSay(writing, 'event-id', undefined, { message: 'the number of a Windows event is a whole number' })
  const ids = id === undefined ? number : alt([options(id.texts), ...(id.orMissing ? [seq([])] : [])])
  if (channel === undefined) return found(name, seq([capture(alt([start, text('-')]), undefined), ids, end]))
  const before = seq([options(channel.texts), text('-')])
  return found(name, seq([start, channel.orMissing ? repeat(capture(before, undefined), 0, 1) : before, ids, end]))
}

/** Whether an event says its channel or number at all. */
export function saysPart(writing: Writing, of: Asked['of'], at: Predicate['at']): Piece | undefined {
  const named = nameOf(writing, of, at)
  if (named === undefined) return undefined
  return of === 'EventID' ? found(named.text, seq([char([[0x30, 0x39]]), end])) : found(named.text, text('-'))
}
