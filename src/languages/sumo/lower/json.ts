import type { Span } from '../../../base/span.ts'
import { leadsToOne, parseJsonPath } from '../../../plan/functions/json-path.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import { jsonDrops } from '../lints/json-drops.ts'
import type { Stage, TextSpan } from '../syntax.ts'
import { asText } from './coerce.ts'
import { type Context, lost, notRun, say } from './context.ts'
import { allOf } from './logic.ts'
import { textToParse } from './message.ts'
import { applyParse, type ParsedField } from './parsed.ts'

/**
 * `json "a.b" as x`: what stands at a path of the JSON in the message, keys in their letter case. Without `as` the path is
 * the name; a path that may lead to many places gives a JSON array. A row that lacks one of the paths is dropped unless
 * the stage says `nodrop`
 * (docs/search/search-query-language/parse-operators/parse-json-formatted-logs.md).
 */
export function lowerJson(
  context: Context,
  stage: Extract<Stage, { kind: 'json' | 'parse-xml' }>,
  later: readonly Stage[],
): undefined {
  const { structure } = context.schema
  const fromColumns = structure.is === 'columns' && stage.field === undefined ? structure.keys : undefined
  const document = fromColumns === undefined ? textToParse(context, stage.field, stage.span) : undefined
  if (fromColumns === undefined && document === undefined) return lost(context)
  const made: ParsedField[] = []
  for (const [i, path] of stage.paths.entries()) {
    const value = fromColumns === undefined ? atPath(context, document, path) : ofColumn(context, fromColumns, path)
    if (value === undefined) context.rows.incomplete = true
    else
      made.push({ name: stage.names?.[i]?.name ?? path.text, value, found: present(value, path.span), digits: false })
  }
  const lint = jsonDrops(stage, later)
  if (lint !== undefined) say(context, lint)
  applyParse(context, made, allOf(made.map(field => field.found)), stage, later)
}

const present = (of: Scalar, at: Span): Predicate => ({ op: 'present', of, at })

function atPath(context: Context, document: Scalar | undefined, path: TextSpan): Scalar | undefined {
  if (document === undefined) return undefined
  if (parseJsonPath(path.text) === undefined)
    return say(context, {
      code: 'sumo/json-path',
      severity: 'error',
      message: `\`${path.text}\` is no path into JSON`,
      help: "write it like `a.b[0].c` or `a[*].b`, with odd keys as `['odd key']`",
      span: path.span,
    })
  const literal: Scalar = { op: 'literal', type: 'string', value: path.text }
  return { op: 'call', fn: 'json_get', args: [document, literal], at: path.span }
}

/** Over data that was taken apart already, a path is the name of a column. */
function ofColumn(context: Context, keys: ReadonlyMap<string, Scalar>, path: TextSpan): Scalar | undefined {
  const scalar = keys.get(path.text)
  if (scalar !== undefined) return asText({ scalar, type: typeOf(scalar), kind: 'text', span: path.span })
  if (parseJsonPath(path.text)?.some(step => !leadsToOne(step)))
    return notRun(
      context,
      'a JSON path to many places, over a table',
      path.span,
      'the table has taken the messages apart, and has a column for each single key only',
    )
  say(context, {
    code: 'sumo/no-such-key',
    severity: 'warning',
    message: `no row has \`${path.text}\``,
    because: 'the data has no such column; JSON keys are compared in their letter case',
    span: path.span,
  })
  return { op: 'literal', type: 'string', value: null, at: path.span }
}

const typeOf = (scalar: Scalar) => (scalar.op === 'field' ? scalar.type : 'string')
