import type { RuleFacts } from '../app/rules/hit.ts'
import { flow } from './flow.ts'
import type { Io } from './io.ts'

/** Columns of a line where the terminal does not say. */
const standardWidth = 120

/**
 * What a rule says of itself, in lines below its title: author, status, licence, id and tags, then each reference. The Detection Rule
 * License asks that they go wherever the rule goes.
 */
export function factLines(rule: RuleFacts, io: Pick<Io, 'width' | 'paint'>, before: readonly string[] = []): string[] {
  const { dim } = io.paint.out
  const width = io.width ?? standardWidth
  const author = rule.author === undefined ? undefined : `by ${rule.author}`
  const about = [author, ...before, rule.status, rule.license, rule.id, ...rule.tags]
  const line = (text: string): string[] => flow([{ text, paint: dim }], { width, indent: 2 })
  const own = about.filter(part => part !== undefined)
  return [...(own.length === 0 ? [] : line(own.join(' · '))), ...rule.references.flatMap(line)]
}
