import type { Diagnostic } from '../../../base/diagnostic.ts'
import { cover } from '../../../base/span.ts'
import type { Kind, Typed } from '../lower/typed.ts'

const names: Readonly<Record<Kind, string>> = {
  text: 'text',
  number: 'a number',
  boolean: 'a truth value',
  null: 'null',
}

/** The branches of an `if` that are of two kinds (docs/search/search-query-language/search-operators/if.md wants one). */
export function mixedBranches(yes: Typed, no: Typed): Diagnostic | undefined {
  if (yes.kind === no.kind || yes.kind === 'null' || no.kind === 'null') return undefined
  return {
    code: 'sumo/mixed-branches',
    severity: 'warning',
    message: `one branch is ${names[yes.kind]}, the other ${names[no.kind]}; the result is text`,
    because: 'both branches of an `if` must be of one type; as text, numbers sort and compare letter by letter',
    help: 'make both branches text, or both numbers',
    span: cover(yes.span, no.span),
  }
}
