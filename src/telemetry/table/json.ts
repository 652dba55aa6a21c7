import { printValue } from '../../event/json.ts'
import type { Column, Type, Value } from '../../event/value.ts'
import { isList, isObject, parseObject } from '../json/parse.ts'
import type { Problem } from '../reader.ts'
import { splitJson } from '../split/json.ts'
import type { Piece } from '../split/splitter.ts'
import type { Fields } from '../values/fields.ts'
import type { TablePiece } from './table.ts'

/** What the values of a key are: of one type, or text where they are of several. */
type Kinds = Set<Type | 'other'>

/** The columns of a JSON table: every key that occurs, with the one type that all its values have, else text. Reads all of it. */
export async function jsonColumns(text: AsyncIterable<Uint8Array>): Promise<Column[]> {
  const columns = new Map<string, Kinds>()
  for await (const { objects } of objectsOf('', text))
    for (const object of objects)
      for (const name of Object.keys(object)) {
        const kinds = columns.get(name) ?? new Set()
        columns.set(name, kinds)
        const kind = kindOf(object[name] ?? null)
        if (kind !== undefined) kinds.add(kind)
      }
  return [...columns].map(([name, kinds]) => ({ name, type: typeOf(kinds) }))
}

function kindOf(value: Value): Type | 'other' | undefined {
  if (value === null) return undefined
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return 'float'
  return typeof value === 'bigint' && BigInt.asIntN(64, value) === value ? 'int' : 'other'
}

function typeOf(kinds: Kinds): Type {
  const [only = 'string', ...others] = kinds
  if (others.length === 0) return only === 'other' ? 'string' : only
  return [...kinds].every(kind => kind === 'int' || kind === 'float') ? 'float' : 'string'
}

/** The rows of a JSON table with these columns; lists and objects are text. */
export async function* jsonRows(
  file: string,
  text: AsyncIterable<Uint8Array>,
  columns: readonly Column[],
): AsyncGenerator<TablePiece> {
  for await (const { objects, problems } of objectsOf(file, text))
    yield { rows: objects.map(object => columns.map(({ name, type }) => cell(own(object, name), type))), problems }
}

const own = (object: Fields, name: string): Value => (Object.hasOwn(object, name) ? (object[name] ?? null) : null)

function cell(value: Value, type: Type): Value {
  if (value === null) return null
  if (type === 'float') return Number(value)
  return type === 'string' && typeof value !== 'string' ? printValue(value) : value
}

interface Objects {
  readonly objects: readonly Fields[]
  readonly problems: readonly Problem[]
}

/** The objects of a JSON text: of one array, one after another, or of the one list in an object around them. */
async function* objectsOf(file: string, text: AsyncIterable<Uint8Array>): AsyncGenerator<Objects> {
  const splitter = splitJson()
  for await (const chunk of text) yield read(file, splitter.push(chunk))
  yield read(file, splitter.end())
}

function read(file: string, pieces: readonly Piece[]): Objects {
  const problems: Problem[] = []
  const objects = pieces.flatMap(({ text, line, lost }) => {
    const object = lost === undefined ? parseObject(text) : undefined
    if (object !== undefined) return unwrapped(object)
    problems.push({
      file,
      line,
      message: lost?.why ?? 'this is no JSON object; it was left out',
      lines: lost?.lines ?? 1,
    })
    return []
  })
  return { objects, problems }
}

/** The objects in the only list of objects that an object holds, as exports wrap them (`{"indicators": [{…}]}`); else the object itself. */
function unwrapped(object: Fields): readonly Fields[] {
  const lists = Object.values(object).filter(value => isList(value) && value.length > 0 && value.every(isObject))
  const [list] = lists
  const plain = Object.values(object).filter(value => !isList(value))
  return lists.length === 1 && plain.length === 0 && isList(list) ? list.filter(isObject) : [object]
}
