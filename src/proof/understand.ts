import { type Diagnostic, hasErrors, inOrder } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import type { Language, QueryTime, SaveTarget } from '../languages/language.ts'
import { check } from '../plan/check.ts'
import type { Plan } from '../plan/plan.ts'
import { deadBranches } from '../plan/reach/index.ts'
import type { Schema } from '../plan/schema.ts'

/** What was understood of a query: its plan, unless something is an error, and all there is to say about it. */
export interface Understood {
  readonly plan: Plan | undefined
  readonly diagnostics: readonly Diagnostic[]
  /** Where the query saves its rows, when somebody runs it. */
  readonly saves?: SaveTarget | undefined
  /** Whether the text could be parsed; else its meaning was not looked at. */
  readonly parsed: boolean
}

/**
 * From text to a typed plan: parse, lower over the schema (the query being told the time), check types, and look for what can
 * never match. A text that does not parse is not lowered: what would be said about its meaning would only follow from that.
 */
export function understand(source: Source, language: Language, schema: Schema, time?: QueryTime): Understood {
  const parsed = language.parse(source)
  if (parsed.value === undefined || hasErrors(parsed.diagnostics))
    return { plan: undefined, diagnostics: inOrder(parsed.diagnostics), parsed: false }
  const lowered = language.lower(parsed.value, source, schema, time)
  const said = [...parsed.diagnostics, ...lowered.diagnostics]
  if (lowered.value === undefined || hasErrors(said))
    return { plan: undefined, diagnostics: inOrder(said), parsed: true }
  const checked = check(lowered.value)
  said.push(...checked.diagnostics)
  const sound = !hasErrors(checked.diagnostics)
  if (sound) said.push(...deadBranches(lowered.value, source.text))
  return {
    plan: sound ? lowered.value : undefined,
    diagnostics: inOrder(said),
    saves: language.saves?.(parsed.value),
    parsed: true,
  }
}
