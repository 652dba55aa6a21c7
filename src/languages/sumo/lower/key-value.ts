import type { Span } from '../../../base/span.ts'
import type { Named, Scalar } from '../../../plan/plan.ts'
import { char, repeat, seq, text } from '../../../plan/regex/build.ts'
import { ALL } from '../../../plan/regex/charset.ts'
import { parseRegex } from '../../../plan/regex/parse.ts'
import type { Regex } from '../../../plan/regex/regex.ts'
import { captures } from '../../../plan/regex/walk.ts'
import type { Stage } from '../syntax.ts'
import { type Context, lost, say } from './context.ts'
import { allOf, anyOf } from './logic.ts'
import { textToParse } from './message.ts'
import { rawRegex } from './parse.ts'
import { applyParse, type ParsedField } from './parsed.ts'
import { readBy } from './reads.ts'
import { freshColumn, setFields } from './rows.ts'
import { textOf } from './typed.ts'

type KeyValue = Extract<Stage, { kind: 'keyvalue' }>
/** How the value of a key is found. */
type Finder = (key: string, at: Span) => Pick<ParsedField, 'value' | 'found'>

/**
 * `keyvalue`: the values that stand with keys (docs/search/search-query-language/parse-operators/parse-keyvalue-formatted-logs.md).
 * Without `as`, a field is named by its key, with `_` for what a name cannot hold. A row that lacks one of the keys is
 * dropped unless the stage says `nodrop`; `keyvalue auto` never drops one.
 */
export function lowerKeyValue(context: Context, stage: KeyValue, later: readonly Stage[]): undefined {
  const { mode, keys, names, span } = stage
  const of = textToParse(context, stage.field, span)
  if (names !== undefined && names.length !== keys.length) return sayCount(context, stage)
  if (mode === 'auto') return of === undefined ? lost(context) : lowerAuto(context, stage, of, later)
  if (keys.length === 0) return sayNoKeys(context, stage)
  const find = of === undefined ? undefined : mode === 'infer' ? inferred(of) : byRegex(context, stage, of)
  if (find === undefined) return lost(context)
  const made = keys.map(
    (key, i): ParsedField => ({ name: nameOf(stage, i), ...find(key.text, key.span), digits: false }),
  )
  applyParse(context, made, allOf(made.map(field => field.found)), stage, later)
}

function nameOf({ keys, names }: KeyValue, i: number): string {
  return names?.[i]?.name ?? keys[i]?.text.replace(/[^A-Za-z0-9_]/g, '_') ?? ''
}

const present = (of: Scalar, at: Span) => ({ op: 'present', of, at }) as const

/**
 * Sumo's own list of regexes is not published; this is what its examples need. A key stands between other characters than
 * letters, digits and `_ . -`, and may be quoted; then follows one of `=`, `:` and `->`, and a value in quotes, or up to white
 * space, a comma, a semicolon or a closing bracket.
 */
const inferred =
  (of: Scalar): Finder =>
  (key, at) => {
    const [before, between] = aroundKey()
    const regexes = ['"((?:[^"\\\\]|\\\\.)*)"', "'([^']*)'", '([^\\s,;)\\]}"\'][^\\s,;)\\]}]*)'].map(value =>
      seq([before, text(key), between, parsed(value)]),
    )
    const values = regexes.map((regex): Scalar => ({ op: 'extract', of, regex, group: 1, at }))
    return {
      value: { op: 'call', fn: 'coalesce', args: values, at },
      found: anyOf(regexes.map(regex => ({ op: 'regex', of, regex, at }) as const)),
    }
  }

/** A regex of our own. */
function parsed(written: string): Regex {
  const { value } = parseRegex(written)
  if (value === undefined) throw new Error(`a regex of our own cannot be read: ${written}`)
  return value
}

let edges: readonly [Regex, Regex] | undefined

/** What stands before a key, and between it and its value. Read when they are first needed: their classes take long to make. */
function aroundKey(): readonly [Regex, Regex] {
  edges ??= [parsed('(?:^|[^\\p{L}\\p{N}_.\\-])["\']?'), parsed('["\']?\\s*(?:=|:|->)\\s*')]
  return edges
}

/**
 * With two groups, the first is the key and the second its value, of the first match with that key; with one, it is the
 * value in the match that is nearest behind the first place where the key stands.
 */
