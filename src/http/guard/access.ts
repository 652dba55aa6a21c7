import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Env } from '../env.ts'
import { refuse } from '../problems.ts'

export interface Access {
  /** Names by which this server may be called: `localhost:4715`. Undefined: by any. */
  readonly hosts: ReadonlySet<string> | undefined
  /** Undefined: whoever reaches it may use it. */
  readonly token: string | undefined
}

const cookieName = 'assay_token'

/**
 * Lets in who may come in. A page of another site can make a browser send requests here: such a request has a foreign
 * Host (after its name was pointed here) or a foreign Origin, and is turned away.
 */
export function guardAccess({ hosts, token }: Access): MiddlewareHandler<Env> {
  return async (c, next) => {
    const host = c.req.header('host')?.toLowerCase()
    if (host === undefined || (hosts !== undefined && !hosts.has(host)))
      throw refuse('forbidden', `this server is not called ${host ?? 'nothing'}`, {
        help: `use one of its own names: ${[...(hosts ?? [])].join(', ')}`,
      })
    expectSameSite(c, host)
    if (token !== undefined) {
      const entered = await enter(c, token)
      if (entered !== undefined) return entered
    }
    return next()
  }
}

function expectSameSite(c: Context<Env>, host: string): void {
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  const safe = c.req.method === 'GET' || c.req.method === 'HEAD'
  // A link from elsewhere may lead to a page; nothing else may come from elsewhere.
  const isLink = safe && c.req.header('sec-fetch-mode') === 'navigate' && !c.req.path.startsWith('/api/')
  const foreign = origin !== undefined && hostOf(origin) !== host
  if (foreign || (site !== undefined && site !== 'same-origin' && site !== 'none' && !isLink))
    throw refuse('forbidden', 'the request comes from a page of another site')
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host.toLowerCase()
  } catch {
    return undefined
  }
}

/** Throws unless the request carries the token. A link with it (`?token=…`) leaves it in a cookie and leads on without. */
async function enter(c: Context<Env>, token: string): Promise<Response | undefined> {
  const [, bearer] = /^Bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
  if (bearer !== undefined && sameSecret(bearer, token)) return undefined
  const cookie = getCookie(c, cookieName)
  if (cookie !== undefined && sameSecret(cookie, token)) return undefined
  const asked = c.req.method === 'GET' ? c.req.query('token') : undefined
  if (asked !== undefined && sameSecret(asked, token)) {
    setCookie(c, cookieName, token, { httpOnly: true, sameSite: 'Strict', path: '/' })
    // only a path of our own: `//elsewhere` and `/\elsewhere` would be another host, and the path is decoded
    return c.redirect(`/${encodeURI(c.req.path).replace(/^\/+/, '')}`, 303)
  }
  if (cookie !== undefined) deleteCookie(c, cookieName, { path: '/' })
  c.header('WWW-Authenticate', 'Bearer')
  throw refuse('unauthorized', 'this server answers only requests that carry its token', {
    help: 'send `Authorization: Bearer TOKEN`, or open the address that `assay serve` has printed',
  })
}

/** Compared in a time that says nothing of where they differ. */
function sameSecret(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}
