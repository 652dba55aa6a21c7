import type { Completion as Choice, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { Completion } from '../../../languages/language.ts'
import type { Lookups } from '../lookups.ts'
import { helpElement } from './hover.ts'

/** What can be written at the cursor, as the language says it, over the fields of the data. */
export const completions =
  (lookups: () => Lookups) =>
  async (context: CompletionContext): Promise<CompletionResult | null> => {
    const { pos, explicit, state } = context
    const { from, options } = await lookups().complete(state.doc.toString(), pos)
    if (context.aborted || options.length === 0) return null
    // nothing pops up while nobody has begun a word, unless it was asked for or a sign calls for one
    const begun = from < pos || /[|]\s*$/.test(state.sliceDoc(Math.max(0, pos - 8), pos))
    if (!explicit && !begun) return null
    return { from, options: options.map(choice), validFor: /^[\w.@\-[\]]*$/ }
  }

const choice = ({ label, kind, help }: Completion): Choice => ({
  label,
  type: kind,
  detail: kind,
  boost: kind === 'field' ? 1 : 0,
  ...(help === undefined ? {} : { info: () => helpElement(help) }),
})
