import { suffixes } from '../lexer-number.ts'
import { isWord, type Parser, peek, spanFrom, take } from '../parsing.ts'
import type { Expr } from '../syntax.ts'
import { replace, sayForeign } from './say.ts'

// Lengths of time as other languages write them: `24 hours`, `interval '1 day'`. Here a number has a unit of one letter (FE).

const units =
  /^(?:(w)(?:ee)?ks?|(d)ays?|(h)(?:(?:ou)?rs?)|(m)in(?:ute)?s?|(s)ec(?:ond)?s?|(ms)|(?:millisecond|milli|msec)s?)$/i

/** The suffix of a unit that is written out. */
function suffixOf(word: string): string | undefined {
  const found = units.exec(word)
  if (found === null) return undefined
  return (found.slice(1).find(part => part !== undefined) ?? 'ms').toLowerCase()
}

/** `24 hours`, if it stands next: one number. */
export function longDuration(p: Parser): Expr | undefined {
  // the width of a slice has rules of its own
  if (/^(?:timeslice|by)$/i.test(p.cursor.last()?.text ?? '')) return undefined
  const [number, word] = [peek(p), peek(p, 1)]
  const unit = word.kind === 'word' && /^[\d.]+$/.test(number.text) ? suffixOf(word.text) : undefined
  if (unit === undefined) return undefined
  take(p)
  take(p, 'number')
  return sayDuration(p, number.start, number.text, unit)
}

/** `interval 1 hour`, `interval '1 day'` of SQL, if it stands next. */
export function sqlInterval(p: Parser): Expr | undefined {
  const next = peek(p, 1)
  if (!isWord(peek(p), 'interval')) return undefined
  const quoted = next.kind === 'single-quoted' || next.kind === 'string'
  const [, digits, name = ''] =
    /^["']?\s*(\d+)\s*([A-Za-z]*)\s*["']?$/.exec(quoted || next.kind === 'number' ? next.text : '') ?? []
  if (digits === undefined) return undefined
  const after = peek(p, 2)
  const outside = name === '' && after.kind === 'word'
  const unit = suffixOf(outside ? after.text : name)
  if (unit === undefined) return undefined
  const { start } = take(p, 'keyword')
  take(p, 'number')
  if (outside) take(p, 'number')
  return sayDuration(p, start, digits, unit)
}

function sayDuration(p: Parser, start: number, digits: string, unit: string): Expr {
  const span = spanFrom(p, start)
  const text = `${digits}${unit}`
  sayForeign(p, {
    code: 'sumo/time-unit',
    message: 'a length of time is a number with its unit behind it, in one or two letters',
    because: 'the units are `ms`, `s`, `m`, `h`, `d` and `w`; letter case counts',
    help: `write \`${text}\``,
    span,
    fix: [replace(span, text)],
  })
  return { kind: 'number', value: Number(digits) * (suffixes[unit] ?? 1), text, span }
}
