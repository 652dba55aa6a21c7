// Takes the place of node:buffer in a page.
import { Buffer } from 'buffer/'

export { Buffer }

/** Whether bytes are UTF-8. O(length). */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

// The readers use it by its global name, as Node has it.
Object.assign(globalThis, { Buffer })
