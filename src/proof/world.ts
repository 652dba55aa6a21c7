import type { Engine, Tables } from '../engines/engine.ts'
import type { Event, Origin } from '../event/event.ts'
import type { Language } from '../languages/language.ts'
import type { Platform } from '../platforms/platform.ts'
import type { Telemetry } from './claims.ts'
import type { ProofStep } from './steps.ts'

/** What proving needs of the outside, handed in. */
export interface World {
  readonly engine: Engine
  /** Tables beside all data, which queries may read. */
  readonly tables?: Tables
  /** A language and the platform whose fields its queries name; undefined when there is no such language. */
  speaks(language: string): Speaker | undefined
  /** Reads files of telemetry, as often as asked, always in the same order, with the documents of events where a platform wants them. */
  read(telemetry: Telemetry): AsyncIterable<Reading>
  /** Asks why events of hits are hits; absent: no reasons are given. */
  readonly reasons?: Reasons | undefined
  /** Milliseconds of a clock that only moves forward. */
  now(): number
  /** Told of each step as it begins. */
  readonly onStep?: ((step: ProofStep) => void) | undefined
}

export interface Reasons {
  /** Of how many events of a hit it is asked. */
  readonly events: number
  /** What answers where no other event has a say, with the tables it reads. */
  readonly engine: Engine
  readonly tables?: Tables | undefined
  /** Languages whose queries explain themselves elsewhere. */
  readonly without: readonly string[]
}

export interface Speaker {
  readonly language: Language
  readonly platform: Platform
}

/**
 * Something to say about what was read: a record that could not be read, a file that could not be read to its end (line 0:
 * not at all), or a remark on records that were read all the same.
 */
export interface Unread extends Origin {
  readonly is: 'record' | 'file' | 'remark'
  readonly message: string
}

/** A piece of what was read: events, and complaints about records that are none. */
export interface Reading {
  readonly events: readonly Event[]
  readonly problems: readonly Unread[]
}
