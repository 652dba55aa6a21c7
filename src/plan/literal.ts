import type { Type, Value } from '../event/value.ts'
import { parseAddress, printAddress } from './ip.ts'

/** Whether a value may stand for a type: null may for each, an int must fit into 64 bit, an address must be in its one text form. */
export function isLiteralOf(value: Value, type: Type): boolean {
  if (value === null) return true
  if (typeof type === 'object') return Array.isArray(value) && value.every(v => isLiteralOf(v, type.list))
  switch (type) {
    case 'bool':
      return typeof value === 'boolean'
    case 'int':
    case 'time':
      return typeof value === 'bigint' && BigInt.asIntN(64, value) === value
    case 'float':
      return typeof value === 'number'
    case 'string':
      return typeof value === 'string'
    case 'ip':
      return typeof value === 'string' && isCanonicalAddress(value)
    case 'object':
      return typeof value === 'object' && !Array.isArray(value)
    case 'any':
      return true
  }
}

function isCanonicalAddress(text: string): boolean {
  const address = parseAddress(text)
  return address !== undefined && printAddress(address) === text
}
