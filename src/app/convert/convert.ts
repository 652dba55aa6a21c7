import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import type { Engine } from '../../engines/engine.ts'
import type { Detection, Written } from '../../languages/detection.ts'
import { allOf } from '../../languages/kit/logic.ts'
import { type Collection, type Filter, parseSigma } from '../../languages/sigma/index.ts'
import { compareConditions, type Equivalence } from '../../proof/equivalence/index.ts'
import { InputError } from '../input-error.ts'
import { engineFor } from '../registry.ts'
import { findRules } from '../rules/find-rules.ts'
import type { RuleFacts } from '../rules/hit.ts'
import { factsOf } from '../rules/read-rules.ts'
import type { Surroundings } from '../surroundings.ts'
import { type Given, type Target, targetNamed, targets } from './targets.ts'

export type { Equivalence } from '../../proof/equivalence/index.ts'

/** What is asked for. */
export interface ConvertRequest {
  /** Files and folders of rules; `-` is standard input. */
  readonly rules: readonly string[]
  /** The id of a target. */
  readonly to: string
  /** Compare each output with its rule; events are generated, from a seed, where no proof is found. */
  readonly prove?: { readonly events: number; readonly seed: number } | undefined
}

/** What became of a rule. */
export interface Converted {
  readonly rule: RuleFacts
  readonly source: Source
  /** Undefined where it was refused; the diagnostics say why, at their places in the rule. */
  readonly written: Written | undefined
  readonly diagnostics: readonly Diagnostic[]
  /** How the output compares with the rule, where that was asked. */
  readonly equivalence: Equivalence | undefined
}

/** What is said while rules are converted: files that are no rules or cannot be read as such come first. */
export type ConvertNews =
  | { readonly is: 'unread'; readonly source: Source; readonly diagnostics: readonly Diagnostic[] }
  | { readonly is: 'rule'; readonly converted: Converted }

/** Converts rules one by one. Rejects with `InputError` for paths without rules and targets that are none. */
export async function* convert(
  { rules: paths, to, prove }: ConvertRequest,
  { disk, tempFolder }: Surroundings,
  stdin: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<ConvertNews> {
  const target = targetNamed(to)
  const { sources } = await findRules(paths, disk, stdin)
  const filters = filtersIn(sources)
  const engine = prove === undefined ? undefined : await engineFor('reference').open({ tempFolder })
  try {
    for (const source of sources) {
      const { value: own, diagnostics } = parseSigma(source)
      if (hasErrors(diagnostics)) yield { is: 'unread', source, diagnostics: diagnostics.filter(isError) }
      if (own === undefined) continue
      const elsewhere = filters.filter(filter => filter.file !== source.name)
      const collection: Collection = { documents: [...own.documents, ...elsewhere] }
      for (const document of own.documents) {
        // filters are part of the rules that they are of
        if (document.kind === 'filter') continue
        const { written, detection, diagnostics } = convertRule(target, { document, collection })
        const equivalence =
          prove === undefined || engine === undefined || written === undefined || detection === undefined
            ? undefined
            : await proveWritten(target, detection, written, { engine, ...prove })
        yield { is: 'rule', converted: { rule: factsOf(document, source), source, written, diagnostics, equivalence } }
      }
    }
  } finally {
    await engine?.close()
  }
}

const isError = (d: Diagnostic): boolean => d.severity === 'error'

/** The filters of all files: of everything else, one file at a time is held. */
const filtersIn = (sources: readonly Source[]): Filter[] =>
  sources.flatMap(source =>
    /^filter\s*:/m.test(source.text)
      ? (parseSigma(source).value?.documents ?? []).filter((d): d is Filter => d.kind === 'filter')
      : [],
  )

/** Converts one rule of a collection. */
export function convertRule(
  target: Target,
  given: Given,
): {
  readonly written: Written | undefined
  readonly detection: Detection | undefined
  readonly diagnostics: readonly Diagnostic[]
} {
  const { document, collection } = given
  if (document.kind === 'correlation') {
    const said = target.correlation?.(given)
    if (said !== undefined) return { written: said.value, detection: undefined, diagnostics: said.diagnostics }
    const refused: Diagnostic = {
      code: `${target.id}/cannot-say-correlation`,
      severity: 'error',
      message: `${target.title} cannot say what a correlation says`,
      because: 'its windows slide with the events, and alert once while these go on',
      help: 'convert the rules that it refers to, and correlate what they find',
      span: document.span,
    }
    return { written: undefined, detection: undefined, diagnostics: [refused] }
  }
  const { value: detection, diagnostics } = target.detection(document, collection)
  if (detection === undefined) return { written: undefined, detection, diagnostics }
  const written = target.write(detection, given)
  return { written: written.value, detection, diagnostics: [...diagnostics, ...written.diagnostics] }
}

/** Compares an output with its rule: read by the frontend of its own language, over the same neutral columns. */
export async function proveWritten(
  target: Target,
  detection: Detection,
  { text }: Written,
  trial: { readonly engine: Engine; readonly events: number; readonly seed: number },
): Promise<Equivalence> {
  const read = target.read(text, detection)
  if (typeof read === 'string') return { verdict: 'unknown', reason: read }
  const given = target.given(detection)
  return compareConditions(allOf([given, detection.from, detection.where]), allOf([given, read]), trial)
}

/** Outputs as the one file that the platform of a target imports. Throws `InputError` where there is no such file. */
export function importFile(to: string, texts: readonly string[]): string {
  const { bundle, title } = targetNamed(to)
  if (bundle !== undefined) return bundle(texts)
  const able = targets().filter(target => target.bundle !== undefined)
  throw new InputError(
    `${title} imports no file of several rules`,
    `there is one for ${able.map(t => t.id).join(', ')}`,
  )
}
