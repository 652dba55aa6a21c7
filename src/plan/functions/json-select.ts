import { isJsonArray, isJsonObject, type Json } from '../../event/json.ts'
import { fulfils } from './json-condition.ts'
import { type JsonOneStep, type JsonStep, leadsToOne } from './json-path.ts'

/**
 * What stands at a path. Where a step may lead to many places, it is the array of all that is found, empty where nothing
 * is; what leads up to the first such step has to be there. Undefined where it is not.
 */
export function select(root: Json, steps: readonly JsonStep[]): Json | undefined {
  const many = steps.findIndex(step => !leadsToOne(step))
  if (many < 0) return walk(root, steps.filter(leadsToOne))
  const start = walk(root, steps.slice(0, many).filter(leadsToOne))
  if (start === undefined) return undefined
  let found: readonly Json[] = [start]
  for (const step of steps.slice(many)) found = found.flatMap(value => [...follow(value, step)])
  return found
}

/** The one place that these steps lead to. */
function walk(root: Json, steps: readonly JsonOneStep[]): Json | undefined {
  let here: Json | undefined = root
  for (const step of steps) {
    if (here === undefined) return undefined
    here = goOne(here, step)
  }
  return here
}

function goOne(here: Json, step: JsonOneStep): Json | undefined {
  if ('key' in step) return isJsonObject(here) ? here.get(step.key) : undefined
  if (!isJsonArray(here)) return undefined
  return here['index' in step ? step.index : here.length - step.last]
}

function* follow(here: Json, step: JsonStep): Generator<Json> {
  if (leadsToOne(step)) yield* present(goOne(here, step))
  else if ('deep' in step) yield* inside(here)
  else if ('keys' in step) for (const key of step.keys) yield* present(goOne(here, { key }))
  else if ('indexes' in step) for (const index of step.indexes) yield* present(goOne(here, { index }))
  else if ('every' in step) yield* children(here)
  else if ('where' in step) {
    for (const child of children(here)) if (fulfils(child, step.where, walk)) yield child
  } else if (isJsonArray(here)) yield* here.slice(step.from, step.to)
}

function* present(value: Json | undefined): Generator<Json> {
  if (value !== undefined) yield value
}

function* children(here: Json): Generator<Json> {
  if (isJsonArray(here)) yield* here
  else if (isJsonObject(here)) yield* here.values()
}

/** The value and all that is inside of it. Its depth is bounded by the reader of JSON. */
function* inside(here: Json): Generator<Json> {
  yield here
  for (const child of children(here)) yield* inside(child)
}
