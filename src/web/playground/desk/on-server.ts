import type { DataListData, DataSetData } from '../../../http/contract/data.ts'
import type { Problem } from '../../../http/contract/problem.ts'
import type { ProgressData } from '../../../http/contract/progress.ts'
import { siteAddress } from '../../client/dom.ts'
import { Refusal } from '../../local/hire.ts'
import type { Desk, Watch } from './desk.ts'

/** Queries run on the server, in its standard engine. */
export const serverDesk = (): Desk => ({
  place: 'the server',
  largestFile: 200 * 1024 * 1024,
  larger: '`assay run` on the command line searches larger ones',
  sets: async () => (await plain<DataListData>('api/data')).sets,
  take: send,
  profile: (set, language, signal) =>
    plain(`api/data/${encodeURIComponent(set)}/profile?language=${encodeURIComponent(language)}`, signal),
  run: (set, request, watch) => watched('api/run', { ...request, data: { set } }, watch),
  explain: (set, request, watch) => watched('api/explain', { ...request, data: { set } }, watch),
  compare: (set, request, watch) => watched('api/compare', { ...request, data: { set } }, watch),
  convert: (request, watch) => watched('api/convert', request, watch),
})

async function plain<A>(path: string, signal?: AbortSignal): Promise<A> {
  const answer = await reached(path, signal === undefined ? {} : { signal })
  if (!answer.ok) throw await problemIn(answer)
  return (await answer.json()) as A
}

/** Asks for an answer as a stream, which says how far it is. When the signal aborts, the connection is closed, which ends the run. */
async function watched<A>(path: string, body: unknown, { signal, progress }: Watch): Promise<A> {
  const answer = await reached(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
    body: JSON.stringify(body),
    signal,
  })
  if (!answer.ok || answer.body === null) throw await problemIn(answer)
  let last: ProgressData | undefined
  // read to its end: a stream that is left before counts as broken off
  for await (const line of linesOf(answer.body)) {
    last = JSON.parse(line) as ProgressData
    if (last.is === 'queued' || last.is === 'running') progress?.({ is: last.is, ms: last.ms })
  }
  if (last?.is === 'answer') return last.answer as A
  if (last?.is === 'problem') throw new Refusal(last.problem)
  throw new Error('The server went away before it answered. Look whether `assay serve` is still running, and run again')
}

/** What to do when nothing answers. */
const gone =
  'The server could not be reached. Look whether `assay serve` is still running, start it again if not, and try again: what stands in the editor stays'

/** `fetch`, which says what to do where nothing answers. Rejects with the reason of the signal when that aborts. */
const reached = (path: string, init: RequestInit): Promise<Response> =>
  fetch(siteAddress(path), init).catch((error: unknown) => {
    throw init.signal?.aborted === true ? error : new Error(gone)
  })

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  // the answer is one long line that comes in many pieces: they are put together once
  let pieces: string[] = []
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const [first = '', ...rest] = decoder.decode(next.value, { stream: true }).split('\n')
    pieces.push(first)
    for (const piece of rest) {
      const line = pieces.join('')
      if (line !== '') yield line
      pieces = [piece]
    }
  }
  const line = pieces.join('')
  if (line !== '') yield line
}

/** RFC 9457: what went wrong, in words. */
async function problemIn(answer: Response): Promise<Error> {
  const problem = (await answer.json().catch(() => undefined)) as Problem | undefined
  return problem?.detail === undefined
    ? new Error(`The server answered ${answer.status}, and said no more. Try again`)
    : new Refusal(problem)
}

/** Sends a file, which `fetch` could do, but without saying how far it is. */
const send = (file: File, { signal, progress }: Watch): Promise<DataSetData> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const stop = (): void => request.abort()
    request.open('POST', siteAddress(`api/data?name=${encodeURIComponent(file.name)}`))
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      progress?.({ is: 'sending', share: total > 0 ? loaded / total : 1 }),
    )
    request.addEventListener('load', () => {
      if (request.status === 201) resolve(request.response as DataSetData)
      else if (request.response?.detail === undefined) reject(new Error(`The server answered ${request.status}.`))
      else reject(new Refusal(request.response as Problem))
    })
    request.addEventListener('error', () => reject(new Error(gone)))
    request.addEventListener('abort', () => reject(signal.reason))
    request.addEventListener('loadend', () => signal.removeEventListener('abort', stop))
    signal.addEventListener('abort', stop, { once: true })
    request.send(file)
  })
