import { hasErrors } from '../base/diagnostic.ts'
import { findData } from './find-data.ts'
import { InputError } from './input-error.ts'
import { type Explained, type Explanation, explainRules } from './rules/explain.ts'
import type { Surroundings } from './surroundings.ts'
import type { WhyAnswer, WhyNode, WhyRequest, WhyStep } from './why.ts'

/** Why rules match events, or why not: a step for each rule. Rejects as `whyEvents` does. */
export async function whyRules(
  { source, events, data, year }: WhyRequest,
  surroundings: Surroundings,
): Promise<WhyAnswer> {
  const files = await findData(data, surroundings.disk)
  const answers = []
  for (const { file, line } of events) {
    // only what was handed in as data is opened
    if (!files.includes(file)) throw new InputError(`${file} is not among the data`, 'name a file that was searched')
    const { reports, explanations } = await explainRules({ sources: [source], event: file, line, year }, surroundings)
    const diagnostics = reports.flatMap(report => report.diagnostics)
    if (hasErrors(diagnostics)) return { refused: true, diagnostics }
    answers.push({ matched: explanations.some(e => e.matches), steps: explanations.map(stepOf) })
  }
  return { refused: false, diagnostics: [], answers }
}

const stepOf = ({ rule, matches, why }: Explanation): WhyStep => ({
  text: rule.title,
  start: undefined,
  end: undefined,
  kept: matches,
  tree: nodeOf(why),
})

/** An explanation as a condition with what it came to. */
export const nodeOf = ({ label, holds, value, by, span, of }: Explained): WhyNode => ({
  text: label,
  holds,
  start: span?.start,
  end: span?.end,
  values: [
    ...(of.length === 0 ? [{ name: 'event', value: value ?? 'null' }] : []),
    ...(by ?? []).map(asked => ({ name: 'fulfils', value: JSON.stringify(asked) })),
  ],
  children: of.map(nodeOf),
})
