import { createHash } from 'node:crypto'

/** A UUID of version 5 (RFC 9562, section 5.5): the same for the same namespace and name, always. */
export function uuid5(namespace: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest()
  const id = bytes.subarray(0, 16)
  id[6] = ((id[6] ?? 0) & 0x0f) | 0x50
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80
  const hex = id.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
