import { liesIn, parseAddress, parseNetwork } from '../../plan/ip.ts'
import { callReference, type Expr, type ReferenceFunction, type Writing } from './expr.ts'

const within: ReferenceFunction = {
  name: 'plan_within',
  parameters: ['ip', 'string'],
  result: 'bool',
  nulls: 'strict',
  evaluate: ([text, cidr]) => {
    const address = parseAddress(String(text))
    const network = parseNetwork(String(cidr))
    return address !== undefined && network !== undefined && liesIn(address, network)
  },
}

/** Whether an address lies in a network. The text of an IPv4 address tells its first whole bytes, which sorts most out cheaply. */
export function withinNetwork(of: Expr, cidr: string, w: Writing): string {
  const literal = { sql: w.dialect.literal(cidr, 'string'), type: 'string', nullable: false, plain: true } as const
  const exact = callReference(within, [of, literal], w)
  const network = parseNetwork(cidr)
  const bytes = network?.address.bits === 32 ? Math.floor(network.prefix / 8) : 0
  if (bytes === 0) return exact
  const start = cidr
    .split('.')
    .slice(0, bytes)
    .map(byte => byte.replace(/\/.*/, ''))
    .join('.')
  const literalStart = w.dialect.literal(bytes === 4 ? start : `${start}.`, 'string')
  return `(${w.dialect.startsWith(of.sql, literalStart)} AND ${exact})`
}
