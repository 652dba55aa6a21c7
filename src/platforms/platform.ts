import type { Event } from '../event/event.ts'
import type { Column, Value } from '../event/value.ts'
import type { FieldMap } from '../plan/field-map.ts'
import type { Schema } from '../plan/schema.ts'

/** A SIEM as its queries see it: how it presents events, and what its field names mean over that. */
export interface Platform {
  readonly id: string
  readonly title: string
  /** Ways of presenting one event that a collector of this platform may be set to; the first is the default. */
  readonly styles: readonly { readonly id: string; readonly title: string }[]
  /** It presents events by their documents (`Event.document`), so that readers are asked for these. */
  readonly documents?: true
  /** The columns of a presented record. */
  readonly columns: readonly Column[]
  /** An event as the platform would hold it: one value per column. */
  present(event: Event, style: string): readonly Value[]
  /** What its names mean over presented records. */
  schema(profile: Profile): Schema
  /** What its names mean over a table that already has one column per field; the text of the messages is not there. */
  tableSchema(columns: readonly Column[]): Schema
  /** What it calls the fields of rules, for rules that are converted to its language; absent where none are. */
  readonly names?: FieldMap
  /** Collects the profile of records as they pass. */
  profiler(): { see(record: readonly Value[]): void; profile(): Profile }
}

/** What occurs in a data set, so that unknown names can be told from rare ones. Undefined: nobody looked. */
export interface Profile {
  /** Flattened keys inside the structured messages. */
  readonly keys: readonly string[] | undefined
  /** Names of the elements of arrays that hold neither objects nor arrays (`a[0]`). */
  readonly elements?: readonly string[]
  /** Fields that records carry beside the message (in Sumo: made by extraction rules at ingest). */
  readonly fields: readonly string[] | undefined
}
