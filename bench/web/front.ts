import { createServer, request } from 'node:http'
import { gzipSync } from 'node:zlib'

/** What stands before the server that is measured. */
export interface Front {
  readonly address: string
  /** Bytes of the scripts that were asked for since this was last called, packed as servers pack them. */
  scriptBytes(): number
  close(): void
}

/** Where the page is that others are compared with: as little as a page can be. */
export const baselinePath = 'baseline/'

const baseline = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Baseline</title>
<h1>A page with nothing in it</h1><p>One heading, one paragraph, no script and no style.</p></html>`

/**
 * Hands every request on to a server of this machine, and counts the scripts on the way, also those that other threads of a
 * page load. Shows the baseline page itself.
 */
export async function standBefore(server: URL): Promise<Front> {
  let bytes = 0
  const front = createServer((asked, answer) => {
    if (asked.url === `/${baselinePath}`) {
      answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      answer.end(baseline)
      return
    }
    const { origin: _, ...headers } = asked.headers
    const on = request(new URL(asked.url ?? '/', server), {
      method: asked.method,
      headers: { ...headers, host: server.host, 'accept-encoding': 'identity' },
    })
    on.on('response', got => {
      answer.writeHead(got.statusCode ?? 502, got.headers)
      if (/javascript/.test(got.headers['content-type'] ?? '')) {
        const pieces: Buffer[] = []
        got.on('data', (piece: Buffer) => pieces.push(piece))
        got.on('end', () => {
          bytes += gzipSync(Buffer.concat(pieces), { level: 9 }).length
        })
      }
      got.pipe(answer)
    })
    on.on('error', () => answer.destroy())
    answer.on('close', () => on.destroy())
    asked.pipe(on)
  })
  await new Promise<void>(resolve => front.listen(0, '127.0.0.1', resolve))
  const at = front.address()
  if (at === null || typeof at === 'string') throw new Error('a server that listens has a port')
  return {
    address: `http://127.0.0.1:${at.port}/`,
    scriptBytes() {
      const counted = bytes
      bytes = 0
      return counted
    },
    close: () => void front.close(),
  }
}
