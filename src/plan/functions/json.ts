import { type Found, findJson, isJsonArray, isJsonObject, type Json, parseJson, printJson } from '../../event/json.ts'
import type { PlanFunction } from './function.ts'
import { type Flattening, flatten } from './json-flatten.ts'
import { type JsonStep, parseJsonPath } from './json-path.ts'
import { select } from './json-select.ts'
import { remember, rememberLast } from './remember.ts'
import { int, takes, text } from './signature.ts'

const pathOf = remember(parseJsonPath)

const json_get: PlanFunction = {
  doc: 'What stands at a path in a JSON text: a scalar as text, an object or array as compact JSON, null when it is missing or JSON null. A path that may lead to many places (`a[*].b`, `$..b`) gives the JSON array of all that is found. Text around the JSON is tolerated.',
  ...takes(['string', 'string'], 'string'),
  nulls: 'strict',
  literal: {
    argument: 1,
    problem: path =>
      typeof path === 'string' && parseJsonPath(path) !== undefined
        ? undefined
        : "a path is written like `a.b[0].c` or `a[*].b`, with odd keys as `['odd key']`",
  },
  evaluate: ([doc, path]) => {
    const steps = pathOf(text(path))
    const root = steps === undefined ? undefined : documentFor(text(doc), steps)
    return steps === undefined || root === undefined ? null : asText(select(root, steps))
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
    { args: ['{"a":[{"b":1},{"c":2},{"b":null}]}', 'a[*].b'], types: ['string', 'string'], gives: '[1,null]' },
    { args: ['{"a":[]}', 'a[*].b'], types: ['string', 'string'], gives: '[]' },
    { args: ['{"x":[]}', 'a[*].b'], types: ['string', 'string'], gives: null },
    { args: ['{"a":{"x":{"b":1},"y":{"b":"2"}}}', "['a']*['b']"], types: ['string', 'string'], gives: '[1,"2"]' },
    { args: ['{"a":[0,1,2,3]}', 'a[1:3]'], types: ['string', 'string'], gives: '[1,2]' },
    { args: ['{"a":[0,1,2,3]}', 'a[-1:]'], types: ['string', 'string'], gives: '[3]' },
    { args: ['{"a":[0,1,2,3]}', 'a[0,2]'], types: ['string', 'string'], gives: '[0,2]' },
    { args: ['{"a":[0,1,2,3]}', 'a[(@.length-1)]'], types: ['string', 'string'], gives: '3' },
    { args: ['{"b":1,"a":[{"b":2}]}', '$..b'], types: ['string', 'string'], gives: '[1,2]' },
    {
      args: ['{"a":[{"f":true,"n":"x"},{"f":false,"n":"y"}]}', 'a[?(@.f == true)].n'],
      types: ['string', 'string'],
      gives: '["x"]',
    },
  ],
}

const json_auto: PlanFunction = {
  doc: 'The value of a key of the last JSON object in a text. Nested keys are joined by dots, elements of arrays that hold objects or arrays are `a[0].b`, other arrays are text, blanks in keys are underscores; the exact spelling wins, then any letter case.',
  ...takes(['string', 'string'], 'string'),
  nulls: 'strict',
  evaluate: ([doc, name]) => found(text(doc), text(name)),
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

const json_auto_to: PlanFunction = {
  doc: 'The same as `json_auto`, of a document that is taken apart to this depth only, counted in objects and arrays, what is deeper being its JSON; with `true` all arrays are taken apart.',
  ...takes(['string', 'string', 'int', 'bool'], 'string'),
  nulls: 'strict',
  evaluate: ([doc, name, depth, elements]) =>
    found(text(doc), text(name), { depth: Number(int(depth)), elements: elements === true }),
  examples: [
    {
      args: ['{"foo":{"bar":[{"k":1}],"baz":"q"}}', 'foo', 1n, false],
      types: ['string', 'string', 'int', 'bool'],
      gives: '{"bar":[{"k":1}],"baz":"q"}',
    },
    {
      args: ['{"foo":{"bar":[{"k":1}],"baz":"q"}}', 'foo.bar', 2n, false],
      types: ['string', 'string', 'int', 'bool'],
      gives: '[{"k":1}]',
    },
    {
      args: ['{"foo":{"bar":[{"k":1}],"baz":"q"}}', 'foo.bar[0]', 3n, false],
      types: ['string', 'string', 'int', 'bool'],
      gives: '{"k":1}',
    },
    {
      args: ['{"foo":{"bar":[{"k":1}],"baz":"q"}}', 'foo', 2n, false],
      types: ['string', 'string', 'int', 'bool'],
      gives: null,
    },
    { args: ['{"foo":[1,2]}', 'foo[1]', 9n, true], types: ['string', 'string', 'int', 'bool'], gives: '2' },
    { args: ['{"foo":[1,2]}', 'foo', 9n, true], types: ['string', 'string', 'int', 'bool'], gives: null },
  ],
}

/** What stands under a flattened name; the exact spelling wins, then the first in another letter case. */
function found(doc: string, name: string, how?: Flattening): string | null {
  const { exact, folded } = how === undefined ? flattened(doc) : leavesOf(lastObject(doc), how)
  return asText(exact.has(name) ? exact.get(name) : folded.get(name.toLowerCase()))
}

/** The leaves of a document by their names: the first of each spelling, and the first of each whatever the letter case. */
interface Leaves {
  readonly exact: ReadonlyMap<string, Json>
  readonly folded: ReadonlyMap<string, Json>
}

function leavesOf(root: Json | undefined, how?: Flattening): Leaves {
  const exact = new Map<string, Json>()
  const folded = new Map<string, Json>()
  if (root !== undefined)
    for (const { name, value } of flatten(root, how)) {
      if (!exact.has(name)) exact.set(name, value)
      const key = name.toLowerCase()
      if (!folded.has(key)) folded.set(key, value)
    }
  return { exact, folded }
}

/** Many names are asked of each message. */
const flattened = rememberLast((doc: string): Leaves => leavesOf(lastObject(doc)))

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

function asText(json: Json | undefined): string | null {
  if (json === undefined || json === null) return null
  return typeof json === 'string' ? json : printJson(json)
}

/** The whole text as JSON, else the first object in it (array, where the path begins with something of arrays). */
function documentFor(doc: string, steps: readonly JsonStep[]): Json | undefined {
  const whole = parsed(doc)
  if (whole !== undefined) return whole
  const [first] = steps
  const ofObjects = first === undefined || 'key' in first || 'keys' in first || 'deep' in first
  return findJson(doc, ofObjects ? '{' : '[', 0)?.value
}

const parsed = rememberLast(parseJson)

const lastObject = rememberLast((doc: string): Json | undefined => {
  let last: Found | undefined
  for (let next = findJson(doc, '{', 0); next !== undefined; next = findJson(doc, '{', next.end)) last = next
  return last?.value
})

export const json = { json_get, json_auto, json_auto_to, json_items }
