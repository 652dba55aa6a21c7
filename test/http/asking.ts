import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DataSet } from '../../src/app/data-sets.ts'
import { diskAt } from '../../src/app/disk.ts'
import { createHttpApp, type HttpOptions } from '../../src/http/app.ts'
import type { Problem } from '../../src/http/contract/problem.ts'
import { workHere } from '../../src/http/jobs/here.ts'

/** The API in this process, over a folder of its own. */
export function openApp(data: readonly DataSet[] = [], options: Partial<HttpOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'assay-http-'))
  const faults: unknown[] = []
  const onFault = (error: unknown): void => void faults.push(error)
  const world = () => ({
    disk: diskAt(folder),
    now: () => performance.now(),
    time: 1_800_000_000_000_000n,
    year: 2026,
    tempFolder: folder,
  })
  const http = createHttpApp({
    hosts: new Set(['localhost:4715']),
    token: undefined,
    version: '0.0.0',
    worker: workHere(world, onFault),
    data,
    tempFolder: folder,
    now: () => performance.now(),
    onFault,
    ...options,
  })
  const request = async (path: string, init: RequestInit = {}): Promise<Response> =>
    http.app.request(`http://localhost:4715${path}`, {
      ...init,
      headers: { Host: 'localhost:4715', ...Object.fromEntries(new Headers(init.headers)) },
    })
  return {
    faults,
    folder,
    request,
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      request(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json', ...headers },
      }),
    async close() {
      await http.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The problem document that an answer holds. */
export async function problemIn(response: Response): Promise<Problem> {
  if (response.headers.get('content-type') !== 'application/problem+json')
    throw new Error(`no problem document: ${response.status} ${await response.text()}`)
  return (await response.json()) as Problem
}

export const logs = (text: string, name = 'app.log') => ({ files: [{ name, text }] })
