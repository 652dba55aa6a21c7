import { createServer, type Server } from 'node:http'
import { getRequestListener, RequestError } from '@hono/node-server'
import { InputError } from '../app/workbench.ts'
import type { HttpApp } from './app.ts'
import { putHeaders } from './guard/headers.ts'
import { problemOf } from './problems.ts'

/** A server that listens. */
export interface Listening {
  readonly port: number
  /** Stops taking requests, ends those that are open, and resolves when all is closed. */
  close(): Promise<void>
}

/**
 * Milliseconds for the head of a request, for a whole request with an upload, for which an open connection may be idle between
 * requests, and for which one may be silent within a request (a run that waits and is then carried out); and how often that is looked at.
 */
const timeouts = { head: 10_000, request: 300_000, idle: 10_000, silent: 600_000, look: 5_000 }
/** Open connections at once. */
const mostConnections = 256

/** Starts to listen. Rejects with `InputError` when the port is taken or the address is not ours. */
export async function listen({ app }: HttpApp, host: string, port: number): Promise<Listening> {
  const server = createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: timeouts.head,
      requestTimeout: timeouts.request,
      keepAliveTimeout: timeouts.idle,
      connectionsCheckingInterval: timeouts.look,
    },
    getRequestListener(app.fetch, { errorHandler: unreadable }),
  )
  server.timeout = timeouts.silent
  server.maxConnections = mostConnections
  await opened(server, host, port)
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The answer to a request whose address or Host cannot be read, before it comes to the app. */
function unreadable(error: unknown): Response {
  const problem =
    error instanceof RequestError
      ? problemOf('malformed', `the address of the request cannot be read: ${error.message}`)
      : problemOf('fault', 'This is a bug in Assay.')
  const headers = new Headers({ 'Content-Type': 'application/problem+json' })
  putHeaders(headers)
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}

const opened = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(asInputError(error, host, port)))
    server.listen(port, host, () => resolve())
  })

function asInputError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new InputError(
      `port ${port} of ${host} is taken`,
      'another Assay may be running; end it, or choose a port with --port (0: any that is free)',
    )
  if (error.code === 'EACCES')
    return new InputError(`port ${port} may not be opened`, 'choose one above 1023 with --port')
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new InputError(`${host} is no address of this machine`, 'leave out --host to listen on this machine only')
  return error
}
