import { type LogSource, printLogSource } from '../../../event/log-source.ts'
import type { About, Detection } from '../../detection.ts'
import type { EntitySelector, Rule } from '../rules/model.ts'
import { cloudSiemTags } from './tags.ts'

/** Severities by level, as Sigma's public backend for Cloud SIEM gives them; a rule without a level is as one of the lowest. */
const severities: Readonly<Record<string, number>> = { critical: 8, high: 6, medium: 3, low: 1, informational: 1 }

/**
 * What a rule says of itself, in the fields of a match rule of Cloud SIEM (docs/cse/rules/write-match-rule.md). DRL 1.1 asks that
 * author, source and licence go wherever the rule goes: they stand in the description, which signals show.
 */
export function aboutRule(
  { about, logSource }: Detection,
  expression: string,
  shown: readonly string[],
  assumes: readonly string[],
): Rule {
  return {
    type: 'match',
    id: undefined,
    name: about.title,
    enabled: true,
    // signals of a prototype count for no insight
    prototype: about.status === 'experimental',
    stream: 'record',
    signal: {
      name: literal(about.title),
      summary: [literal(about.title), ...shown.map(name => `{{${name}}}`)].join(' | '),
      description: literal(describe(about, logSource, assumes)),
    },
    severity: { type: 'constant', default: severities[about.level ?? ''] ?? 1 },
    tags: cloudSiemTags(about.tags),
    entities: entitiesOf(logSource),
    suppressionMs: undefined,
    tuning: [],
    others: {},
    expression,
  }
}

/** A text in which nothing is filled in: braces that would open a field are kept apart. */
const literal = (text: string): string => text.replace(/\{(?=\{)/g, '{ ')

function describe(about: About, logSource: LogSource, assumes: readonly string[]): string {
  const said: readonly (readonly [string, string | undefined])[] = [
    ['Author', about.author],
    ['Sigma rule', about.id],
    ['Name', about.name],
    ['Status', about.status],
    ['Level', about.level],
    ['License', about.license],
    ['Date', about.date],
    ['Modified', about.modified],
    ['Log source', printLogSource(logSource)],
    ['Fields', about.fields.length === 0 ? undefined : about.fields.join(', ')],
    ['Related', about.related.map(({ id, type }) => `${id} (${type})`).join(', ') || undefined],
  ]
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['References', about.references],
    ['False positives', about.falsePositives],
    ['Assumes', assumes],
  ]
  return [
    ...(about.description === undefined ? [] : [about.description.trim(), '']),
    ...said.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`])),
    ...lists.flatMap(([name, values]) => (values.length === 0 ? [] : [`${name}:`, ...values.map(v => `- ${v}`)])),
  ].join('\n')
}

/** What signals are about: the machine and the account of endpoints, else the address and the account. */
function entitiesOf({ product, category }: LogSource): EntitySelector[] {
  const endpoint = product === 'windows' || product === 'linux' || product === 'macos' || category === 'antivirus'
  return [
    endpoint
      ? { entityType: '_hostname', expression: 'device_hostname' }
      : { entityType: '_ip', expression: 'srcDevice_ip' },
    { entityType: '_username', expression: 'user_username' },
  ]
}
