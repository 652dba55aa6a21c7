import { type Diagnostic, hasErrors, type Outcome } from '../../../base/diagnostic.ts'
import { printLogSource } from '../../../event/log-source.ts'
import type { FieldMap } from '../../../plan/field-map.ts'
import type { Predicate } from '../../../plan/plan.ts'
import type { Detection, Written } from '../../detection.ts'
import { toRest } from '../rules/write.ts'
import { aboutRule } from './about.ts'
import { writeAll } from './condition.ts'
import type { Piece, Writing } from './say.ts'

/**
 * A detection as a match rule of Cloud SIEM: the body of the REST call that makes it (`POST sec/v1/rules/templated`). What cannot be
 * said exactly is refused (`sumo-cse/cannot-say-…`), each thing at its place in the rule.
 */
export function writeRule(detection: Detection, names: FieldMap): Outcome<Written> {
  const diagnostics: Diagnostic[] = []
  const { logSource, from, where } = detection
  const writing: Writing = { diagnostics, names, source: logSource, read: new Map() }
  const origin = originOf(names, detection)
  const conditions = writeAll(writing, [from, where].flatMap(conjuncts))
  if (hasErrors(diagnostics) || conditions === undefined) return { value: undefined, diagnostics }
  const expression = linesOf([...origin, ...conditions])
  const assumes = assumptions(detection, origin.length > 0, writing)
  const shown = [...writing.read.values()].flatMap(({ text, type }) =>
    type === 'string' && /^[A-Za-z_]+$/.test(text) ? [text] : [],
  )
  const rule = aboutRule(detection, expression, shown.slice(0, 3), assumes)
  const text = `${JSON.stringify(toRest(rule), undefined, 2)}\n`
  return { value: { text, extension: '.cse.json', assumes }, diagnostics }
}

const conjuncts = (part: Predicate): readonly Predicate[] =>
  part.op === 'and' ? part.args : part.op === 'always' ? [] : [part]

/** Conditions that must all hold, each on its line, as published rules have them. */
function linesOf(pieces: readonly Piece[]): string {
  const several = pieces.length > 1
  const lines = pieces.map(({ text, binds }) => (binds === 'or' && several ? `(${text})` : text))
  return lines.length === 0 ? 'true' : lines.join('\nAND ')
}

/** Where records of the log source come from, as rules begin. */
function originOf({ schema }: FieldMap, { logSource }: Detection): Piece[] {
  const { fields } = schema([], logSource)
  return ['metadata_vendor', 'metadata_product'].flatMap((name): Piece[] => {
    const scalar = fields.get(name)?.scalar
    const value = scalar?.op === 'literal' ? scalar.value : null
    return typeof value === 'string' ? [{ text: `${name} = '${value}'`, binds: 'atom' }] : []
  })
}

function assumptions({ logSource, from }: Detection, hasOrigin: boolean, { read }: Writing): string[] {
  const own = [...read.values()].map(({ text }) => text)
  const raw = own.some(text => text.startsWith('fields['))
  return [
    ...(from.op === 'always'
      ? [`${hasOrigin ? 'of these records, ' : ''}only those of ${printLogSource(logSource)} are to be judged`]
      : []),
    'fields of records hold what the log says, in one value each',
    ...(raw ? ['the parser keeps the fields of the log under their own names'] : []),
    ...([...read.values()].some(({ type }) => type !== 'string')
      ? ['the log writes numbers of events, processes and ports as plain whole numbers']
      : []),
    ...(own.includes('user_username') ? ['names of users are not normalised'] : []),
    ...(own.some(text => text.endsWith('_hostname')) ? ['names of hosts are not normalised'] : []),
    'a record names an entity of the rule: a signal is made for each, and for none where none is there',
  ]
}
