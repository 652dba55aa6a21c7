import type { Column } from '../event/value.ts'
import type { Scalar } from './plan.ts'

/**
 * What the names of a platform mean over the columns of a data set: what a frontend resolves names with. Mappings are
 * expressions, not renames, so that a name can mean a part of a column or a column in another unit.
 */
export interface Schema {
  readonly id: string
  readonly title: string
  /** The columns that expressions of this schema read; a plan scans those of them that it uses. */
  readonly columns: readonly Column[]
  /** The platform's own fields, by lower-case name. */
  readonly fields: ReadonlyMap<string, SchemaField>
  /** What a field that is not listed would be, where records may carry fields that nobody has listed; absent where the list is complete. */
  readonly unlisted?: (name: string) => Scalar
  /** When a row happened, of type time; absent where the data does not say. */
  readonly time?: Scalar
  /** The text of a message; undefined when the data has columns only, so that a query that needs the text is refused. */
  readonly message: Scalar | undefined
  /** All values of a record as a list of texts, for searches in the whole of it; absent where the fields that are listed are all there is. */
  readonly values?: Scalar
  /** What the message holds as structure. */
  readonly structure: MessageStructure
  /** The tables beside the data that a query may read, by the name it writes; absent where there are none. */
  readonly tables?: ReadonlyMap<string, { readonly columns: readonly Column[] }>
}

export interface SchemaField {
  /** As the platform spells it. */
  readonly name: string
  readonly scalar: Scalar
  readonly meaning: string
  /** It is there to be asked for, and no column of rows as they are. */
  readonly hidden?: true
  /** Where it is no single value: JSON text with values by key, or a list with items by position. */
  readonly inside?: 'keys' | 'items'
}

/**
 * The keys inside the messages, flattened with dots. `text`: the message is JSON text (or not), to be taken apart at run
 * time, and `keys` are those that occur in the data (undefined: nobody looked), `elements` the names of elements of flat
 * arrays (`a[0]`). `columns`: the message was taken apart
 * already, each key is an expression, and a key that is not listed never occurs.
 */
export type MessageStructure =
  | { readonly is: 'text'; readonly keys: readonly string[] | undefined; readonly elements?: readonly string[] }
  | { readonly is: 'columns'; readonly keys: ReadonlyMap<string, Scalar> }
