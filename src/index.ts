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
/** Rules of Sumo Logic's Cloud SIEM as data: read from and written to its API and its import files; what signals add up to. */
export { activityScore, insightSeverity, insightThreshold } from './languages/sumo-cse/rules/insight.ts'
export type { Rule as CloudSiemRule } from './languages/sumo-cse/rules/model.ts'
export {
  type PlacedRule as PlacedCloudSiemRule,
  readRules as readCloudSiemRules,
} from './languages/sumo-cse/rules/read.ts'
export {
  restPaths as cloudSiemRestPaths,
  toImportFile as toCloudSiemImportFile,
  toRest as toCloudSiemRest,
} from './languages/sumo-cse/rules/write.ts'
export { platforms } from './platforms/index.ts'
export type { PackageVerdict } from './proof/verdict.ts'
export { readers } from './telemetry/index.ts'
