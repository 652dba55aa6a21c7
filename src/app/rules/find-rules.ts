import type { Source } from '../../base/source.ts'
import type { Disk } from '../disk.ts'
import { InputError } from '../input-error.ts'
import { nearby } from '../nearby.ts'
import { readQuery, stdinName } from '../query-text.ts'

/** The texts of rules, and files of the folders that are YAML of another kind. */
export interface FoundRules {
  readonly sources: readonly Source[]
  readonly others: readonly string[]
}

const yaml = /\.ya?ml$/i

/** What every kind of rule has as a key of a document. */
const ruleKey = /^(?:detection|correlation|filter)\s*:/m

/** Whether a name says that it is rules: YAML, or a folder of it. */
export async function holdsRules(path: string, disk: Disk): Promise<boolean> {
  if (yaml.test(path)) return true
  if (path === stdinName) return false
  const found = await disk.list(path)
  return found !== undefined && found[0] !== path && found.some(file => yaml.test(file))
}

/**
 * The rules that paths stand for, in order: a file is itself, a folder all YAML below it, sorted by name, but for what is no
 * rule at all. Rejects with `InputError` for a path that is not there and for a folder without rules.
 */
export async function findRules(
  paths: readonly string[],
  disk: Disk,
  stdin: () => AsyncIterable<Uint8Array>,
): Promise<FoundRules> {
  const sources: Source[] = []
  const others: string[] = []
  const taken = new Set<string>()
  for (const path of paths) {
    const found = path === stdinName ? [path] : await disk.list(path)
    if (found === undefined) throw new InputError(`there is no file or folder ${path}`, await nearby(path, disk))
    const named = found.length === 1 && found[0] === path
    const files = named ? found : found.filter(file => yaml.test(file))
    let rules = 0
    for (const file of files) {
      if (taken.has(file)) continue
      taken.add(file)
      const source = await readQuery(file, disk, stdin)
      if (!named && !ruleKey.test(source.text)) others.push(file)
      else {
        sources.push(source)
        rules++
      }
    }
    if (files.length === 0 || (rules === 0 && others.length > 0))
      throw new InputError(`the folder ${path} holds no rules`, 'rules are files that end in .yml or .yaml')
  }
  return { sources, others }
}
