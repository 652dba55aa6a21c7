import type { Span } from '../../../../base/span.ts'
import type { Predicate, Scalar } from '../../../../plan/plan.ts'
import { pageOf } from '../../pages.ts'
import { asText, converted } from '../coerce.ts'
import { type Context, say } from '../context.ts'
import { allOf, anyOf, negation } from '../logic.ts'
import { filter } from '../rows.ts'
import { intOf, ofCondition, type Typed, textOf } from '../typed.ts'
import { call, either, type Lowerings, string } from './lowering.ts'
import { notANumber, wholeNumber } from './numbers.ts'

/** What is asked and made of IP addresses (S/isprivateip, S/ispublicip, S/isreservedip, S/isvalidip, S/ipv4tonumber, S/cidr). */
export const addressFunctions: Lowerings = {
  isvalidip: ([x], at) => ofCondition(isAddress(x, at), at),
  isvalidipv4: ([x], at) => ofCondition(isIpv4(x, at), at),
  isvalidipv6: ([x], at) => ofCondition(allOf([isAddress(x, at), hasColon(x, at)], at), at),
  isprivateip: ([x], at, context) => ofValid(context, x, at, inAny(x, privateNetworks, at)),
  ispublicip: ([x], at, context) =>
    ofValid(context, x, at, negation(inAny(x, [...privateNetworks, ...specialNetworks], at), at)),
  isreservedip: ([x], at, context) => ofValid(context, x, at, inAny(x, [...privateNetworks, ...specialNetworks], at)),
  ipv4tonumber: ([x], at) => intOf(call('ipv4_number', [address(x)], at), at),
  getcidrprefix: ([x, length = x], at, context) => {
    const prefix = prefixLength(context, length, at)
    return prefix === undefined ? undefined : textOf(prefixOf(address(x), isIpv4(x, at), prefix, at), at)
  },
  comparecidrprefix: ([x, y = x, length = x], at, context) => {
    const prefix = prefixLength(context, length, at)
    if (prefix === undefined) return undefined
    const [left, right] = [x, y].map(ip => call('ip_prefix', [address(ip), prefix], at))
    if (left === undefined || right === undefined) return undefined
    return ofCondition(allOf([isIpv4(x, at), { op: 'compare', is: 'eq', left, right, at }], at), at)
  },
  maskfromcidr: ([length], at, context) => {
    const prefix = prefixLength(context, length, at)
    if (prefix === undefined) return undefined
    const all: Scalar = { op: 'literal', type: 'ip', value: '255.255.255.255' }
    return textOf(converted(call('ip_prefix', [all, prefix], at), 'ip', 'string'), at)
  },
}

const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']

/** The networks of special use, beside the private ones, that RFC 5735 section 4 lists. */
const specialNetworks = [
  ...['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]

/**
 * A test of IPv4 addresses: rows that have none are dropped, as S/isprivateip says; in a branch of an `if`, only those that
 * come to it, which is what published searches guard it for (`if(isValidIPv4(ip), isPrivateIP(ip), false)`).
 */
function ofValid(context: Context, x: Typed, at: Span, test: Predicate): Typed {
  const valid = isIpv4(x, at)
  filter(context.rows, context.given === undefined ? valid : anyOf([negation(context.given), valid], at), at)
  return ofCondition(test, at)
}

const inAny = (x: Typed, networks: readonly string[], at: Span): Predicate =>
  anyOf(
    networks.map(network => ({ op: 'within', of: address(x), network, at })),
    at,
  )

const address = (x: Typed): Scalar => converted(asText(x), 'string', 'ip')
const isAddress = (x: Typed, at: Span): Predicate => ({ op: 'present', of: address(x), at })
const hasColon = (x: Typed, at: Span): Predicate => ({
  op: 'match',
  of: asText(x),
  pattern: [{ any: 'run' }, { text: ':' }, { any: 'run' }],
  fold: 'none',
  at,
})
const isIpv4 = (x: Typed, at: Span): Predicate => allOf([isAddress(x, at), negation(hasColon(x, at), at)], at)

const prefixOf = (ip: Scalar, valid: Predicate, prefix: Scalar, at: Span): Scalar =>
  either(valid, converted(call('ip_prefix', [ip, prefix], at), 'ip', 'string'), string(null), at)

/** The length of a prefix, written as text or as a number. */
function prefixLength(context: Context, length: Typed, at: Span): Scalar | undefined {
  const number = wholeNumber(length, at)
  if (number === undefined) return notANumber(context, length)
  if (number.op !== 'literal') return number
  if (typeof number.value === 'bigint' && number.value >= 0n && number.value <= 32n) return number
  return say(context, {
    code: 'sumo/prefix-length',
    severity: 'error',
    message: 'the length of a prefix is a whole number from 0 to 32',
    because: `an IPv4 address has 32 bits (${pageOf('S/cidr')})`,
    help: 'write it like `"24"`',
    span: length.span,
  })
}
