import type { Diagnostic } from '../../../base/diagnostic.ts'
import { looseParts } from '../rules/loose-or.ts'
import type { Expr, Scope, Stage } from '../syntax.ts'
import { conjunctsOf } from '../walk.ts'
import type { Cost } from './index.ts'
import { madeBy } from './made.ts'
import { note, quoted } from './say.ts'

// What the scope could say, so that less is read: metadata, and words.

/** A scope that no field narrows, so that every index is read. What begins with a pipe is a piece of a search. */
export const missingMetadata: Cost = ({ scope }, source) =>
  scope === undefined || hasField(scope) || looseParts(scope, source.text) !== undefined
    ? []
    : [
        note(
          'no-metadata',
          scope.span,
          scope.kind === 'scope-or'
            ? 'a part of the scope names no metadata, so Sumo looks for it in all data'
            : 'the scope names no metadata, so Sumo looks through all data',
          'metadata and partitions say where to look; the smallest scope is the fastest, and the cheapest where scanning is paid for',
          'begin with where the messages come from, such as `_sourceCategory=…` or `_index=…`',
        ),
      ]

/** Whether a field, or what may be filled in, narrows every part of a scope. */
function hasField(scope: Scope): boolean {
  switch (scope.kind) {
    case 'scope-and':
      return scope.args.some(hasField)
    case 'scope-or':
      return scope.args.every(hasField)
    case 'scope-field':
      return scope.value.text !== '*'
    case 'term':
      return isFilledIn(scope.text)
    case 'scope-subquery':
    case 'scope-error':
      return true
    case 'phrase':
    case 'scope-not':
    case 'scope-all':
      return false
  }
}

/** A parameter, or what the installer of an app fills in: it may stand for any scope. */
const isFilledIn = (text: string): boolean => text.includes('{{') || text.includes('$$')

const metadata = /^_(?:source|sourceCategory|sourceName|sourceHost|collector|index|view)$/i

/** `| where _sourceHost = "x"`: the scope knows it, and need not read the rest. */
export const metadataInWhere: Cost = ({ scope, stages }, source) => {
  const found: Diagnostic[] = []
  for (const { condition } of filtersOf(stages)) {
    const test = conjunctsOf(condition)
      .map(textTest)
      .find(t => t !== undefined && metadata.test(t.field))
    if (test === undefined || names(scope, test.field)) continue
    found.push(
      note(
        'metadata-in-where',
        test.span,
        `\`${test.field}\` can be asked for before the first pipe`,
        'a `where` sees every message that the scope finds; the scope does not read the others at all',
        `put ${scopeText(test)} into the scope; keep \`${quoted(source, test.span)}\` only where letter case matters`,
      ),
    )
  }
  return found.slice(0, 1)
}

const scopeText = ({ field, text }: TextTest): string =>
  /^[\w*./-]+$/.test(text) ? `\`${field}=${text}\`` : `\`${field}="${text}"\``

function names(scope: Scope | undefined, field: string): boolean {
  if (scope === undefined) return false
  if (scope.kind === 'scope-field') return scope.field.name.toLowerCase() === field.toLowerCase()
  if (scope.kind === 'scope-and' || scope.kind === 'scope-or') return scope.args.some(arg => names(arg, field))
  return scope.kind === 'scope-not' ? names(scope.arg, field) : scope.kind === 'term' && isFilledIn(scope.text)
}

interface TextTest {
  readonly field: string
  /** As it would stand in a message. */
  readonly text: string
  readonly span: Expr['span']
}

/** `f = "text"` and `f matches "*text*"`, where no parameter is part of it. */
function textTest(expr: Expr): TextTest | undefined {
  if (expr.kind !== 'binary' || (expr.is !== '=' && expr.is !== 'matches')) return undefined
  const { left, right, span } = expr
  if (left.kind !== 'field' || right.kind !== 'string' || right.text.includes('{{')) return undefined
  return right.text === '*' || right.text === '' ? undefined : { field: left.name, text: right.text, span }
}

