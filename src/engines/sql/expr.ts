import type { Type, Value } from '../../event/value.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Dialect } from './dialect.ts'

/** A piece of SQL that gives a value. */
export interface Expr {
  readonly sql: string
  readonly type: Type
  /** Whether it can be null. */
  readonly nullable: boolean
  /** Whether it is a column or a constant, so that repeating it costs nothing. */
  readonly plain: boolean
  /** Its value, where the plan says it. */
  readonly constant?: { readonly value: Value }
}

/** The columns that an expression may name. */
export type Scope = ReadonlyMap<string, Expr>

/**
 * A function that the database has no exact form of: the runner offers it to the database under this name, answered by
 * the definition itself.
 */
export interface ReferenceFunction {
  readonly name: string
  readonly parameters: readonly Type[]
  readonly result: Type
  /** `strict`: null as soon as an argument is; `evaluate` then never sees one. */
  readonly nulls: 'strict' | 'handled'
  readonly evaluate: (args: readonly Value[]) => Value
}

/** The writing of one statement: the dialect it is written in, and what it has come to need. */
export interface Writing {
  readonly dialect: Dialect
  /** Functions the statement calls that the runner must offer, by name. */
  readonly references: Map<string, ReferenceFunction>
  /** A name that no column and no other call has had. */
  readonly fresh: (letter: string) => string
  /** The rows of a plan inside of a condition that have all their values, as a SELECT. */
  readonly inside: (plan: Plan) => string
}

/** Begins the writing of one statement: no names are taken, no functions asked for. */
export function startWriting(dialect: Dialect, inside: Writing['inside']): Writing {
  let names = 0
  const written = new Map<Plan, string>()
  return {
    dialect,
    references: new Map(),
    fresh: letter => `${hiddenPrefix}${letter}${++names}`,
    // a condition may be written several times, which can be seen only where it is the same text
    inside: plan => {
      const sql = written.get(plan) ?? inside(plan)
      written.set(plan, sql)
      return sql
    },
  }
}

/** What names of the emitter's own begin with; a column that begins so is renamed. */
export const hiddenPrefix = '__'

/** Calls a function of the reference, and notes that the statement needs it. */
export function callReference(fn: ReferenceFunction, args: readonly Expr[], w: Writing): string {
  w.references.set(fn.name, fn)
  return `${fn.name}(${args.map(a => w.dialect.toReference(a)).join(', ')})`
}
