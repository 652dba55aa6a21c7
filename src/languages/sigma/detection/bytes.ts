// Texts as bytes, and bytes as base64: what a value looks like inside an encoded one.

export type Encoding = 'utf8' | 'utf16le' | 'utf16be' | 'utf16'

/** The bytes of a text. `utf16` begins with the mark of its byte order, FF FE. */
export function encode(text: string, encoding: Encoding): number[] {
  if (encoding === 'utf8') return [...new TextEncoder().encode(text)]
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
  if (encoding === 'utf16be') return units.flatMap(u => [u >> 8, u & 0xff])
  const little = units.flatMap(u => [u & 0xff, u >> 8])
  return encoding === 'utf16' ? [0xff, 0xfe, ...little] : little
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Bytes as base64 (RFC 4648), padded. */
export function base64(bytes: readonly number[]): string {
  let out = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.slice(i, i + 3)
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    out += alphabet.charAt(bits >> 18) + alphabet.charAt((bits >> 12) & 63)
    out +=
      (b === undefined ? '=' : alphabet.charAt((bits >> 6) & 63)) + (c === undefined ? '=' : alphabet.charAt(bits & 63))
  }
  return out
}

/** Characters that depend on what stands before, by the bytes that do. */
const before = [0, 2, 3]
/** Characters of the end that depend on what follows, by the bytes over a multiple of three. */
const after = [0, 3, 2]

/**
 * The three ways in which bytes can stand inside of base64, without the characters that also depend on their neighbours
 * (sigma-appendix-modifiers.md, base64offset). Of fewer than three bytes nothing would be left to look for.
 */
export const base64Offsets = (bytes: readonly number[]): string[] =>
  [0, 1, 2].map(shift => {
    const text = base64([...Array.from({ length: shift }, () => 0), ...bytes])
    return text.slice(before[shift] ?? 0, text.length - (after[(bytes.length + shift) % 3] ?? 0))
  })
