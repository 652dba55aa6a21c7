import type { Type, Value } from '../../event/value.ts'

/**
 * A scalar function of the plan: one meaning, the same on every engine. `evaluate` is that meaning; engines are tested
 * against it.
 */
export interface PlanFunction {
  /** One sentence for people: what it gives. */
  readonly doc: string
  /** The type of the result for arguments of these types, or undefined where they do not fit. */
  readonly result: (args: readonly Type[]) => Type | undefined
  /** How arguments are written, for messages: `(string, int) → string`. */
  readonly signature: string
  /** `strict`: null when any argument is null, and `evaluate` never sees one. `handled`: `evaluate` decides. */
  readonly nulls: 'strict' | 'handled'
  /** An argument that must be a literal, and what is wrong with a value of it (undefined: nothing), for the check. */
  readonly literal?: { readonly argument: number; readonly problem: (value: Value) => string | undefined }
  readonly evaluate: (args: readonly Value[]) => Value
  /** Arguments and results; they are run on every engine as tests and shown in the documentation. */
  readonly examples: readonly {
    readonly args: readonly Value[]
    readonly types: readonly Type[]
    readonly gives: Value
  }[]
}
