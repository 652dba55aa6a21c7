import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Env } from '../env.ts'

/** What a page may load: from here only, and nothing inline but what carries the nonce of this very answer. */
const policy = (nonce: string | undefined): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

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
