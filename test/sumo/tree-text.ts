import type { Expr, Lookup, Scope, Search, Stage, Subquery } from '../../src/languages/sumo/syntax.ts'

/** A tree as text, every grouping shown in brackets: what the parser made of a query, without its spans. */
export function treeText(search: Search): readonly string[] {
  return [search.scope === undefined ? 'no scope' : scopeText(search.scope), ...search.stages.map(stageText)]
}

function scopeText(scope: Scope): string {
  switch (scope.kind) {
    case 'scope-or':
      return `(${scope.args.map(scopeText).join(' OR ')})`
    case 'scope-and':
      return `(${scope.args.map(scopeText).join(' AND ')})`
    case 'scope-not':
      return `NOT ${scopeText(scope.arg)}`
    case 'scope-all':
      return 'all'
    case 'scope-error':
      return '?'
    case 'term':
      return scope.text
    case 'phrase':
      return JSON.stringify(scope.text)
    case 'scope-field':
      return `${scope.field.name}=${scope.value.quoted ? JSON.stringify(scope.value.text) : scope.value.text}`
    case 'scope-subquery':
      return subqueryText(scope.query)
  }
}

function subqueryText(query: Subquery): string {
  const { from, to, compose } = query
  const bounds = `${from === undefined ? '' : ` from ${from.text}`}${to === undefined ? '' : ` to ${to.text}`}`
  const kept = compose === undefined ? '' : ` -> ${compose.names.map(n => n.name).join(', ')}`
  return `[${treeText(query.search).join(' | ')}${bounds}${kept}${compose?.keywords ? ' keywords' : ''}]`
}

function exprText(e: Expr): string {
  switch (e.kind) {
    case 'field':
      return e.name
    case 'string':
      return JSON.stringify(e.text)
    case 'number':
      return String(e.value)
    case 'bool':
      return String(e.value)
    case 'null':
      return 'null'
    case 'regex':
      return `/${e.body}/${e.flags}`
    case 'parameter':
      return e.after === undefined ? `{{${e.name}}}` : `(${exprText(e.after)} {{${e.name}}})`
    case 'unary':
      return `${e.is}${exprText(e.arg)}`
    case 'binary':
      return `(${exprText(e.left)} ${e.is} ${exprText(e.right)})`
    case 'in':
      return `(${exprText(e.arg)} ${e.negated ? 'not in' : 'in'} [${e.list.map(exprText).join(', ')}])`
    case 'call':
      return `${e.fn.name}(${e.args.map(exprText).join(', ')})`
    case 'conditional':
      return `(${exprText(e.test)} ? ${exprText(e.then)} : ${exprText(e.else)})`
    case 'paren':
      return exprText(e.arg)
    case 'subquery':
      return subqueryText(e.query)
    case 'lookup':
      return lookupText(e.lookup)
    case 'error':
      return '?'
  }
}

function lookupText(lookup: Lookup): string {
  const columns =
    lookup.columns === '*'
      ? '*'
      : lookup.columns.map(c => (c.as === undefined ? c.column.name : `${c.column.name} as ${c.as.name}`)).join(', ')
  return `lookup ${columns} in ${lookup.source.text} on ${lookup.on.map(k => `${k.field.name}=${k.column.name}`).join(' and ')}`
}

const expressionKinds = new Set(
  [
    'field string number bool null regex parameter unary binary in call conditional paren subquery lookup error'.split(
      ' ',
    ),
  ].flat(),
)

/** A stage as its kind and what is set in it. */
function stageText(stage: Stage): string {
  const parts = Object.entries(stage).flatMap(([key, value]) => {
    if (key === 'kind' || key === 'span' || key === 'fnSpan' || isNothing(value)) return []
    if (stage.kind === 'operator' && key === 'name') return []
    return [value === true ? key : `${key} ${valueText(value)}`]
  })
  return [stage.kind, ...parts].join('; ')
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === false || (Array.isArray(value) && value.length === 0)

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(', ')
  if (typeof value !== 'object' || value === null) return String(value)
  if ('kind' in value && value.kind === 'search')
    return `{${treeText((value as unknown as { search: Search }).search).join(' | ')}}`
  if ('kind' in value && expressionKinds.has(String(value.kind))) return exprText(value as Expr)
  if ('source' in value) return lookupText(value as Lookup)
  if ('stages' in value) return `{${treeText(value as Search).join(' | ')}}`
  if ('name' in value && typeof value.name === 'string') return value.name
  if ('body' in value) return `/${String(value.body)}/`
  if ('text' in value) return JSON.stringify(value.text)
  const parts = Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'span' || key === 'fnSpan' || key === 'rest' || isNothing(inner)) return []
    return [inner === true ? key : `${key}=${valueText(inner)}`]
  })
  return `(${parts.join(' ')})`
}
