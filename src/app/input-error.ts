import { EngineError } from '../engines/engine.ts'

/** What is wrong with something the user handed in (a file, a name, data), in words for that user. */
export class InputError extends Error {
  override readonly name = 'InputError'
  /** What to do about it. */
  readonly help: string | undefined

  constructor(message: string, help?: string) {
    super(message)
    this.help = help
  }
}

/** Whether an error speaks of what was handed in, and not of a fault in Assay. */
export const isExpected = (error: unknown): error is InputError | EngineError =>
  error instanceof InputError || error instanceof EngineError
