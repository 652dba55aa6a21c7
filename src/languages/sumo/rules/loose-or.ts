import { type Parser, say } from '../parsing.ts'
import type { Scope } from '../syntax.ts'

/** The parts of `_source=a x OR y OR z` that were meant to be under `_source=a`, and the part that has it; undefined where all is well. */
export function looseParts(
  scope: Scope | undefined,
  text: string,
): { readonly first: Scope; readonly words: Scope; readonly loose: readonly Scope[] } | undefined {
  if (scope?.kind !== 'scope-or' || text[scope.span.start] === '(') return undefined
  const [first] = scope.args
  if (first?.kind !== 'scope-and' || text[first.span.start] === '(') return undefined
  const words = first.args[first.args.length - 1]
  const loose = scope.args.filter(arg => !mayNarrow(arg))
  if (!first.args.some(isField) || words === undefined || mayNarrow(words) || loose.length === 0) return undefined
  return { first, words, loose }
}

const isField = (scope: Scope): boolean => scope.kind === 'scope-field'

/** Whether a field, or something that we do not know, narrows a part of the scope. */
function mayNarrow(scope: Scope): boolean {
  if (scope.kind === 'scope-and' || scope.kind === 'scope-or') return scope.args.some(mayNarrow)
  if (scope.kind === 'scope-not') return mayNarrow(scope.arg)
  if (scope.kind === 'term' || scope.kind === 'phrase') return /\{\{|\$\$/.test(scope.text)
  return scope.kind !== 'scope-all'
}

/** `_sourceCategory=a x OR y`: AND, which may be left out, binds tighter than OR, so that y is looked for everywhere (B/keyword-search-expressions). */
export function checkLooseOr(p: Parser, scope: Scope): void {
  const found = looseParts(scope, p.text)
  const last = found?.loose[found.loose.length - 1]
  if (found === undefined || last === undefined) return
  const { first, words, loose } = found
  const written = ({ span }: Scope): string => p.text.slice(span.start, span.end)
  const count = loose.length === 1 ? `\`${written(last)}\` is` : `${loose.length} of these parts are`
  say(p, {
    code: 'sumo/loose-or',
    severity: 'warning',
    message: `${count} looked for in all data, not only where \`${written(first)}\` looks`,
    because: 'AND holds tighter than OR, also where it is left out between two words',
    help: `put brackets around what OR joins: \`… (${written(words)} OR …)\``,
    span: last.span,
    also: [{ span: first.span, message: 'this is one of the parts' }],
  })
}
