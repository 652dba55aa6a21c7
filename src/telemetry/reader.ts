import type { Event } from '../event/event.ts'

/** Understands one format of logs. It sees text in pieces and never holds more of it than one event needs. */
export interface Reader {
  readonly id: string
  readonly title: string
  /** How sure it is (0: not mine, 1: certain) that a text that begins like this is in its format. */
  recognise(head: readonly string[]): number
  /** Starts reading one file. Events come in the order they complete. */
  open(file: string): Reading
}

/** A reading of one file, fed line by line. */
export interface Reading {
  /** Takes the next line (its number counts from 1; no line end) and gives what is complete now. */
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
}
