import { served } from './dom.ts'

/** A query to run again, changed, over every recording of its detection. */
export interface RerunRequest {
  /** Id and folder of the detection. */
  readonly detection: string
  readonly folder: string
  readonly language: string
  readonly text: string
  /** The recordings, by id. */
  readonly recordings: readonly string[]
}

/** What the query did over one recording. */
export interface RerunRow {
  readonly of: string
  readonly rows: number
}

/** Runs a query over recordings; rejects with a sentence for people when it cannot. */
export type Runner = (request: RerunRequest, signal: AbortSignal) => Promise<readonly RerunRow[]>

/** The server's engine where there is one; else the reference engine inside the page. */
export async function runner(): Promise<Runner | undefined> {
  if (served()) return (await import('./runner-server.ts')).rerunOnServer
  return undefined
}
