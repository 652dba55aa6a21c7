import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { contentPolicy } from '../contract/content-policy.ts'
import type { Env } from '../env.ts'

/** Styles that carry the nonce of this very answer are allowed as well. Who may frame a page can be said in a header only. */
const policy = (nonce: string | undefined): string =>
  `${contentPolicy(nonce === undefined ? undefined : `'self' 'nonce-${nonce}'`)}; frame-ancestors 'none'`

const fixed = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
} as const

/** Puts on every answer what keeps a page from running or loading anything that is not ours. */
export const securityHeaders: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  putHeaders(c.res.headers, c.get('nonce'))
}

/** Puts the same on the headers of any answer. */
export function putHeaders(headers: Headers, nonce?: string): void {
  for (const [name, value] of Object.entries(fixed)) headers.set(name, value)
  headers.set('Content-Security-Policy', policy(nonce))
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
}

/** A nonce for one answer. */
export const freshNonce = (): string => randomBytes(18).toString('base64')
