import type { Outcome } from '../../base/diagnostic.ts'
import { didYouMean } from '../../base/suggest.ts'
import type { Detection, Written } from '../../languages/detection.ts'
import { languages } from '../../languages/index.ts'
import { allOf, always } from '../../languages/kit/logic.ts'
import type { Language } from '../../languages/language.ts'
import {
  type Collection,
  type Correlation,
  detectionOf,
  filtersFor,
  parseSigma,
  type Rule,
  writeDocuments,
} from '../../languages/sigma/index.ts'
import type { FieldMap } from '../../plan/field-map.ts'
import type { Plan, Predicate } from '../../plan/plan.ts'
import { conditionOf } from '../../proof/equivalence/index.ts'
import { InputError } from '../input-error.ts'
import { platformFor } from '../registry.ts'

/** A rule, with those it stands among. */
export interface Given {
  readonly document: Rule | Correlation
  readonly collection: Collection
}

/** What rules can be converted to. */
export interface Target {
  readonly id: string
  readonly title: string
  /** The rule as a detection in the view of the target; undefined, with the errors, where it has no meaning. */
  detection(rule: Rule, collection: Collection): Outcome<Detection>
  write(detection: Detection, given: Given): Outcome<Written>
  /** The correlation, with the rules that it refers to where the target has them in one text; absent where the target cannot say any. */
  correlation?(given: Given): Outcome<Written>
  /** What the output says, read by the frontend of its own language, over the neutral columns of the detection; or why that cannot be told. */
  read(text: string, detection: Detection): Predicate | string
  /** Outputs as the one file that the platform imports; undefined where it has no such file. */
  readonly bundle: ((texts: readonly string[]) => string) | undefined
  /** What holds of every event that the target can hold, over the same columns. */
  given(detection: Detection): Predicate
}

/** All targets, by the languages that write. */
export const targets = (): readonly Target[] =>
  languages.flatMap(language => {
    const { names } = platformFor(language)
    if (language.id === 'sigma') return [canonical(language)]
    return language.write === undefined || names === undefined ? [] : [inLanguage(language, names)]
  })

/** The target with an id. Throws `InputError` where there is none. */
export function targetNamed(id: string): Target {
  const all = targets()
  const found = all.find(target => target.id === id)
  if (found !== undefined) return found
  const ids = all.map(target => target.id)
  throw new InputError(`rules cannot be converted to \`${id}\``, didYouMean(id, ids) ?? `there are: ${ids.join(', ')}`)
}

const inLanguage = (language: Language, names: FieldMap): Target => ({
  id: language.id,
  title: language.title,
  detection: (rule, collection) => detectionOf(rule, collection, names.isText(rule.logSource)),
  write: detection => language.write?.(detection, names) ?? { value: undefined, diagnostics: [] },
  read: (text, detection) => {
    const source = { name: `converted ${language.title}`, text }
    const { value: tree, diagnostics } = language.parse(source)
    const schema = names.schema(detection.fields, detection.logSource)
    const lowered = tree === undefined ? undefined : (language.finds ?? language.lower)(tree, source, schema)
    const plan: Plan | undefined = lowered?.value
    if (plan === undefined) return firstError([...diagnostics, ...(lowered?.diagnostics ?? [])])
    const condition = conditionOf(plan)
    return condition === undefined ? 'the output does more than choose events' : (names.apart?.(condition) ?? condition)
  },
  bundle: language.bundle,
  given: ({ fields, logSource }) => names.given?.(fields, logSource) ?? always,
})

/** Sigma as it would be written today. Where its events come from is said by the log source, not by a condition. */
const canonical = ({ id, title }: Language): Target => ({
  id,
  title,
  detection: (rule, collection) => detectionOf(rule, collection, false),
  write: (_, { document, collection }) => {
    const filters = document.kind === 'rule' ? filtersFor(collection, document) : []
    return { value: { text: writeDocuments([document, ...filters]), extension: '.yml', assumes: [] }, diagnostics: [] }
  },
  correlation: ({ document }) => ({
    value: { text: writeDocuments([document]), extension: '.yml', assumes: [] },
    diagnostics: [],
  }),
  read: text => {
    const { value: collection, diagnostics } = parseSigma({ name: 'converted Sigma', text })
    const rule = collection?.documents.find(d => d.kind === 'rule')
    if (collection === undefined || rule === undefined) return firstError(diagnostics)
    const read = detectionOf(rule, collection, false)
    return read.value === undefined ? firstError(read.diagnostics) : allOf([read.value.from, read.value.where])
  },
  bundle: undefined,
  given: () => always,
})

const firstError = (diagnostics: Outcome<unknown>['diagnostics']): string =>
  diagnostics.find(d => d.severity === 'error')?.message ?? 'our frontend gives the output no meaning'
