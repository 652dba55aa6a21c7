import { hasErrors } from '../../../base/diagnostic.ts'
import type { Plan, Predicate, Scalar } from '../../../plan/plan.ts'
import { choices } from '../choices.ts'
import type { Compose, Name, Subquery } from '../syntax.ts'
import { call } from './build.ts'
import { asText, converted } from './coerce.ts'
import { asEqual } from './compare.ts'
import { composed, type Found } from './composed.ts'
import { type Context, deeper, lost, say } from './context.ts'
import { planOf, readSearch, startSearch } from './index.ts'
import { asTerms, searchedFor } from './keywords.ts'
import { constant } from './logic.ts'
import { resolve, resolveTyped } from './resolve.ts'
import { scalarType, scopeField } from './scope.ts'
import { timeOfSubquery } from './subquery-time.ts'

// `[subquery: … | compose f, g]` is a condition: a row is wanted whose f and g are those of a row that the inner search finds
// (docs/search/subqueries.md). A row of it that lacks one of them says nothing, and a missing value is that of no row.

/** A subquery before the first pipe, where letter case does not count. */
export function subqueryInScope(context: Context, query: Subquery): Predicate | undefined {
  return deeper(context, query.span, () => {
    const inner = read(context, query)
    if (inner === undefined) return undefined
    return inner.compose.keywords ? byKeywords(context, inner) : inScope(context, inner)
  })
}

/** A subquery as a condition after a pipe: its fields are compared as `=` compares them. */
export function subqueryInCondition(context: Context, query: Subquery): Predicate | undefined {
  return deeper(context, query.span, () => {
    if (query.compose?.keywords) return sayKeywords(context, query.compose)
    const inner = read(context, query)
    if (inner === undefined) return undefined
    const pairs = inner.found.map(({ name, value }) => {
      const own = resolveTyped(context, name.name, name.span)
      return own === undefined ? undefined : (asEqual(own, value) ?? sayTypes(context, name))
    })
    if (!pairs.every(pair => pair !== undefined)) return undefined
    return among(context, inner, pairs)
  })
}

interface Inner {
  readonly search: Context
  readonly compose: Compose
  readonly query: Subquery
  /** What the fields of `compose` are in the rows that the inner search finds. */
  readonly found: readonly Found[]
}

/** The inner search, or undefined after saying what is wrong with it. */
function read(context: Context, query: Subquery): Inner | undefined {
  const { compose } = query
  if (compose === undefined) return sayNoCompose(context, query)
  const { maxresults = 1 } = compose
  if (!Number.isInteger(maxresults) || maxresults < 1 || maxresults > choices.mostComposedRows)
    return sayMaxresults(context, compose)
  const time = timeOfSubquery(context, query)
  if (time === 'unknown') return undefined
  const { source, schema, parameters, depth } = context
  const search = startSearch({ source, schema, time, parameters, depth, diagnostics: [] })
  readSearch(search, query.search, [compose])
  const found = compose.names.map((name): Found | undefined => {
    const field = resolve(search, name.name, name.span)
    return field && { name, value: { scalar: field.scalar, type: field.type, kind: field.kind, span: name.span } }
  })
  context.diagnostics.push(...search.diagnostics)
  if (hasErrors(search.diagnostics) || search.rows.incomplete || !found.every(f => f !== undefined))
    return lost(context)
  return { search, compose, query, found }
}

/** What `field="value"` of the scope would find for every value: whole ones, letter case not counting; a star in them is itself. */
function inScope(context: Context, inner: Inner): Predicate | undefined {
  const folded = (text: Scalar): Scalar => call('lower', [text], inner.query.span)
  const pairs: (readonly [Scalar, Scalar])[] = []
  for (const { name, value } of inner.found) {
    const scalar = scopeField(context, name)
    if (scalar === undefined) return undefined
    if (scalar === 'matches nothing') return constant(false, inner.query.span)
    pairs.push([folded(converted(scalar, scalarType(scalar), 'string')), folded(asText(value))])
  }
  return among(context, inner, pairs)
}

/** Every value is searched for in the message, as the scope searches for a phrase. */
function byKeywords(context: Context, inner: Inner): Predicate | undefined {
  const { span } = inner.query
  const { message } = context.schema
  if (message === undefined)
    return say(context, {
      code: 'sumo/needs-message',
      severity: 'error',
      message: 'the values of this subquery are searched for in the text of messages, and this data has none',
      because: '`keywords` says to search for them as words',
      help: 'leave out `keywords` to compare fields, or run the search over the original logs',
      span: inner.compose.span,
    })
  const terms = inner.found.map(({ value }) => asTerms(asText(value), span))
  const plan = planOfInner(context, inner, terms)
  return plan && searchedFor(context, message, plan, terms.length, span)
}

function among(
  context: Context,
  inner: Inner,
  pairs: readonly (readonly [own: Scalar, found: Scalar])[],
): Predicate | undefined {
  const of = planOfInner(
    context,
    inner,
    pairs.map(([, found]) => found),
  )
  return of && { op: 'among', values: pairs.map(([own]) => own), of, at: inner.query.span }
}

/** The different rows that the inner search hands over. */
function planOfInner(context: Context, { search, compose, query }: Inner, values: readonly Scalar[]): Plan | undefined {
  composed(search.rows, values, compose, query.span)
  return planOf({ ...search, diagnostics: context.diagnostics }, query.span)
}

const sayNoCompose = (context: Context, { span }: Subquery): undefined =>
  say(context, {
    code: 'sumo/subquery-without-compose',
    severity: 'error',
    message: 'this subquery does not say what it hands over',
    because: 'only the fields that `compose` names at its end are looked for by the search around it',
    help: 'end it with `| compose FIELD`',
    span: { start: span.end - 1, end: span.end },
  })

const sayMaxresults = (context: Context, { span }: Compose): undefined =>
  say(context, {
    code: 'sumo/maxresults',
    severity: 'error',
    message: `\`maxresults\` is a whole number from 1 to ${choices.mostComposedRows.toLocaleString('en')}`,
    because: `a subquery hands over no more rows, and ${choices.composedRows.toLocaleString('en')} of them unless it says otherwise`,
    help: 'narrow the subquery down, or aggregate in it',
    span,
  })

const sayKeywords = (context: Context, { span }: Compose): undefined =>
  say(context, {
    code: 'sumo/keywords-in-condition',
    severity: 'error',
    message: '`keywords` stands only in a subquery before the first pipe',
    because: 'after a pipe there is no search for words: the fields of a subquery are compared by their names there',
    help: 'move the subquery before the first pipe, or leave out `keywords` and make fields of the same names',
    span,
  })

const sayTypes = (context: Context, { name, span }: Name): undefined =>
  say(context, {
    code: 'sumo/type-mismatch',
    severity: 'error',
    message: `\`${name}\` is a truth value on one side of the subquery and a number on the other`,
    help: 'make them of one kind: `if(condition, 1, 0)` is a number',
    span,
  })
