import { type Found, findJson, isJsonArray, isJsonObject, type Json, parseJson, printJson } from '../../event/json.ts'
import type { PlanFunction } from './function.ts'
import { flatten } from './json-flatten.ts'
import { type JsonStep, parseJsonPath } from './json-path.ts'
import { takes, text } from './signature.ts'

const json_get: PlanFunction = {
  doc: 'What stands at a path in a JSON text: a scalar as text, an object or array as compact JSON, null when it is missing or JSON null. Text around the JSON is tolerated.',
  ...takes(['string', 'string'], 'string'),
  nulls: 'strict',
  literal: {
    argument: 1,
    problem: path =>
      typeof path === 'string' && parseJsonPath(path) !== undefined
        ? undefined
        : "a path is written like `a.b[0].c`, with odd keys as `['odd key']`",
  },
  evaluate: ([doc, path]) => {
    const steps = parseJsonPath(text(path))
    const root = steps === undefined ? undefined : documentFor(text(doc), steps)
    return steps === undefined || root === undefined ? null : asText(walk(root, steps))
  },
  examples: [
    { args: ['{"a":{"b":[{"c":"x"}]}}', 'a.b[0].c'], types: ['string', 'string'], gives: 'x' },
    { args: ['{"id":9007199254740993}', 'id'], types: ['string', 'string'], gives: '9007199254740993' },
    { args: ['{"a": {"b": [1, 2.0]}}', '$.a'], types: ['string', 'string'], gives: '{"b":[1,2.0]}' },
    { args: ['{"odd key":true}', "['odd key']"], types: ['string', 'string'], gives: 'true' },
    { args: ['{"A":1}', 'a'], types: ['string', 'string'], gives: null },
    { args: ['{"a":null}', 'a'], types: ['string', 'string'], gives: null },
    { args: ['12:00 INFO [] {"a":1} done', 'a'], types: ['string', 'string'], gives: '1' },
    { args: ['not json', 'a'], types: ['string', 'string'], gives: null },
    { args: ['{"a":1,"a":2}', 'a'], types: ['string', 'string'], gives: '2' },
  ],
}

const json_auto: PlanFunction = {
  doc: 'The value of a key of the last JSON object in a text. Nested keys are joined by dots, elements of arrays of objects are `a[0].b`, other arrays are text, blanks in keys are underscores; the exact spelling wins, then any letter case.',
  ...takes(['string', 'string'], 'string'),
  nulls: 'strict',
  evaluate: ([doc, name]) => {
    const root = lastObject(text(doc))
    if (root === undefined) return null
    const wanted = text(name).toLowerCase()
    let near: Json | undefined
    for (const leaf of flatten(root)) {
      if (leaf.name === name) return asText(leaf.value)
      if (near === undefined && leaf.name.toLowerCase() === wanted) near = leaf.value
    }
    return asText(near)
  },
  examples: [
    { args: ['{"EventData":{"Image":"nmap"}}', 'eventdata.image'], types: ['string', 'string'], gives: 'nmap' },
    { args: ['{"a":[{"b":1},{"b":2}]}', 'a[1].b'], types: ['string', 'string'], gives: '2' },
    { args: ['{"a":[1,"x"]}', 'a'], types: ['string', 'string'], gives: '[1,"x"]' },
    { args: ['{"User Name":"bob"}', 'User_Name'], types: ['string', 'string'], gives: 'bob' },
    { args: ['{"ID":1,"id":2}', 'id'], types: ['string', 'string'], gives: '2' },
    { args: ['{"a":1} then {"a":2}', 'a'], types: ['string', 'string'], gives: '2' },
    { args: ['{"a":1}', 'b'], types: ['string', 'string'], gives: null },
    { args: ['{"a":{"b":1}}', 'a'], types: ['string', 'string'], gives: null },
  ],
}

const json_items: PlanFunction = {
  doc: 'The elements of a JSON array, or the values of a JSON object, each as `json_get` gives it; null where the text is neither.',
  ...takes(['string'], { list: 'string' }),
  nulls: 'strict',
  evaluate: ([doc]) => {
    const json = parseJson(text(doc))
    if (json === undefined || json === null || typeof json !== 'object') return null
    if (isJsonArray(json)) return json.map(asText)
    return isJsonObject(json) ? [...json.values()].map(asText) : null
  },
  examples: [
    { args: ['["a",1,null,{"b":[]}]'], types: ['string'], gives: ['a', '1', null, '{"b":[]}'] },
    { args: ['{"x":"a","y":2.0}'], types: ['string'], gives: ['a', '2.0'] },
    { args: ['[]'], types: ['string'], gives: [] },
    { args: ['"a"'], types: ['string'], gives: null },
    { args: ['1'], types: ['string'], gives: null },
    { args: ['a b'], types: ['string'], gives: null },
  ],
}

function walk(root: Json, steps: readonly JsonStep[]): Json | undefined {
  let here: Json | undefined = root
  for (const step of steps) {
    if (here === undefined || here === null || typeof here !== 'object') return undefined
    if ('key' in step) here = isJsonObject(here) ? here.get(step.key) : undefined
    else here = isJsonArray(here) ? here[step.index] : undefined
  }
  return here
}

function asText(json: Json | undefined): string | null {
  if (json === undefined || json === null) return null
  return typeof json === 'string' ? json : printJson(json)
}

/** The whole text as JSON, else the first object in it (array, where the path begins with a position). */
function documentFor(doc: string, steps: readonly JsonStep[]): Json | undefined {
  const whole = parseJson(doc)
  if (whole !== undefined) return whole
  const opens = steps[0] !== undefined && 'index' in steps[0] ? '[' : '{'
  return findJson(doc, opens, 0)?.value
}

function lastObject(doc: string): Json | undefined {
  let last: Found | undefined
  for (let next = findJson(doc, '{', 0); next !== undefined; next = findJson(doc, '{', next.end)) last = next
  return last?.value
}

export const json = { json_get, json_auto, json_items }
