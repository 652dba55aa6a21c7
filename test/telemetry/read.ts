import { readFileSync } from 'node:fs'
import type { Event } from '../../src/event/event.ts'
import { type ReadOptions, readEvents } from '../../src/telemetry/read.ts'
import type { Problem } from '../../src/telemetry/reader.ts'

export interface Everything {
  readonly events: readonly Event[]
  readonly problems: readonly Problem[]
}

export const folder = new URL('./samples/', import.meta.url)
export const sample = (name: string): Buffer => readFileSync(new URL(name, folder))

/** The bytes in chunks that end where `cuts` say. */
export async function* chunks(bytes: Uint8Array, cuts: readonly number[] = []): AsyncGenerator<Uint8Array> {
  const places = [...new Set(cuts.map(cut => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  let from = 0
  for (const to of [...places, bytes.length]) {
    if (to > from) yield bytes.subarray(from, to)
    from = to
  }
}

export async function everything(
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  options: ReadOptions = { year: 2026 },
  file = 'f',
): Promise<Everything> {
  const events: Event[] = []
  const problems: Problem[] = []
  const source = bytes instanceof Uint8Array ? chunks(bytes) : bytes
  for await (const batch of readEvents(file, source, options)) {
    for (const read of batch) {
      if ('event' in read) events.push(read.event)
      else problems.push(read.problem)
    }
  }
  return { events, problems }
}

export const readText = (text: string, options?: ReadOptions): Promise<Everything> =>
  everything(Buffer.from(text), options)

/** For a person to review: whole numbers that are no JavaScript numbers carry an `n`, times are ISO with microseconds. */
export function golden({ events, problems }: Everything): string {
  const lines = [
    ...events.map(e => ({
      line: e.origin.line,
      time: e.time === undefined ? null : iso(e.time),
      logSource: e.logSource,
      fields: e.fields,
      rawLines: e.raw?.split('\n').length ?? 0,
    })),
    ...problems.map(({ file: _, ...problem }) => ({ problem })),
  ]
  return `${JSON.stringify(lines, (_, v) => (typeof v === 'bigint' ? `${v}n` : v), 1)}\n`
}

const iso = (micros: bigint): string =>
  `${new Date(Number(micros / 1000n)).toISOString().slice(0, -1)}${String(micros % 1000n).padStart(3, '0')}Z`
