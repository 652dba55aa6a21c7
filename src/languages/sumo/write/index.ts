import { type Diagnostic, hasErrors, type Outcome } from '../../../base/diagnostic.ts'
import { printLogSource } from '../../../event/log-source.ts'
import type { FieldMap } from '../../../plan/field-map.ts'
import type { Predicate } from '../../../plan/plan.ts'
import type { Detection, Written } from '../../detection.ts'
import { formatSearch } from '../format/index.ts'
import { longestQuery } from '../parser.ts'
import { aboutLines } from './about.ts'
import { write } from './condition.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { cannotSay, type Writing } from './say.ts'

/**
 * A detection as a log search: its fields taken out of the messages, and a condition in stages. What cannot be said exactly is
 * refused (`sumo/cannot-say-…`), each thing at its place in the rule.
 */
export function writeSearch(detection: Detection, names: FieldMap): Outcome<Written> {
  const diagnostics: Diagnostic[] = []
  const fields = fieldsOf(detection, names, diagnostics)
  const writing: Writing = { diagnostics, nameOf: fields.nameOf }
  const parts = [detection.from, ...conjuncts(detection.where)].filter(part => part.op !== 'always')
  const written = parts.map(part => write(writing, part))
  if (hasErrors(diagnostics) || !written.every(part => part !== undefined)) return { value: undefined, diagnostics }
  const assumes = assumptions(detection, fields)
  const taken = fields.stage()
  const stages = [...(taken === undefined ? [] : [taken]), ...written.map(part => `where ${part.text}`)]
  const text = [...aboutLines(detection, assumes), '_sourceCategory=*', ...stages.map(stage => `| ${stage}`)].join('\n')
  if (text.length > longestQuery)
    return {
      value: cannotSay(writing, 'so-much', detection.where.at, {
        message: `this takes ${text.length.toLocaleString('en-US')} characters in Sumo, which allows ${longestQuery.toLocaleString('en-US')}`,
        help: 'split the rule in two, or put its long lists into a lookup table',
      }),
      diagnostics,
    }
  // a text that cannot be laid out is right all the same: formatting is for people
  const laid = formatSearch({ name: 'written.sumo', text }).value ?? `${text}\n`
  return { value: { text: laid, extension: '.sumo', assumes }, diagnostics }
}

/** Conditions that must all hold are stages of their own. */
const conjuncts = (where: Predicate): readonly Predicate[] => (where.op === 'and' ? where.args : [where])

const made = ({ name, field }: { readonly name: string; readonly field: string }): string =>
  name === field ? name : `${name} (${field})`

function assumptions({ logSource, from }: Detection, fields: Fields): string[] {
  const ingested = fields.ingested()
  return [
    ...(fields.stage() === undefined
      ? []
      : ['messages are JSON with these keys, each of one value, numbers in plain decimals']),
    ...(fields.nested() ? ['a dot leads into an object, and is not part of a key'] : []),
    ...(ingested.length === 0 ? [] : [`extraction rules make the fields ${ingested.map(made).join(', ')} at ingest`]),
    from.op === 'always'
      ? `the scope finds logs of ${printLogSource(logSource)}, and no others`
      : 'events of Windows and Sysmon say their number and channel',
  ]
}
