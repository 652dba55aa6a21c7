import type { Value } from '../../event/value.ts'
import { fromBase64, fromHex, toBase64, toHex } from './bytes.ts'
import { charsetNamed, charsets, decode, encode } from './charset.ts'
import type { PlanFunction } from './function.ts'
import { int, takes, text } from './signature.ts'

const named = charsets.join(', ')

const base64_encode: PlanFunction = {
  doc: `The text in base 64 with padding, its bytes in the encoding that the second argument names (${named}); null for any other.`,
  ...takes(['string', 'string'], 'string'),
  nulls: 'strict',
  evaluate: ([s, name]) => {
    const charset = charsetNamed(text(name))
    return charset === undefined ? null : toBase64(encode(text(s), charset))
  },
  examples: [
    { args: ['hello world', 'UTF-8'], types: ['string', 'string'], gives: 'aGVsbG8gd29ybGQ=' },
    { args: ['é', 'US-ASCII'], types: ['string', 'string'], gives: 'Pw==' },
    { args: ['a', 'utf-16'], types: ['string', 'string'], gives: '/v8AYQ==' },
    { args: ['😀', 'UTF-16LE'], types: ['string', 'string'], gives: 'PdgA3g==' },
    { args: ['😀', 'UTF-32BE'], types: ['string', 'string'], gives: 'AAH2AA==' },
    { args: ['', 'UTF-8'], types: ['string', 'string'], gives: '' },
    { args: ['a', 'EBCDIC'], types: ['string', 'string'], gives: null },
  ],
}

const base64_decode: PlanFunction = {
  doc: 'The text behind base 64, whose padding may be missing, its bytes in the encoding that the second argument names; null where it is no base 64, and for any other encoding.',
  ...takes(['string', 'string'], 'string'),
  nulls: 'strict',
  evaluate: ([s, name]) => {
    const charset = charsetNamed(text(name))
    const bytes = fromBase64(text(s))
    return charset === undefined || bytes === undefined ? null : decode(bytes, charset)
  },
  examples: [
    { args: ['aGVsbG8gd29ybGQ=', 'UTF-8'], types: ['string', 'string'], gives: 'hello world' },
    { args: ['aGVsbG8gd29ybGQ', 'UTF-8'], types: ['string', 'string'], gives: 'hello world' },
    { args: ['VABoAA==', 'UTF-16LE'], types: ['string', 'string'], gives: 'Th' },
    { args: ['//5hAA==', 'UTF-16'], types: ['string', 'string'], gives: 'a' },
    { args: ['AAH2AA==', 'UTF-32'], types: ['string', 'string'], gives: '😀' },
    { args: ['//4=', 'UTF-8'], types: ['string', 'string'], gives: '��' },
    { args: ['77u/YQBi', 'UTF-8'], types: ['string', 'string'], gives: '\ufeffa\0b' },
    { args: ['no base 64!', 'UTF-8'], types: ['string', 'string'], gives: null },
  ],
}

const url_encode: PlanFunction = {
  doc: 'The text as forms send it: letters, digits and `.-*_` as they are, a blank as `+`, each other byte of its UTF-8 as %XX.',
  ...takes(['string'], 'string'),
  nulls: 'strict',
  evaluate: ([s]) =>
    [...text(s)].map(char => (/^[A-Za-z0-9.\-*_]$/.test(char) ? char : char === ' ' ? '+' : percent(char))).join(''),
  examples: [
    { args: ['http://a.org/x y?b=c&'], types: ['string'], gives: 'http%3A%2F%2Fa.org%2Fx+y%3Fb%3Dc%26' },
    { args: ['é~*'], types: ['string'], gives: '%C3%A9%7E*' },
  ],
}

const percent = (char: string): string =>
  [...encode(char, 'UTF-8')].map(b => `%${b.toString(16).toUpperCase().padStart(2, '0')}`).join('')

const url_decode: PlanFunction = {
  doc: 'The text that forms send like this: `+` is a blank, each run of %XX is UTF-8; null where a % has no two hexadecimal digits after it.',
  ...takes(['string'], 'string'),
  nulls: 'strict',
  evaluate: ([s]) => {
    const written = text(s)
    if (/%(?![0-9a-fA-F]{2})/.test(written)) return null
    return written.replaceAll('+', ' ').replace(/(?:%[0-9a-fA-F]{2})+/g, run => {
      const bytes = fromHex(run.replaceAll('%', ''))
      return bytes === undefined ? run : decode(bytes, 'UTF-8')
    })
  },
  examples: [
    { args: ['a%2Fb+c%C3%A9'], types: ['string'], gives: 'a/b cé' },
    { args: ['100%'], types: ['string'], gives: null },
    { args: ['%FF'], types: ['string'], gives: '�' },
  ],
}

const hex_to_text: PlanFunction = {
  doc: 'The text behind pairs of hexadecimal digits, one character (U+0000 to U+00FF) a pair; null where it is none.',
  ...takes(['string'], 'string'),
  nulls: 'strict',
  evaluate: ([s]) => {
    const bytes = fromHex(text(s))
    return bytes === undefined ? null : Array.from(bytes, b => String.fromCharCode(b)).join('')
  },
  examples: [
    { args: ['68656C6c6f0a'], types: ['string'], gives: 'hello\n' },
    { args: ['e9'], types: ['string'], gives: 'é' },
    { args: ['00ff'], types: ['string'], gives: '\0ÿ' },
    { args: ['abc'], types: ['string'], gives: null },
  ],
}

const text_to_hex: PlanFunction = {
  doc: 'The UTF-8 of a text in small hexadecimal digits.',
  ...takes(['string'], 'string'),
  nulls: 'strict',
  evaluate: ([s]) => toHex(encode(text(s), 'UTF-8')),
  examples: [
    { args: ['hello\n'], types: ['string'], gives: '68656c6c6f0a' },
    { args: ['é'], types: ['string'], gives: 'c3a9' },
  ],
}

const hex_to_int: PlanFunction = {
  doc: 'The whole number behind 1 to 16 hexadecimal digits, in two’s complement of 64 bit; null where it is none.',
  ...takes(['string'], 'int'),
  nulls: 'strict',
  evaluate: ([s]) => hexToInt(text(s)),
  examples: [
    { args: ['12d230'], types: ['string'], gives: 1233456n },
    { args: ['FFFFFFFFFFFFFFFF'], types: ['string'], gives: -1n },
    { args: ['0x1F'], types: ['string'], gives: null },
    { args: ['10000000000000000'], types: ['string'], gives: null },
  ],
}

const hexToInt = (digits: string): Value =>
  /^[0-9a-fA-F]{1,16}$/.test(digits) ? BigInt.asIntN(64, BigInt(`0x${digits}`)) : null

const int_to_hex: PlanFunction = {
  doc: 'The whole number in capital hexadecimal digits, in two’s complement of 64 bit.',
  ...takes(['int'], 'string'),
  nulls: 'strict',
  evaluate: ([n]) => BigInt.asUintN(64, int(n)).toString(16).toUpperCase(),
  examples: [
    { args: [4919n], types: ['int'], gives: '1337' },
    { args: [-1n], types: ['int'], gives: 'FFFFFFFFFFFFFFFF' },
    { args: [0n], types: ['int'], gives: '0' },
  ],
}

export const encoding = {
  base64_encode,
  base64_decode,
  url_encode,
  url_decode,
  hex_to_text,
  text_to_hex,
  hex_to_int,
  int_to_hex,
}
