import { createServer } from 'node:http'
import { extname } from 'node:path'

// A web server that knows nothing of Assay: files below some path, types by their endings, no headers of its own.

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
}

export interface PlainServer {
  /** The address of the folder, with a slash at its end. */
  readonly address: string
  close(): Promise<void>
}

/** Serves files, by their paths without a slash in front, below `/deep/path/`. */
export async function servePlain(files: ReadonlyMap<string, string | Uint8Array>): Promise<PlainServer> {
  const below = '/deep/path/'
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const asked = decodeURIComponent(pathname.startsWith(below) ? pathname.slice(below.length) : '?')
    const name = asked === '' || asked.endsWith('/') ? `${asked}index.html` : asked
    const body = files.get(name)
    if (body === undefined && files.has(`${name}/index.html`))
      response.writeHead(301, { location: `${pathname}/` }).end()
    else if (body === undefined) response.writeHead(404, { 'content-type': 'text/html' }).end(files.get('404.html'))
    else response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    address: `http://127.0.0.1:${port}${below}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
