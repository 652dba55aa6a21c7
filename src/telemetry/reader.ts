import type { Event } from '../event/event.ts'

/** Understands one format of logs. It sees text in records and never holds more of it than one event needs. */
export interface Reader {
  readonly id: string
  readonly title: string
  /** How sure it is (0: not mine, 1: certain) that a text whose first records are these is in its format. */
  recognise(head: readonly string[]): number
  /** Starts reading one file. Events come in the order they complete. */
  open(file: string, options?: Opening): Reading
}

/** What a reading cannot know from the text alone. */
export interface Opening {
  /** The year of the first time stamp, for logs that do not write one (classic syslog). */
  readonly year?: number
  /** Structured events keep their document (`Event.document`), which takes as long again as reading them. */
  readonly documents?: boolean
  /** Finds the reader of a text that was packed inside a record (`_raw`); absent: such texts stay as they are. */
  readonly readerOf?: (head: readonly string[]) => Reader
}

/** A reading of one file, fed record by record. */
export interface Reading {
  /**
   * Takes the next record and gives what is complete now. A record is a line without its end, or, in files of JSON or XML
   * documents, one document, which may have several lines. `number` is the line (from 1) on which it starts.
   */
  line(text: string, number: number): readonly Read[]
  /** The file has ended. */
  end(): readonly Read[]
}

/** What a reader makes of its input: an event, or a complaint about a record that it could not understand. */
export type Read = { readonly event: Event } | { readonly problem: Problem }

/** A record that could not be read. It is counted and reported, and the reading goes on. */
export interface Problem {
  readonly file: string
  readonly line: number
  readonly message: string
  /** How many lines were lost with it; absent: one, or none for a note. */
  readonly lines?: number
  /** A remark on records that were read all the same. */
  readonly note?: true
}

/** No result: most lines of an event that spans several give this. */
export const nothing: readonly Read[] = []

/** One complaint as a result. */
export const complain = (file: string, line: number, message: string, lines = 1): readonly Read[] => [
  { problem: lines === 1 ? { file, line, message } : { file, line, message, lines } },
]
