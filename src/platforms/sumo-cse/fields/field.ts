/** How a normalised record holds a field. `map`: text by text; `struct`: named parts, in JSON; `list`: texts; `structs`: a list of structs. */
export type FieldKind = 'string' | 'int' | 'float' | 'bool' | 'map' | 'list' | 'struct' | 'structs'

/** A field of the normalised schema. */
export interface RecordField {
  readonly name: string
  readonly kind: FieldKind
  readonly meaning: string
}

/** Fields of one kind, each with what it means. */
export const fieldsOf = (kind: FieldKind, meanings: Readonly<Record<string, string>>): RecordField[] =>
  Object.entries(meanings).map(([name, meaning]) => ({ name, kind, meaning }))
