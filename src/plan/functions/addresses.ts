import { type Address, parseAddress, parseNetwork, printAddress } from '../ip.ts'
import type { PlanFunction } from './function.ts'
import { int, takes, text } from './signature.ts'

const ipv4_number: PlanFunction = {
  doc: 'An IPv4 address as a whole number from 0 to 4294967295; null for an IPv6 address.',
  ...takes(['ip'], 'int'),
  nulls: 'strict',
  evaluate: ([ip]) => {
    const address = parseAddress(text(ip))
    return address?.bits === 32 ? address.value : null
  },
  examples: [
    { args: ['127.0.0.1'], types: ['ip'], gives: 2130706433n },
    { args: ['::1'], types: ['ip'], gives: null },
  ],
}

const ip_prefix: PlanFunction = {
  doc: 'The address with all bits after the first so many set to zero; null where the address has fewer bits.',
  ...takes(['ip', 'int'], 'ip'),
  nulls: 'strict',
  evaluate: ([ip, prefix]) => {
    const address = parseAddress(text(ip))
    const length = int(prefix)
    if (address === undefined || length < 0n || length > BigInt(address.bits)) return null
    const rest = BigInt(address.bits) - length
    return printAddress({ bits: address.bits, value: (address.value >> rest) << rest })
  },
  examples: [
    { args: ['10.10.1.35', 27n], types: ['ip', 'int'], gives: '10.10.1.32' },
    { args: ['10.10.1.35', 0n], types: ['ip', 'int'], gives: '0.0.0.0' },
    { args: ['fe80::1:2', 112n], types: ['ip', 'int'], gives: 'fe80::1:0' },
    { args: ['10.10.1.35', 33n], types: ['ip', 'int'], gives: null },
  ],
}

const ip_key: PlanFunction = {
  doc: 'A text by which addresses are in order: those of IPv4 before those of IPv6, each from the lowest to the highest.',
  ...takes(['ip'], 'string'),
  nulls: 'strict',
  evaluate: ([ip]) => {
    const address = parseAddress(text(ip))
    return address === undefined ? null : keyOf(address)
  },
  examples: [
    { args: ['10.0.0.255'], types: ['ip'], gives: '4:0a0000ff' },
    { args: ['::1'], types: ['ip'], gives: '6:00000000000000000000000000000001' },
  ],
}

/** The key of one end of the network that a text names, or of the one address. */
const endKey = (text: string, end: 'first' | 'last'): string | null => {
  const network = parseNetwork(text)
  const address = network?.address ?? parseAddress(text)
  if (address === undefined) return null
  const rest = BigInt(network === undefined ? 0 : address.bits - network.prefix)
  const first = (address.value >> rest) << rest
  return keyOf({ bits: address.bits, value: end === 'first' ? first : first | ((1n << rest) - 1n) })
}

const keyOf = ({ bits, value }: Address): string =>
  bits === 32 ? `4:${value.toString(16).padStart(8, '0')}` : `6:${value.toString(16).padStart(32, '0')}`

const network_first_key: PlanFunction = {
  doc: 'The `ip_key` of the lowest address of a network in CIDR form, or of the address that the text is; null where it is neither.',
  ...takes(['string'], 'string'),
  nulls: 'strict',
  evaluate: ([network]) => endKey(text(network), 'first'),
  examples: [
    { args: ['10.1.2.3/8'], types: ['string'], gives: '4:0a000000' },
    { args: ['fe80::/10'], types: ['string'], gives: '6:fe800000000000000000000000000000' },
    { args: ['10.0.0.1'], types: ['string'], gives: '4:0a000001' },
    { args: ['10.0.0.0/33'], types: ['string'], gives: null },
  ],
}

const network_last_key: PlanFunction = {
  doc: 'The `ip_key` of the highest address of a network in CIDR form, or of the address that the text is; null where it is neither.',
  ...takes(['string'], 'string'),
  nulls: 'strict',
  evaluate: ([network]) => endKey(text(network), 'last'),
  examples: [
    { args: ['10.1.2.3/8'], types: ['string'], gives: '4:0affffff' },
    { args: ['0.0.0.0/0'], types: ['string'], gives: '4:ffffffff' },
    { args: ['2001:db8::/127'], types: ['string'], gives: '6:20010db8000000000000000000000001' },
    { args: ['10.0.0.'], types: ['string'], gives: null },
  ],
}

export const addresses = { ipv4_number, ip_prefix, ip_key, network_first_key, network_last_key }
