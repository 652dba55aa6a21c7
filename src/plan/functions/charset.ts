/** The character encodings that text can be written in as bytes, by their IANA names. Without order of bytes, UTF-16 and UTF-32 begin with the high byte. */
export const charsets = [
  'US-ASCII',
  'UTF-8',
  'UTF-16',
  'UTF-16BE',
  'UTF-16LE',
  'UTF-32',
  'UTF-32BE',
  'UTF-32LE',
] as const
export type Charset = (typeof charsets)[number]

/** The encoding of that name, in any letter case. */
export const charsetNamed = (name: string): Charset | undefined => charsets.find(c => c === name.toUpperCase())

/** The text as bytes. What US-ASCII lacks becomes `?`; only UTF-16 writes a mark of its order first. */
export function encode(text: string, charset: Charset): Uint8Array {
  switch (charset) {
    case 'UTF-8':
      return new TextEncoder().encode(text)
    case 'US-ASCII':
      return Uint8Array.from(text, c => (c <= '\x7f' ? c.charCodeAt(0) : 0x3f))
    case 'UTF-16':
      return units([0xfeff, ...codeUnits(text)], 2, false)
    case 'UTF-16BE':
    case 'UTF-16LE':
      return units(codeUnits(text), 2, charset === 'UTF-16LE')
    case 'UTF-32':
    case 'UTF-32BE':
    case 'UTF-32LE':
      return units([...text].map(whole), 4, charset === 'UTF-32LE')
  }
}

/** Bytes as text; what is no text becomes U+FFFD. A mark of order at the start counts in UTF-16 and UTF-32, and is dropped there. */
export function decode(bytes: Uint8Array, charset: Charset): string {
  switch (charset) {
    case 'UTF-8':
      return decoder('utf-8').decode(bytes)
    case 'US-ASCII':
      return Array.from(bytes, b => (b < 0x80 ? String.fromCharCode(b) : '\ufffd')).join('')
    case 'UTF-16':
      return withoutMark(decoder(littleMark(bytes, 2) ? 'utf-16le' : 'utf-16be').decode(bytes))
    case 'UTF-16BE':
      return decoder('utf-16be').decode(bytes)
    case 'UTF-16LE':
      return decoder('utf-16le').decode(bytes)
    case 'UTF-32':
      return withoutMark(fromUtf32(bytes, littleMark(bytes, 4)))
    case 'UTF-32BE':
    case 'UTF-32LE':
      return fromUtf32(bytes, charset === 'UTF-32LE')
  }
}

const decoder = (label: string): TextDecoder => new TextDecoder(label, { ignoreBOM: true })

/** The code point of a character; half of a pair that stands alone is no character. */
function whole(char: string): number {
  const code = char.codePointAt(0) ?? 0xfffd
  return code >= 0xd800 && code <= 0xdfff ? 0xfffd : code
}

function codeUnits(text: string): number[] {
  const found: number[] = []
  for (const char of text) {
    const code = whole(char)
    if (code < 0x10000) found.push(code)
    else found.push(char.charCodeAt(0), char.charCodeAt(1))
  }
  return found
}

function units(values: readonly number[], size: 2 | 4, little: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(values.length * size))
  for (const [i, value] of values.entries()) {
    if (size === 2) bytes.setUint16(i * 2, value, little)
    else bytes.setUint32(i * 4, value, little)
  }
  return new Uint8Array(bytes.buffer)
}

const littleMark = (bytes: Uint8Array, size: 2 | 4): boolean =>
  bytes[0] === 0xff && bytes[1] === 0xfe && (size === 2 || (bytes[2] === 0 && bytes[3] === 0))

const withoutMark = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text)

function fromUtf32(bytes: Uint8Array, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let out = ''
  for (let i = 0; i < bytes.length; i += 4) {
    const code = i + 4 <= bytes.length ? view.getUint32(i, little) : -1
    const isChar = code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
    out += isChar ? String.fromCodePoint(code) : '\ufffd'
  }
  return out
}
