import { isJsonArray, isJsonObject, type Json, parseJson } from '../../event/json.ts'
import type { Type } from '../../event/value.ts'
import type { PlanFunction } from './function.ts'
import { plainNumber } from './plain-number.ts'
import { rememberLast } from './remember.ts'
import { takes, text } from './signature.ts'

const texts: Type = { list: 'string' }

const json_members: PlanFunction = {
  doc: 'The values of a JSON object under a name, as texts: one of a single value, all of an array (arrays in it taken apart); JSON null is a missing element, an object is none, a number stands in its plain decimal spelling. The whole name is looked for first, then the path that its dots make, through every element of an array. Null where there is nothing of the name.',
  ...takes(['string', 'string'], texts),
  nulls: 'strict',
  evaluate: ([doc, name]) => {
    const root = parsed(text(doc))
    if (root === undefined || !isJsonObject(root)) return null
    const found = [...reached(root, text(name))]
    return found.length === 0 ? null : found.flatMap(value => [...members(value)])
  },
  examples: [
    gives('{"a":"x","b":[1,"y",null,{"c":2},[true]]}', 'a', ['x']),
    gives('{"a":"x","b":[1,"y",null,{"c":2},[true]]}', 'b', ['1', 'y', null, 'true']),
    gives('{"a":null}', 'a', [null]),
    gives('{"a":null}', 'b', null),
    gives('{"a":[]}', 'a', []),
    gives('{"a":{}}', 'a', []),
    gives('{"a":{"b":"path"},"a.b":"flat"}', 'a.b', ['flat']),
    gives('{"a":{"b.c":1}}', 'a.b.c', ['1']),
    gives('{"a":[{"b":1},{"b":[2,3]},{"c":4}]}', 'a.b', ['1', '2', '3']),
    gives('{"a":[{"c":4}]}', 'a.b', null),
    gives('{"n":4688.0,"e":1.5e3,"z":-0,"big":9007199254740993}', 'n', ['4688']),
    gives('{"n":4688.0,"e":1.5e3,"z":-0,"big":9007199254740993}', 'e', ['1500']),
    gives('{"n":4688.0,"e":1.5e3,"z":-0,"big":9007199254740993}', 'z', ['0']),
    gives('{"n":4688.0,"e":1.5e3,"z":-0,"big":9007199254740993}', 'big', ['9007199254740993']),
    gives('{"A":1}', 'a', null),
    gives('[{"a":1}]', 'a', null),
    gives('not json', 'a', null),
  ],
}

const json_values: PlanFunction = {
  doc: 'Every value inside a JSON text, as texts: what stands in objects and arrays, in its order, numbers in their plain decimal spelling; neither keys nor nulls. Null where it is no JSON.',
  ...takes(['string'], texts),
  nulls: 'strict',
  evaluate: ([doc]) => {
    const root = parsed(text(doc))
    return root === undefined ? null : [...leaves(root)]
  },
  examples: [
    { args: ['{"a":"x","b":[1.0,{"c":true,"d":null}]}'], types: ['string'], gives: ['x', '1', 'true'] },
    { args: ['{}'], types: ['string'], gives: [] },
    { args: ['x'], types: ['string'], gives: null },
  ],
}

function gives(doc: string, name: string, result: readonly (string | null)[] | null) {
  return { args: [doc, name], types: ['string', 'string'] as const, gives: result }
}

/** What a name leads to: a key of the whole name, else each key that is its begin up to a dot, with the rest inside. */
function* reached(here: Json, name: string): Generator<Json> {
  if (isJsonArray(here)) {
    for (const element of here) yield* reached(element, name)
    return
  }
  if (!isJsonObject(here)) return
  const whole = here.get(name)
  if (whole !== undefined) {
    yield whole
    return
  }
  const dot = name.indexOf('.')
  const inner = dot < 0 ? undefined : here.get(name.slice(0, dot))
  if (inner !== undefined) yield* reached(inner, name.slice(dot + 1))
}

/** The values that stand for themselves, and null. */
function* members(json: Json): Generator<string | null> {
  if (json === null) yield null
  else if (typeof json !== 'object') yield String(json)
  else if (isJsonArray(json)) for (const element of json) yield* members(element)
  else if (!isJsonObject(json)) yield plainNumber(json.number)
}

function* leaves(json: Json): Generator<string> {
  if (isJsonObject(json)) for (const value of json.values()) yield* leaves(value)
  else if (isJsonArray(json)) for (const value of json) yield* leaves(value)
  else for (const value of members(json)) if (value !== null) yield value
}

const parsed = rememberLast(parseJson)

export const jsonMembers = { json_members, json_values }
