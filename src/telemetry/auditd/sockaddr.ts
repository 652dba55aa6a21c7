/** Where a socket call went. */
export interface SocketAddress {
  readonly ip: string
  readonly port: bigint
}

/**
 * The address in `saddr=`, the bytes of a `struct sockaddr` in hexadecimal: its family in the byte order of the host,
 * then port and address in that of the network. Undefined for families other than IPv4 and IPv6.
 */
export function socketAddress(hex: string): SocketAddress | undefined {
  const bytes = Buffer.from(hex, 'hex')
  if (bytes.length < 8) return undefined
  const family = bytes[0] === 0 ? bytes[1] : bytes[1] === 0 ? bytes[0] : undefined
  const port = BigInt(bytes.readUInt16BE(2))
  if (family === 2) return { ip: bytes.subarray(4, 8).join('.'), port }
  if (family === 10 && bytes.length >= 24) return { ip: ip6(bytes.subarray(8, 24)), port }
  return undefined
}

/** The text of an IPv6 address as RFC 5952 wants it. */
function ip6(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(i * 2))
  if (groups.slice(0, 5).every(g => g === 0) && groups[5] === 0xffff) return `::ffff:${bytes.subarray(12).join('.')}`
  let best = { at: -1, length: 1 }
  for (let at = 0; at < 8; at++) {
    let length = 0
    while (at + length < 8 && groups[at + length] === 0) length++
    if (length > best.length) best = { at, length }
  }
  const hex = groups.map(g => g.toString(16))
  if (best.at < 0) return hex.join(':')
  return `${hex.slice(0, best.at).join(':')}::${hex.slice(best.at + best.length).join(':')}`
}
