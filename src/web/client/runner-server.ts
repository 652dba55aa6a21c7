import { siteAddress } from './dom.ts'
import type { RerunRequest, RerunRow } from './runner.ts'

interface DataSet {
  readonly id: string
  readonly kind: string
  readonly package?: string
}

/** Runs a query on the server, one recording after the other. */
export async function rerunOnServer(
  { folder, language, text, recordings }: RerunRequest,
  signal: AbortSignal,
): Promise<readonly RerunRow[]> {
  const { sets } = await ask<{ readonly sets: readonly DataSet[] }>('api/data', undefined, signal)
  const own = sets.filter(set => set.package !== undefined && sameFolder(set.package, folder))
  const rows: RerunRow[] = []
  for (const of of recordings) {
    const set = own.find(({ id }) => id.endsWith(`:${of}`))
    if (set === undefined) continue
    const { rowCount } = await ask<{ readonly rowCount: number }>(
      'api/run',
      { language, query: text, data: { set: set.id }, limit: 0 },
      signal,
    )
    rows.push({ of, rows: rowCount })
  }
  if (rows.length === 0) throw new Error('The server does not offer the recordings of this detection.')
  return rows
}

const sameFolder = (a: string, b: string): boolean => a.split('/').at(-1) === b.split('/').at(-1)

async function ask<T>(path: string, body: unknown, signal: AbortSignal): Promise<T> {
  const answer = await fetch(siteAddress(path), {
    signal,
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
  if (answer.ok) return (await answer.json()) as T
  // RFC 9457: what went wrong, in words
  const problem = (await answer.json().catch(() => ({}))) as { readonly title?: string; readonly detail?: string }
  throw new Error(problem.detail ?? problem.title ?? `The server answered ${answer.status}.`)
}
