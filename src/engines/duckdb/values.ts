import type { DuckDBType, DuckDBValue } from '@duckdb/node-api'
import { parseJsonValue } from '../../event/json.ts'
import type { Type, Value } from '../../event/value.ts'
import type { Library } from './database.ts'
import { printJsonValue } from './json-text.ts'

/** The type of the client library that a column of this type has. */
export function libraryType(type: Type, library: Library): DuckDBType {
  if (typeof type === 'object') return library.LIST(libraryType(type.list, library))
  switch (type) {
    case 'bool':
      return library.BOOLEAN
    case 'int':
    case 'time':
      return library.BIGINT
    case 'float':
      return library.DOUBLE
    case 'string':
    case 'ip':
    case 'object':
    case 'any':
      return library.VARCHAR
  }
}

/** How values of a type are handed to the client library. Its text is well-formed: a lone surrogate becomes U+FFFD. */
export function writerOf(type: Type, library: Library): (value: Value) => DuckDBValue {
  if (typeof type === 'object') {
    const write = writerOf(type.list, library)
    return value => (Array.isArray(value) ? library.listValue(value.map(write)) : null)
  }
  if (type === 'object' || type === 'any') return value => (value === null ? null : printJsonValue(value))
  return value => value as DuckDBValue
}

/** How values of a type are read from what the client library gives. */
export function readerOf(type: Type): (value: DuckDBValue) => Value {
  if (typeof type === 'object') {
    const read = readerOf(type.list)
    return value => (isList(value) ? value.items.map(read) : null)
  }
  if (type === 'object' || type === 'any')
    return value => (value === null ? null : (parseJsonValue(String(value)) ?? null))
  return value => value as Value
}

const isList = (value: DuckDBValue): value is DuckDBValue & { readonly items: readonly DuckDBValue[] } =>
  typeof value === 'object' && value !== null && 'items' in value
