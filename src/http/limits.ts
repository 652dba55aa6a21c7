/** What requests may use. Bytes, milliseconds and counts. */
export interface Limits {
  /** Bytes of a request's body, uploads apart. */
  readonly body: number
  /** Bytes of one upload. */
  readonly upload: number
  /** Bytes of all uploads together; the oldest make place. */
  readonly uploads: number
  /** Milliseconds of one run, with reading its data. */
  readonly time: number
  /** Milliseconds of proving one package. */
  readonly proveTime: number
  /** Bytes of memory of the engine in one run. */
  readonly memory: number
  /** Bytes that the engine may spill to disk in one run. */
  readonly spill: number
  /** Megabytes of JavaScript in one run. */
  readonly heapMb: number
  /** Bytes of memory of the process of one run, all together. */
  readonly resident: number
  /** Rows of one answer. */
  readonly rows: number
  /** Rows of each of two queries that are compared. */
  readonly compared: number
  /** Runs at once. */
  readonly runs: number
  /** Checks at once, beside the runs: they read, and run no query. */
  readonly checks: number
  /** Runs, and checks, that may wait. */
  readonly queue: number
}

export const standardLimits: Limits = {
  body: 8 * 1024 * 1024,
  upload: 200 * 1024 * 1024,
  uploads: 1024 * 1024 * 1024,
  // the largest upload is read in half of it, also where other things go on
  time: 120_000,
  proveTime: 300_000,
  memory: 1_000_000_000,
  spill: 4_000_000_000,
  heapMb: 2048,
  // both of the above at once, and the program
  resident: 3_500_000_000,
  rows: 10_000,
  compared: 100_000,
  runs: 2,
  checks: 2,
  queue: 16,
}

/** Characters of one answer: the server holds it whole. */
export const longestAnswer = 64_000_000
