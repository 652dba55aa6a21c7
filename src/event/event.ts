import type { LogSource, LogSources } from './log-source.ts'
import type { Value } from './value.ts'

/** Where an event was read: a file as the user named it, and the line (from 1) its first byte stands on. */
export interface Origin {
  readonly file: string
  readonly line: number
}

/**
 * One thing that happened, as a reader understood it. `fields` are named by the taxonomy (Image, CommandLine, QueryName…)
 * where it has a name, else as the vendor names them.
 */
export interface Event {
  readonly origin: Origin
  /** When it happened: microseconds since 1970 UTC; undefined where the log does not say. */
  readonly time: bigint | undefined
  readonly logSource: LogSource
  readonly fields: Readonly<Record<string, Value>>
  /** The text as it was logged, all records of one event joined by newlines; undefined for events that never were text. */
  readonly raw: string | undefined
  /** Only where a reader was asked for it, and where the event was structured before it was read. */
  readonly document?: Document
}

/**
 * A structured event as its log has it: nothing is typed, renamed by a taxonomy or left out. `fields` is the JSON text of an
 * object, flat where the format wraps its fields (Windows), with null, nested values and every digit of whole numbers. Names
 * are the log's without blanks; what rules expect under another name is there beside it.
 */
export interface Document {
  readonly fields: string
  readonly sources: LogSources
}