/** The filters of messages: those before anything that makes other rows. */
function filtersOf(stages: readonly Stage[]): Extract<Stage, { kind: 'where' }>[] {
  const end = stages.findIndex(stage => !keepsMessages.has(stage.kind))
  return stages.slice(0, end < 0 ? undefined : end).filter(stage => stage.kind === 'where')
}

const parses = ['parse-anchor', 'parse-regex', 'json', 'json-auto', 'parse-xml', 'csv', 'split', 'keyvalue'] as const
const keepsMessages: ReadonlySet<Stage['kind']> = new Set<Stage['kind']>([...parses, 'where', 'fields', 'timeslice'])

/**
 * A filter by a word that was taken out of the message, and a scope without any word: with the word in the scope, too,
 * only messages that have it are read and parsed.
 */
export const missingKeyword: Cost = ({ scope, stages }) => {
  if (scope === undefined || hasWord(scope)) return []
  const parsed = new Set<string>()
  for (const stage of stages) {
    if (!keepsMessages.has(stage.kind)) return []
    for (const name of parsedNames(stage)) parsed.add(name)
    if (stage.kind !== 'where') continue
    for (const test of conjunctsOf(stage.condition).map(textTest)) {
      if (test === undefined || !parsed.has(test.field.toLowerCase()) || !isWord(test.text)) continue
      return [
        note(
          'no-keyword',
          test.span,
          `with the word \`${test.text}\` in the scope, only messages that have it would be read`,
          'the scope finds words by an index; without one, every message of the source is parsed for this `where`',
          `put \`${/^\w+$/.test(test.text) ? test.text : `"${test.text}"`}\` into the scope if messages have it as a word of its own, and keep the \`where\``,
        ),
      ]
    }
  }
  return []
}

/** `| where _raw contains "error"`: the scope finds words by an index, and a scope without one has every message read for this. */
export const rawInWhere: Cost = ({ scope, stages }, source) => {
  if (scope === undefined || hasWord(scope)) return []
  for (const { condition } of filtersOf(stages))
    for (const part of conjunctsOf(condition)) {
      const word = rawWord(part)
      if (word === undefined) continue
      return [
        note(
          'raw-in-where',
          part.span,
          `the scope can look for \`${word}\` itself`,
          'a `where` sees every message that the scope finds; the scope finds words by an index',
          `put \`*${word}*\` into the scope, or \`${word}\` where it is a word of its own; keep \`${quoted(source, part.span)}\` only where letter case matters`,
        ),
      ]
    }
  return []
}

/** The word that a condition looks for anywhere in the message. */
function rawWord(expr: Expr): string | undefined {
  const [left, right] =
    expr.kind === 'binary' && (expr.is === 'matches' || expr.is === 'contains')
      ? [expr.left, expr.right]
      : expr.kind === 'call' && /^contains$/i.test(expr.fn.name)
        ? expr.args
        : []
  if (left?.kind !== 'field' || left.name.toLowerCase() !== '_raw' || right?.kind !== 'string') return undefined
  const text = right.text.replace(/^\*|\*$/g, '')
  return isWord(text) ? text : undefined
}

/** A text that is one word, and rare enough to be worth looking for. */
const isWord = (text: string): boolean => /^[A-Za-z][\w.-]{3,}$/.test(text) && !/^(?:true|false|null|none)$/i.test(text)

function hasWord(scope: Scope): boolean {
  switch (scope.kind) {
    case 'scope-and':
    case 'scope-or':
      return scope.args.some(hasWord)
    case 'scope-field':
      // a field that was made at ingest narrows as well as a word
      return !metadata.test(scope.field.name)
    case 'scope-not':
    case 'scope-all':
      return false
    default:
      return true
  }
}

/** The fields that a parse takes out of the message itself. */
function parsedNames(stage: Stage): Iterable<string> {
  const ofMessage = 'field' in stage && (stage.field === undefined || stage.field.name.toLowerCase() === '_raw')
  return ofMessage ? (madeBy(stage) ?? []) : []
}
