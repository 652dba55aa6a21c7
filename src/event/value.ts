/**
 * The type of a value. `any` is JSON whose type nobody declared: it must be converted before it is used. `time` counts
 * microseconds since 1970 UTC; `ip` is an address in its usual text form.
 */
export type Type = 'bool' | 'int' | 'float' | 'string' | 'time' | 'ip' | 'object' | 'any' | { readonly list: Type }

/** A value. `int` (64 bit) and `time` are bigint, `float` is number; a missing value is null. */
export type Value = null | boolean | bigint | number | string | readonly Value[] | { readonly [key: string]: Value }

/** A named column of a table or of a result. */
export interface Column {
  readonly name: string
  readonly type: Type
}

/** How a type is written: `string`, `list<int>`. */
export const printType = (type: Type): string => (typeof type === 'string' ? type : `list<${printType(type.list)}>`)

export const sameType = (a: Type, b: Type): boolean =>
  typeof a === 'string' || typeof b === 'string' ? a === b : sameType(a.list, b.list)
