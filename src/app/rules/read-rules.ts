import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts'
import type { Report } from '../../base/report.ts'
import { placeOf, type Source } from '../../base/source.ts'
import {
  alerting,
  type Collection,
  type Correlation,
  joinCollections,
  lowerRule,
  parseSigma,
  type Rule,
  type SigmaDocument,
} from '../../languages/sigma/index.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Schema } from '../../plan/schema.ts'
import type { RuleFacts } from './hit.ts'

/** A rule with its meaning. */
export interface Lowered {
  readonly document: Rule | Correlation
  readonly source: Source
  readonly facts: RuleFacts
  readonly plan: Plan
}

/** All files of rules as one collection. */
export interface ReadRules {
  readonly collection: Collection
  /** The rules and correlations that alert. */
  readonly rules: readonly (Rule | Correlation)[]
  /** What there is to say of each file, in the order of the files. */
  readonly reports: readonly Report[]
  /** The rules that have a meaning over a schema, and all that there is to say of each file then. */
  lower(schema: Schema): { readonly rules: readonly Lowered[]; readonly reports: readonly Report[] }
}

/** Reads files of rules. What is wrong with one is in its report, and the others are rules all the same. */
export function readRules(sources: readonly Source[]): ReadRules {
  const byName = new Map(sources.map(source => [source.name, source]))
  const parsed = sources.map(source => ({ source, outcome: parseSigma(source) }))
  const { collection, diagnostics: joining } = joinCollections(
    parsed.flatMap(({ outcome }) => (outcome.value === undefined ? [] : [outcome.value])),
  )
  const reportsWith = (more: ReadonlyMap<string, readonly Diagnostic[]>): Report[] =>
    parsed.map(({ source, outcome }) => ({
      source,
      diagnostics: distinct([
        ...outcome.diagnostics,
        ...(joining.get(source.name) ?? []),
        ...(more.get(source.name) ?? []),
      ]),
    }))
  const rules = alerting(collection)
  return {
    collection,
    rules,
    reports: reportsWith(new Map()),
    lower(schema) {
      const said = new Map<string, Diagnostic[]>()
      const lowered: Lowered[] = []
      for (const document of rules) {
        const source = byName.get(document.file)
        if (source === undefined) continue
        const { value: plan, diagnostics } = lowerRule(document, collection, schema)
        said.set(document.file, [...(said.get(document.file) ?? []), ...diagnostics])
        if (plan !== undefined && !hasErrors(diagnostics))
          lowered.push({ document, source, facts: factsOf(document, source), plan })
      }
      return { rules: lowered, reports: reportsWith(said) }
    },
  }
}

/** What is shown of a rule with its matches, and wherever else something is said of it. */
export function factsOf({ head, span }: SigmaDocument, source: Source): RuleFacts {
  const { file, line } = placeOf(source, span.start)
  const { id, title, level, status, author, license, references, tags } = head
  return { id, title, level, status, author, license, references, tags, source: { file, line } }
}

/** Each diagnostic once: several rules of a file may say the same of what they share. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map(diagnostics.map(d => [`${d.code} ${d.span.start} ${d.span.end} ${d.message}`, d]))
  return [...seen.values()]
}
