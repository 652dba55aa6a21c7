/** Exponents beyond this are left as they are written: nobody means a number with so many digits, and text must stay short. */
const mostDigits = 400

/**
 * A decimal number in its one plain spelling: no exponent, no `+`, no zeros that say nothing, zero without a sign (`1.50e2` is
 * `150`). Every digit is kept. What is no decimal number, or has a huge exponent, stays as it is.
 */
export function plainNumber(written: string): string {
  const found = /^([+-]?)([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]+))?$/.exec(written)
  if (found === null) return written
  const [, sign = '', whole = '', part = '', exponent = '0'] = found
  if (whole === '' && part === '') return written
  const shift = Number(exponent)
  if (Math.abs(shift) > mostDigits) return written
  const point = whole.length + shift
  const digits = whole + part
  const before = point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0')
  const after = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point)
  const head = before.replace(/^0+/, '') || '0'
  const tail = after.replace(/0+$/, '')
  const plain = tail === '' ? head : `${head}.${tail}`
  return sign === '-' && plain !== '0' ? `-${plain}` : plain
}
