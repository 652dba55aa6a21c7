// Numbers as people read them: the shortest decimal digits that give the number back, as printing shows them. Rounding what is
// printed, and not the binary value, is what makes 1.005 to two decimals 1.01.

/** A finite number not below zero in decimal: 0.d₁d₂d₃… × 10^point. Zero has no digits. */
export interface Decimal {
  /** Without zeros at either end. */
  readonly digits: string
  /** Where the point stands, counted from before the first digit. */
  readonly point: number
}

/** The shortest decimal digits of a finite number, its sign left out. */
export function decimalOf(value: number): Decimal {
  const [mantissa = '', exponent = '0'] = Math.abs(value).toExponential().split('e')
  return trimmed(mantissa.replace('.', ''), Number(exponent) + 1)
}

/** Rounded to so many decimals, halves up. */
export function rounded({ digits, point }: Decimal, places: number): Decimal {
  const kept = point + places
  if (kept >= digits.length) return { digits, point }
  if (kept < 0) return { digits: '', point: 0 }
  const up = digits.charAt(kept) >= '5'
  const head = digits.slice(0, kept)
  if (!up) return trimmed(head, point)
  const nines = /9*$/.exec(head)?.[0].length ?? 0
  const before = head.slice(0, head.length - nines)
  if (before === '') return { digits: '1', point: point + 1 }
  const last = String(Number(before.slice(-1)) + 1)
  return trimmed(before.slice(0, -1) + last, point)
}

/** The digits before the point (`0` when there are none) and exactly so many after it. */
export function written({ digits, point }: Decimal, places: number): { readonly whole: string; readonly part: string } {
  const whole = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0')
  const part = point >= 0 ? digits.slice(point) : '0'.repeat(Math.min(-point, places)) + digits
  return { whole: whole === '' ? '0' : whole, part: part.slice(0, places).padEnd(places, '0') }
}

function trimmed(digits: string, point: number): Decimal {
  const zeros = /^0*/.exec(digits)?.[0].length ?? 0
  const rest = digits.slice(zeros).replace(/0+$/, '')
  return rest === '' ? { digits: '', point: 0 } : { digits: rest, point: point - zeros }
}