function byRegex(context: Context, stage: KeyValue, of: Scalar): Finder | undefined {
  const [written] = stage.regexes
  const regex = written === undefined ? undefined : rawRegex(context, written)
  if (written === undefined || regex === undefined) return undefined
  const groups = captures(regex).length
  if (groups === 1)
    return (key, at) => {
      const whole = seq([text(key), repeat(char(ALL), 0, undefined, false), regex])
      return {
        value: { op: 'extract', of, regex: whole, group: 1, at },
        found: { op: 'regex', of, regex: whole, at },
      }
    }
  if (groups !== 2)
    return say(context, {
      code: 'sumo/keyvalue-groups',
      severity: 'error',
      message: `this regex has ${groups === 0 ? 'no groups' : `${groups} groups`}`,
      because: '`keyvalue regex` takes two groups, for the key and the value, or one, for the value',
      help: 'put `(…)` round key and value, and write `(?:…)` for other groups',
      span: written.span,
    })
  const { rows } = context
  const list = { list: 'string' } as const
  const columns = [1, 2].map((group): Named<Scalar> => {
    const value: Scalar = { op: 'extract_all', of, regex, group, at: stage.span }
    return { name: freshColumn(rows, group === 1 ? 'keys' : 'values'), value }
  })
  rows.steps.push(input => ({ op: 'extend', input, columns, at: stage.span }))
  const [keys, values] = columns.map(({ name }): Scalar => ({ op: 'field', name, type: list }))
  if (keys === undefined || values === undefined) return undefined
  return (key, at) => {
    const wanted: Scalar = { op: 'literal', type: 'string', value: key }
    const position: Scalar = { op: 'call', fn: 'list_find', args: [keys, wanted], at }
    return {
      value: { op: 'call', fn: 'list_at', args: [values, position], at },
      found: present(position, at),
    }
  }
}

/** All pairs become fields, as far as the query names them. It never drops rows. */
function lowerAuto(context: Context, stage: KeyValue, of: Scalar, later: readonly Stage[]): undefined {
  const delimiter: Scalar = { op: 'literal', type: 'string', value: stage.delim?.text ?? '' }
  const find = (key: string, at: Span): Scalar => ({
    op: 'call',
    fn: 'key_value',
    args: [of, delimiter, { op: 'literal', type: 'string', value: key }],
    at,
  })
  const named = stage.keys.map((key, i) => ({
    name: nameOf(stage, i),
    value: textOf(find(key.text, key.span), key.span),
  }))
  const others = stage.refonly ? [] : readBy(later).filter(({ name }) => isNew(context, stage, name))
  for (const { name, span } of others)
    say(context, {
      code: 'sumo/keyvalue-unnamed',
      severity: 'warning',
      message: `\`keyvalue auto\` does not name \`${name}\``,
      because: 'what it extracts can be used by later stages only if `keys` names it',
      help: `write \`keyvalue auto keys "${name}"\``,
      span,
    })
  const made = others.map(({ name, span }) => ({ name, value: textOf(find(name, span), span) }))
  setFields(context.rows, [...named, ...made], stage.span)
}

/** Whether nothing else could be meant by a name that a later stage reads. */
function isNew({ rows }: Context, stage: KeyValue, name: string): boolean {
  const isNamed = stage.keys.some((_, i) => nameOf(stage, i).toLowerCase() === name.toLowerCase())
  return !isNamed && !name.startsWith('_') && !rows.fields.has(name.toLowerCase())
}

function sayNoKeys(context: Context, { span }: KeyValue): undefined {
  lost(context)
  return say(context, {
    code: 'sumo/no-key',
    severity: 'error',
    message: '`keyvalue` names no key',
    because: 'it takes the values of the keys that it is given',
    help: 'write `keyvalue "key1", "key2"`, or `keyvalue auto`',
    span,
  })
}

function sayCount(context: Context, { keys, names, span }: KeyValue): undefined {
  lost(context)
  return say(context, {
    code: 'sumo/name-count',
    severity: 'error',
    message: `${keys.length} key${keys.length === 1 ? '' : 's'} and ${names?.length} name${names?.length === 1 ? '' : 's'} after \`as\``,
    because: 'each key is given to one name, in order',
    help: keys.length > (names?.length ?? 0) ? 'name every key after `as`' : 'remove a name, or add a key',
    span,
  })
}
