import { parseNetwork, printAddress } from '../../../plan/ip.ts'
import type { Predicate } from '../../../plan/plan.ts'
import { cannotSay, type Piece, type Writing } from './say.ts'

type Within = Predicate & { readonly op: 'within' }

/**
 * An address in a network. Sumo compares prefixes of IPv4 addresses only (S/cidr.md); of IPv6, those networks can be said
 * whose addresses all begin in one way, however they are written.
 */
export function network(
  writing: Pick<Writing, 'diagnostics'>,
  name: string,
  { network: written, at }: Within,
): Piece | undefined {
  const parsed = parseNetwork(written)
  if (parsed === undefined) return cannotSay(writing, 'network', at, { message: `\`${written}\` is no network` })
  const { address, prefix } = parsed
  if (address.bits === 32)
    return { text: `compareCIDRPrefix(${name}, "${printAddress(address)}", "${prefix}")`, binds: 'atom' }
  const regex = prefix === 128 && address.value === 1n ? loopback : beginning(address.value, prefix)
  if (regex !== undefined) return { text: `isValidIPv6(${name}) and ${name} matches /${regex}/`, binds: 'and' }
  return cannotSay(writing, 'network', at, {
    message: `Sumo cannot say that an address is in ${written}`,
    because: 'it compares prefixes of IPv4 addresses only, and an IPv6 address can be written in many ways',
  })
}

const loopback = '^[0:]*:(0{0,3}1|0\\.0\\.0\\.1)$'

/** The first group of every address of the network, where it cannot be shortened and decides alone. */
function beginning(value: bigint, prefix: number): string | undefined {
  if (prefix < 4 || prefix > 16) return undefined
  const first = Number(value >> 112n)
  const free = 16 - prefix
  if (first < 0x1000) return undefined
  const digits = first.toString(16).padStart(4, '0')
  const open = Math.floor(free / 4)
  const fixed = digits.slice(0, 4 - open - (free % 4 === 0 ? 0 : 1))
  const low = Number.parseInt(digits.charAt(fixed.length), 16)
  const some = Array.from({ length: 1 << (free % 4) }, (_, i) => (low + i).toString(16)).join('')
  return `(?i)^${fixed}${free % 4 === 0 ? '' : `[${some}]`}${open === 0 ? '' : open === 1 ? '[0-9a-f]' : `[0-9a-f]{${open}}`}:`
}
