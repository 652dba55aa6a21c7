import { parseAddress, printAddress } from '../ip.ts'
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

export const addresses = { ipv4_number, ip_prefix }
