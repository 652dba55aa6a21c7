import { attackTactics } from '../../../attack/techniques.ts'

/**
 * Tags as Cloud SIEM has them: `_mitreAttackTactic:TA0002`, `_mitreAttackTechnique:T1059.001` (docs/cse/rules/write-match-rule.md);
 * others as they are. Of a tactic whose number we do not know, the word stays.
 */
export const cloudSiemTags = (tags: readonly string[]): string[] => [...new Set(tags.map(tagOf))]

function tagOf(tag: string): string {
  const technique = /^attack\.(t[0-9]{4}(?:\.[0-9]{3})?)$/i.exec(tag)
  if (technique?.[1] !== undefined) return `_mitreAttackTechnique:${technique[1].toUpperCase()}`
  const word = /^attack\.(.+)$/.exec(tag)?.[1]?.replaceAll('_', '-')
  const tactic = attackTactics.find(({ shortName }) => shortName === word)
  return tactic === undefined ? tag : `_mitreAttackTactic:${tactic.id}`
}
