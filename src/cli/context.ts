import type { Workbench } from '../app/workbench.ts'
import type { Io } from './io.ts'

/** What a command works with. */
export interface Context {
  readonly io: Io
  readonly workbench: Workbench
  /** Sets the exit code; without, it is 0. */
  readonly exitWith: (code: number) => void
}
