/** An offset from UTC in milliseconds, and where it ends. */
interface Offset {
  readonly offset: number
  readonly end: number
}

const minute = 60_000

/** Names of zones that are one offset each. */
const named: Readonly<Record<string, number>> = {
  ...{ UTC: 0, GMT: 0, UT: 0, EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 },
  ...{ AKST: -9, AKDT: -8, HST: -10 },
}

/**
 * The offset written at a place: for a pattern of `X`, `Z` or ±hh, ±hhmm, ±hh:mm by how many there are; else ±hhmm, a name in
 * any letter case, or `GMT+3:00`. Undefined where there is none.
 */
export function readOffset(text: string, at: number, iso: number | undefined): Offset | undefined {
  if (iso !== undefined) {
    if (text[at] === 'Z') return { offset: 0, end: at + 1 }
    const shape = iso === 1 ? /([+-])(\d\d)/y : iso === 2 ? /([+-])(\d\d)(\d\d)/y : /([+-])(\d\d):(\d\d)/y
    return numeric(shape, text, at)
  }
  const sign = text[at]
  if (sign === '+' || sign === '-') return numeric(/([+-])(\d\d)(\d\d)/y, text, at)
  const afterGmt = /^gmt$/i.test(text.slice(at, at + 3)) ? numeric(/([+-])(\d\d?):(\d\d)/y, text, at + 3) : undefined
  if (afterGmt !== undefined) return afterGmt
  const word = /[A-Za-z]+/y
  word.lastIndex = at
  const name = word.exec(text)?.[0].toUpperCase() ?? ''
  const hours = Object.hasOwn(named, name) ? named[name] : undefined
  return hours === undefined ? undefined : { offset: hours * 60 * minute, end: at + name.length }
}

function numeric(shape: RegExp, text: string, at: number): Offset | undefined {
  shape.lastIndex = at
  const found = shape.exec(text)
  if (found === null) return undefined
  const [, sign, hours, minutes = '0'] = found
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined
  return { offset: (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minute, end: shape.lastIndex }
}
