import type { Stage } from '../syntax.ts'

/** The names of groups of a regex, as written. */
const groupsIn = (regex: string): string[] => [...regex.matchAll(/\(\?P?<([A-Za-z_]\w*)>/g)].map(m => m[1] ?? '')

/** The fields that a parse stage makes, in lower case; undefined where it does not say. */
export function madeBy(stage: Stage): ReadonlySet<string> | undefined {
  const names = namesOf(stage)
  return names === undefined ? undefined : new Set(names.map(name => name.toLowerCase()))
}

function namesOf(stage: Stage): readonly string[] | undefined {
  switch (stage.kind) {
    case 'parse-anchor':
      return stage.patterns.flatMap(p => p.names.map(n => n.name))
    case 'parse-regex':
      return stage.patterns.flatMap(p => groupsIn(p.body))
    case 'json':
    case 'parse-xml':
      return stage.names?.map(n => n.name) ?? stage.paths.map(p => p.text)
    case 'csv':
    case 'split':
      return stage.extract.flatMap(column => column.name?.name ?? [])
    case 'keyvalue':
      return stage.mode === 'auto' ? undefined : (stage.names?.map(n => n.name) ?? stage.keys.map(key => key.text))
    default:
      return undefined
  }
}
