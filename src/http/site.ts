import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Context } from 'hono'
import { preferred } from './accept.ts'
import type { Env } from './env.ts'
import { freshNonce } from './guard/headers.ts'

/** Pages and files as a server asks for them, by their paths below the root. */
export interface Site {
  page(path: string): Promise<SiteAnswer | undefined>
  /** Where something went that is asked for under this path; undefined: nowhere. */
  readonly moved?: (path: string) => string | undefined
}

export interface SiteAnswer {
  readonly status: number
  readonly type: string
  readonly body: string | Uint8Array
  /** It never changes under this address, since its name holds a hash of it. */
  readonly lasting?: boolean
  /** Seconds after which a browser is to ask again, where the answer is not there yet. */
  readonly askAgain?: number
}

/** Stands in a page where the nonce of the answer is to stand, for styles that a script sets. */
export const noncePlace = '__assay_nonce__'

const notFound = '/404.html'
/** Answers that are kept as they are sent: the site is not large, and its pages do not change. */
const mostKept = 2000

interface Kept {
  readonly etag: string
  readonly plain: Uint8Array<ArrayBuffer>
  readonly encodings: Map<Encoding, Uint8Array<ArrayBuffer>>
}

/** What text is packed with, the best first. */
const packings = ['br', 'gzip'] as const
type Encoding = (typeof packings)[number]

/** Answers with what the site has, packed as the client takes it, or with 304 where the client has it already. */
export function serveSite(site: () => Site | undefined): (c: Context<Env>) => Promise<Response> {
  const kept = new Map<string | Uint8Array, Kept>()

  const keptOf = (body: string | Uint8Array): Kept => {
    const ready = kept.get(body)
    if (ready !== undefined) return ready
    const plain = new Uint8Array(typeof body === 'string' ? new TextEncoder().encode(body) : body)
    const fresh: Kept = {
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      plain,
      encodings: new Map(),
    }
    if (kept.size >= mostKept) kept.clear()
    kept.set(body, fresh)
    return fresh
  }

  async function send(c: Context<Env>, answer: SiteAnswer, status: number): Promise<Response> {
    const { type, askAgain } = answer
    if (askAgain !== undefined) {
      c.header('Refresh', String(askAgain))
      c.header('Retry-After', String(askAgain))
    }
    if (typeof answer.body === 'string' && answer.body.includes(noncePlace)) {
      const nonce = freshNonce()
      c.set('nonce', nonce)
      return c.body(answer.body.replaceAll(noncePlace, nonce), status as 200, { 'Content-Type': type })
    }
    const ready = keptOf(answer.body)
    const encoding = isText(type) ? preferred(c.req.header('accept-encoding') ?? '', packings) : undefined
    const body = encoding === undefined ? ready.plain : await packed(ready, encoding, answer.lasting === true)
    const etag = encoding === undefined ? ready.etag : ready.etag.replace(/"$/, `-${encoding}"`)
    const headers: Record<string, string> = {
      'Content-Type': type,
      ETag: etag,
      Vary: 'Accept-Encoding',
      'Cache-Control': answer.lasting === true ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
    }
    const known = (c.req.header('if-none-match') ?? '').split(',').map(tag => tag.trim().replace(/^W\//, ''))
    if (status === 200 && known.includes(etag)) return c.body(null, 304, headers)
    return c.body(body, status as 200, headers)
  }

  return async c => {
    const { path } = c.req
    const current = site()
    if (current === undefined) return c.text('The pages are not ready yet.\n', 503, { 'Retry-After': '2' })
    const found = await current.page(path)
    if (found !== undefined) return send(c, found, found.status)
    const moved = current.moved?.(path)
    // only a path of our own: `//elsewhere` would be another host
    if (moved !== undefined) return c.redirect(`/${moved.replace(/^\/+/, '')}${new URL(c.req.url).search}`, 308)
    const missing = await current.page(notFound)
    return missing === undefined ? c.text('There is no such page.\n', 404) : send(c, missing, 404)
  }
}

const isText = (type: string): boolean => /^text\/|json|javascript|xml|yaml|svg/.test(type)

async function packed(
  { plain, encodings }: Kept,
  encoding: Encoding,
  lasting: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const ready = encodings.get(encoding)
  if (ready !== undefined) return ready
  const bytes =
    encoding === 'gzip'
      ? await promisify(gzip)(plain)
      : await promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: lasting ? 9 : 5 } })
  const fresh = new Uint8Array(bytes)
  encodings.set(encoding, fresh)
  return fresh
}
