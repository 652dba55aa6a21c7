import { isJsonArray, isJsonObject, type Json } from '../../event/json.ts'

/** A value inside a JSON document under its flattened name. */
export interface Leaf {
  readonly name: string
  readonly value: Json
}

/**
 * The values of a JSON document in its order, named as `json auto` names them: nested keys joined by dots, elements of an
 * array of objects by position (`a[0].b`), any other array kept whole, each blank in a key as `_`.
 */
export function* flatten(json: Json, name = ''): Generator<Leaf> {
  if (isJsonObject(json)) {
    for (const [key, value] of json) {
      const plain = key.replaceAll(' ', '_')
      yield* flatten(value, name === '' ? plain : `${name}.${plain}`)
    }
  } else if (isJsonArray(json) && json.length > 0 && json.every(isJsonObject)) {
    for (const [i, value] of json.entries()) yield* flatten(value, `${name}[${i}]`)
  } else yield { name, value: json }
}
