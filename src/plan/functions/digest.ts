import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { toHex } from './bytes.ts'
import { encode } from './charset.ts'
import type { PlanFunction } from './function.ts'
import { murmur3 } from './murmur.ts'
import { takes, text } from './signature.ts'

/** The digests there are, by name. */
const digests: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  md5,
  sha1,
  sha256,
  murmur3_128: murmur3,
}

/** Names of the digests that can be computed. */
export const digestNames: readonly string[] = Object.keys(digests)

const digest: PlanFunction = {
  doc: 'The digest of the UTF-8 of a text in small hexadecimal digits, by the algorithm that the second argument names (md5, sha1, sha256, murmur3_128); null for any other.',
  ...takes(['string', 'string'], 'string'),
  nulls: 'strict',
  evaluate: ([s, name]) => {
    const compute = Object.hasOwn(digests, text(name)) ? digests[text(name)] : undefined
    return compute === undefined ? null : toHex(compute(encode(text(s), 'UTF-8')))
  },
  examples: [
    { args: ['hello', 'md5'], types: ['string', 'string'], gives: '5d41402abc4b2a76b9719d911017c592' },
    { args: ['hello', 'sha1'], types: ['string', 'string'], gives: 'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d' },
    {
      args: ['hello', 'sha256'],
      types: ['string', 'string'],
      gives: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    },
    { args: ['hello', 'murmur3_128'], types: ['string', 'string'], gives: '029bbd41b3a7d8cb191dae486a901e5b' },
    { args: ['', 'murmur3_128'], types: ['string', 'string'], gives: '00000000000000000000000000000000' },
    {
      args: ['The quick brown fox jumps over the lazy dog', 'murmur3_128'],
      types: ['string', 'string'],
      gives: '6c1b07bc7bbc4be347939ac4a93c437a',
    },
    { args: ['hello', 'crc32'], types: ['string', 'string'], gives: null },
  ],
}

const luhn: PlanFunction = {
  doc: 'Whether the digits of a text, whatever stands between them, pass the check of Luhn (ISO/IEC 7812-1 annex B); false where there is none.',
  ...takes(['string'], 'bool'),
  nulls: 'strict',
  evaluate: ([s]) => passesLuhn(text(s).replace(/[^0-9]/g, '')),
  examples: [
    { args: ['6666-7777-6666-8888'], types: ['string'], gives: true },
    { args: ['6666-7777-6666-8889'], types: ['string'], gives: false },
    { args: ['none'], types: ['string'], gives: false },
  ],
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = i % 2 === 0 ? digit : 2 * digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return digits !== '' && sum % 10 === 0
}

export const checksums = { digest, luhn }
