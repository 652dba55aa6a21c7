import type { Type, Value } from '../../event/value.ts'

/**
 * A function over the rows of a group: one meaning, the same on every engine. `evaluate` is that meaning. It sees only
 * rows whose arguments are all present (that is how nulls are skipped), in the current order.
 */
export interface PlanAggregate {
  /** One sentence for people: what it gives. */
  readonly doc: string
  /** How arguments are written, for messages: `(int) → int`. */
  readonly signature: string
  /** The type of the result for arguments of these types, or undefined where they do not fit. */
  readonly result: (args: readonly Type[]) => Type | undefined
  /** An argument that must be a literal, and what is wrong with a value of it (undefined: nothing), for the check. */
  readonly literal?: { readonly argument: number; readonly problem: (value: Value) => string | undefined }
  readonly evaluate: (rows: readonly (readonly Value[])[]) => Value
  /** Rows of arguments and results; they are run on every engine as tests and shown in the documentation. */
  readonly examples: readonly {
    readonly types: readonly Type[]
    readonly rows: readonly (readonly Value[])[]
    readonly gives: Value
  }[]
}
