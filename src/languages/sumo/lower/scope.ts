import { suggest } from '../../../base/suggest.ts'
import type { Predicate, Scalar } from '../../../plan/plan.ts'
import type { Name, Scope, ScopeValue } from '../syntax.ts'
import { converted } from './coerce.ts'
import { type Context, deeper, say } from './context.ts'
import { allOf, anyOf, constant, negation } from './logic.ts'
import { fillScope } from './parameters.ts'
import { subqueryInScope } from './subquery.ts'
import { foldFor, termRegex, wildcardPattern } from './term.ts'

/** The part before the first pipe as a condition on messages and their metadata; letter case never counts in it. */
export function lowerScope(context: Context, scope: Scope): Predicate | undefined {
  switch (scope.kind) {
    case 'scope-and':
    case 'scope-or': {
      const args = scope.args.map(arg => deeper(context, arg.span, () => lowerScope(context, arg)))
      if (!args.every(arg => arg !== undefined)) return undefined
      return scope.kind === 'scope-and' ? allOf(args, scope.span) : anyOf(args, scope.span)
    }
    case 'scope-not': {
      const arg = deeper(context, scope.span, () => lowerScope(context, scope.arg))
      return arg === undefined ? undefined : negation(arg, scope.span)
    }
    case 'scope-all':
      return constant(true, scope.span)
    case 'term':
    case 'phrase':
      return lowerTerm(context, scope)
    case 'scope-field':
      return lowerField(context, scope.field, scope.value)
    case 'scope-subquery':
      return subqueryInScope(context, scope.query)
    case 'scope-error':
      return undefined
  }
}

function lowerTerm(context: Context, term: Extract<Scope, { kind: 'term' | 'phrase' }>): Predicate | undefined {
  const { text, span } = term
  if (term.kind === 'phrase' && text.includes('*') && !text.includes('{{'))
    say(context, {
      code: 'sumo/wildcard-in-phrase',
      severity: 'warning',
      message: 'a `*` inside quotes is documented to be no wildcard in a search for text; we take it as one',
      because: 'published searches use it that way, but nothing says that the product honours it',
      help: 'write words with wildcards without quotes',
      span,
    })
  const regex = termRegex(fillScope(context, text, span))
  if (regex === undefined) return constant(true, span)
  const { message } = context.schema
  if (message === undefined)
    return say(context, {
      code: 'sumo/needs-message',
      severity: 'error',
      message: `\`${text}\` is searched for in the text of messages, and this data has none, only columns`,
      help: 'ask for the column that holds it with `| where`, or run the search over the original logs',
      span,
    })
  return { op: 'regex', of: message, regex, at: span }
}

function lowerField(context: Context, field: Name, value: ScopeValue): Predicate | undefined {
  if (field.name.toLowerCase() === '_datatier') return anyTier(context, field, value)
  const scalar = scopeField(context, field)
  if (scalar === undefined) return undefined
  if (scalar === 'matches nothing') return constant(false, field.span)
  const written = fillScope(context, value.text, value.span)
  const at = { start: field.span.start, end: value.span.end }
  if (value.quoted && written.includes('*') && !value.text.includes('{{')) sayQuotedWildcard(context, field, value)
  if (/^\*+$/.test(written)) return { op: 'present', of: scalar, at }
  const of = converted(scalar, scalarType(scalar), 'string')
  return { op: 'match', of, pattern: wildcardPattern(written, 'one'), fold: foldFor(written), at }
}

/** `_dataTier=…` says where Sumo looks, and is no property of a message (docs/manage/partitions/data-tiers/searching-data-tiers.md). */
function anyTier(context: Context, field: Name, value: ScopeValue): Predicate {
  const at = { start: field.span.start, end: value.span.end }
  say(context, {
    code: 'sumo/data-tier',
    severity: 'note',
    message: 'the records at hand are in no tier: all of them are searched',
    span: at,
  })
  return constant(true, at)
}

function sayQuotedWildcard(context: Context, field: Name, value: ScopeValue): void {
  const bare = /^[^\s"()|]+$/.test(value.text)
  say(context, {
    code: 'sumo/wildcard-in-quotes',
    severity: 'warning',
    message: `a \`*\` inside quotes is documented to be no wildcard; we take it as one after \`${field.name}=\``,
    because: 'published searches use it that way, but nothing says that the product honours it',
    help: bare ? `write \`${field.name}=${value.text}\`, without quotes` : 'write values with wildcards without quotes',
    span: value.span,
    ...(bare ? { fix: [{ span: value.span, text: value.text }] } : {}),
  })
}

export const scalarType = (scalar: Scalar) =>
  scalar.op === 'field' ? scalar.type : scalar.op === 'call' ? 'string' : 'int'

/** What a name before the first pipe means: metadata, or a field that was made at ingest. */
export function scopeField(context: Context, { name, span }: Name): Scalar | 'matches nothing' | undefined {
  const { schema } = context
  const known = schema.fields.get(name.toLowerCase())
  if (known !== undefined) return known.scalar
  const names = [...schema.fields.values()].map(f => f.name)
  const [near] = name.startsWith('_') ? suggest(name, names) : []
  if (near !== undefined)
    return say(context, {
      code: 'sumo/unknown-metadata',
      severity: 'error',
      message: `there is no metadata field \`${name}\` in ${schema.title}`,
      because: 'names that begin with an underscore are built in',
      help: `did you mean \`${near}\`?`,
      span,
      fix: [{ span, text: near }],
    })
  const ingest = schema.unlisted?.(name)
  say(context, {
    code: 'sumo/scope-field',
    severity: 'warning',
    message:
      ingest === undefined
        ? `no record has a field \`${name}\`, so this matches nothing`
        : `\`${name}\` before the first pipe matches nothing unless a field extraction rule makes it`,
    because:
      'only metadata and fields made at ingest can be searched there; keys inside the message are not fields yet',
    help: `for a key of the message: \`| json auto | where ${name} = …\``,
    span,
  })
  return ingest ?? 'matches nothing'
}
