/** An address as a number of so many bits. */
export interface Address {
  readonly bits: 32 | 128
  readonly value: bigint
}

/**
 * An IPv4 or IPv6 address in its text form (RFC 4291 section 2.2; no zone, no leading zeros in IPv4); undefined where the
 * text is none.
 */
export function parseAddress(text: string): Address | undefined {
  if (text.length > 45) return undefined
  if (!text.includes(':')) {
    const value = parseIpv4(text)
    return value === undefined ? undefined : { bits: 32, value }
  }
  const value = parseIpv6(text)
  return value === undefined ? undefined : { bits: 128, value }
}

/** The one text form of an address: dotted IPv4, or IPv6 as RFC 5952 section 4 writes it. */
export function printAddress({ bits, value }: Address): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map(shift => (value >> shift) & 0xffn).join('.')
  const groups = Array.from({ length: 8 }, (_, i) => ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16))
  const zeros = longestZeros(groups)
  if (zeros.length < 2) return groups.join(':')
  return `${groups.slice(0, zeros.start).join(':')}::${groups.slice(zeros.start + zeros.length).join(':')}`
}

/** Addresses that share their first `prefix` bits. */
export interface Network {
  readonly address: Address
  readonly prefix: number
}

/** A network in CIDR form (`10.0.0.0/8`); bits after the prefix are ignored. Undefined where the text is none. */
export function parseNetwork(text: string): Network | undefined {
  const parts = /^([^/]+)\/(\d{1,3})$/.exec(text)
  const address = parseAddress(parts?.[1] ?? '')
  const prefix = Number(parts?.[2])
  return address === undefined || prefix > address.bits ? undefined : { address, prefix }
}

/** Whether the address is of the network's kind and lies in it. An IPv4 address in an IPv6 form stays IPv6. */
export function liesIn(address: Address, { address: base, prefix }: Network): boolean {
  const rest = BigInt(base.bits - prefix)
  return address.bits === base.bits && address.value >> rest === base.value >> rest
}

function parseIpv4(text: string): bigint | undefined {
  const bytes = text.split('.')
  if (bytes.length !== 4 || !bytes.every(b => /^(?:0|[1-9][0-9]{0,2})$/.test(b) && Number(b) <= 255)) return undefined
  return bytes.reduce((value, b) => (value << 8n) | BigInt(b), 0n)
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map((half, i) => groupsOf(half, i === halves.length - 1))
  if (head === undefined) return undefined
  if (halves.length === 1) return head.length === 8 ? join(head) : undefined
  if (tail === undefined || head.length + tail.length > 7) return undefined
  return join([...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0n), ...tail])
}

/** The 16-bit groups of a part of an address; the last two may be written as IPv4. */
function groupsOf(half: string, atEnd: boolean): bigint[] | undefined {
  if (half === '') return []
  const groups: bigint[] = []
  const words = half.split(':')
  for (const [i, word] of words.entries()) {
    const ipv4 = atEnd && i === words.length - 1 && word.includes('.') ? parseIpv4(word) : undefined
    if (ipv4 !== undefined) groups.push(ipv4 >> 16n, ipv4 & 0xffffn)
    else if (/^[0-9a-fA-F]{1,4}$/.test(word)) groups.push(BigInt(`0x${word}`))
    else return undefined
  }
  return groups
}

const join = (groups: readonly bigint[]): bigint => groups.reduce((value, g) => (value << 16n) | g, 0n)

/** The first of the longest runs of zero groups. */
function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  let start = 0
  for (const [i, group] of groups.entries()) {
    if (group !== '0') start = i + 1
    else if (i + 1 - start > best.length) best = { start, length: i + 1 - start }
  }
  return best
}
