// What other programs may use of Assay. Everything else may change without notice.

export type { Checked, CheckRequest } from './app/check.ts'
export type { CorpusRow, CorpusTotals } from './app/corpus.ts'
export type { CorpusItem } from './app/corpus-file.ts'
export type { Proved } from './app/prove.ts'
export type { Ran, Refused, RunAnswer, RunRequest } from './app/run.ts'
export type { Surroundings } from './app/surroundings.ts'
/** The use cases (check, fix, run, corpus, prove) over the files of one folder. */
export { createWorkbench, InputError, isExpected, type Workbench } from './app/workbench.ts'
export { type Diagnostic, hasErrors } from './base/diagnostic.ts'
/** A diagnostic as text with the place underlined. */
export { type FrameOptions, type Paint, renderBrief, renderDiagnostic } from './base/frame.ts'
export { type Place, placeOf, type Source } from './base/source.ts'
export { EngineError } from './engines/engine.ts'
/** What there is: query languages, engines, platforms, readers of logs. */
export { engines } from './engines/index.ts'
export type { Event, Origin } from './event/event.ts'
export type { Column, Type, Value } from './event/value.ts'
export { languages } from './languages/index.ts'
export { platforms } from './platforms/index.ts'
export type { PackageVerdict } from './proof/verdict.ts'
export { readers } from './telemetry/index.ts'
