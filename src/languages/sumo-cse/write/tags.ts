/** Tactics by the words that tags of rules have for them (https://attack.mitre.org/tactics/enterprise/). */
const tactics: Readonly<Record<string, string>> = {
  reconnaissance: 'TA0043',
  'resource-development': 'TA0042',
  'initial-access': 'TA0001',
  execution: 'TA0002',
  persistence: 'TA0003',
  'privilege-escalation': 'TA0004',
  'defense-evasion': 'TA0005',
  'credential-access': 'TA0006',
  discovery: 'TA0007',
  'lateral-movement': 'TA0008',
  collection: 'TA0009',
  exfiltration: 'TA0010',
  'command-and-control': 'TA0011',
  impact: 'TA0040',
}

/**
 * Tags as Cloud SIEM has them: `_mitreAttackTactic:TA0002`, `_mitreAttackTechnique:T1059.001` (docs/cse/rules/write-match-rule.md);
 * others as they are. Of a tactic whose number we do not know, the word stays.
 */
export const cloudSiemTags = (tags: readonly string[]): string[] => [...new Set(tags.map(tagOf))]

function tagOf(tag: string): string {
  const technique = /^attack\.(t[0-9]{4}(?:\.[0-9]{3})?)$/i.exec(tag)
  if (technique?.[1] !== undefined) return `_mitreAttackTechnique:${technique[1].toUpperCase()}`
  const tactic = /^attack\.(.+)$/.exec(tag)?.[1]?.replaceAll('_', '-') ?? ''
  return Object.hasOwn(tactics, tactic) ? `_mitreAttackTactic:${tactics[tactic]}` : tag
}
