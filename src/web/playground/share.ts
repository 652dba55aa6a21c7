import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate'
import type { Board, TimeSpan } from './board.ts'

/** What an address of the playground says: a query with its language, the data it is for by its id, the part of its time that is searched, and a second query. */
export interface Shared {
  readonly language: string
  readonly text: string
  readonly set?: string
  readonly span?: TimeSpan
  readonly second?: { readonly language: string; readonly text: string }
}

/** Longest text that an address is believed to hold, unpacked. */
const mostText = 400_000

/** Characters of an address that programs take which it is sent through; a longer one is cut off by some, and opens nothing. */
export const longestAddress = 8000

/** The fragment of an address: it never leaves the browser. What a person dropped is not in it, nor its name. */
export function fragmentOf(shared: Shared): string {
  const { set, span, ...rest } = shared
  const told = set === undefined || isOwnFile(set) ? rest : { ...rest, set, ...(span && { span }) }
  return `#q=${base64url(deflateSync(strToU8(JSON.stringify(told)), { level: 9 }))}`
}

/** What stands in the playground, as an address says it. */
export const sharedOf = ({ language, text, set, span, second }: Board): Shared => ({
  language,
  text,
  ...(set === undefined ? {} : { set }),
  ...(span === undefined ? {} : { span }),
  ...(second === undefined ? {} : { second }),
})

/** Whether data is a file that somebody gave to this page or to its server, which nobody else has. */
export const isOwnFile = (set: string): boolean => /^(upload|taken):/.test(set)

/** What a fragment says; undefined where it says nothing of this. */
export function sharedIn(fragment: string): Shared | undefined {
  const packed = /^#q=([\w-]+)$/.exec(fragment)?.[1]
  if (packed === undefined) return undefined
  try {
    const bytes = inflateSync(bytesOf(packed), { out: new Uint8Array(mostText) })
    const said: unknown = JSON.parse(strFromU8(bytes))
    return isShared(said) ? said : undefined
  } catch {
    return undefined
  }
}

const isQuery = (said: unknown): said is { language: string; text: string } =>
  typeof said === 'object' &&
  said !== null &&
  'language' in said &&
  typeof said.language === 'string' &&
  'text' in said &&
  typeof said.text === 'string'

/** Whether something of unknown origin says what an address says. */
export const isShared = (said: unknown): said is Shared =>
  isQuery(said) &&
  (!('set' in said) || typeof said.set === 'string') &&
  (!('span' in said) || isSpan(said.span)) &&
  (!('second' in said) || isQuery(said.second))

const isSpan = (said: unknown): said is TimeSpan =>
  typeof said === 'object' &&
  said !== null &&
  'from' in said &&
  isMoment(said.from) &&
  'to' in said &&
  isMoment(said.to) &&
  Date.parse(said.from) < Date.parse(said.to)

const isMoment = (said: unknown): said is string =>
  typeof said === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{8,15}Z$/.test(said) && !Number.isNaN(Date.parse(said))

const base64url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

const bytesOf = (packed: string): Uint8Array =>
  Uint8Array.from(atob(packed.replaceAll('-', '+').replaceAll('_', '/')), character => character.charCodeAt(0))
