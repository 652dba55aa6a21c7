import { isJsonArray, isJsonObject, type Json } from '../../event/json.ts'

/** A value inside a JSON document under its flattened name. */
export interface Leaf {
  readonly name: string
  readonly value: Json
}

/** How far a document is taken apart. */
export interface Flattening {
  /** Objects and arrays inside each other; what is deeper stays whole. */
  readonly depth: number
  /** Whether arrays that hold neither objects nor arrays are taken apart too. */
  readonly elements: boolean
}

const usual: Flattening = { depth: Number.POSITIVE_INFINITY, elements: false }

/**
 * The values of a JSON document in its order, named as `json auto` names them: nested keys joined by dots, elements of an
 * array that holds objects or arrays by position (`a[0].b`), any other array kept whole, each blank in a key as `_`.
 */
export function* flatten(json: Json, how: Flattening = usual, name = '', level = 0): Generator<Leaf> {
  if (level < how.depth && isJsonObject(json)) {
    for (const [key, value] of json) {
      const plain = key.replaceAll(' ', '_')
      yield* flatten(value, how, name === '' ? plain : `${name}.${plain}`, level + 1)
    }
  } else if (level < how.depth && isJsonArray(json) && (how.elements ? json.length > 0 : json.some(isNested))) {
    for (const [i, value] of json.entries()) yield* flatten(value, how, `${name}[${i}]`, level + 1)
  } else yield { name, value: json }
}

const isNested = (json: Json): boolean => isJsonArray(json) || isJsonObject(json)
