import type { Paint } from '../base/frame.ts'

/** The world of a command: what it reads, where it writes, and what is known of the terminal. */
export interface Io {
  readonly cwd: string
  /** The folder of Assay itself, where the shipped detections are. */
  readonly home: string
  /** All of standard input. */
  stdin(): AsyncIterable<Uint8Array>
  /** Resolves when it is written; rejects with `ClosedPipe` when nobody reads any more. */
  out(text: string): Promise<void>
  err(text: string): void
  /** For standard output and for standard error: they may go to different places. */
  readonly paint: { readonly out: Paint; readonly err: Paint }
  /** Columns of the terminal; undefined when standard output is none. */
  readonly width: number | undefined
  /** Milliseconds of a clock that only moves forward. */
  now(): number
  /** What time it is, in microseconds since 1970 UTC. */
  readonly time: bigint
  /** The current year. */
  readonly year: number
  /** An existing folder for data that is larger than memory. */
  readonly tempFolder: string
  /** The folder of the compiled program, where work is done in processes of their own; without, all is done in this one. */
  readonly program?: string
  /** The secret that a server which listens beyond this machine asks for (ASSAY_TOKEN). */
  readonly token: string | undefined
  /** Resolves when the process is told to end (Ctrl-C). */
  untilStopped(): Promise<void>
}

/** Whoever read our output stopped (`| head`): no error, and nothing more to do. */
export class ClosedPipe extends Error {
  override readonly name = 'ClosedPipe'
}
