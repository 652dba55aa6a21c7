import type { NamedFile } from '../../app/bound-disk.ts'
import type { CheckRequestData, FormatRequestData } from '../contract/check.ts'
import type { ConvertRequestData } from '../contract/convert.ts'
import type { ExplainRequestData } from '../contract/explain.ts'
import type { Problem } from '../contract/problem.ts'
import type { StepData } from '../contract/progress.ts'
import type { CompareRequestData, RunRequestData } from '../contract/run.ts'

/** The files that a job may open, under the names that its request and its answer call them. */
export interface Given {
  readonly files: readonly NamedFile[]
  readonly tables: readonly NamedFile[]
}

/** Work that may take long, as plain data, so that another process can do it. */
export type Job =
  | { readonly is: 'format'; readonly body: FormatRequestData }
  | { readonly is: 'check'; readonly body: CheckRequestData; readonly given: Given | undefined }
  | { readonly is: 'run'; readonly body: RunRequestData; readonly given: Given; readonly mostRows: number }
  | { readonly is: 'compare'; readonly body: CompareRequestData; readonly given: Given; readonly mostRows: number }
  | { readonly is: 'explain'; readonly body: ExplainRequestData; readonly given: Given }
  | { readonly is: 'convert'; readonly body: ConvertRequestData }
  | { readonly is: 'profile'; readonly language: string; readonly given: Given }
  | { readonly is: 'prove'; readonly folder: string; readonly engine: string | undefined }

/** What a job gives: its answer, or the problem. */
export type Answered<A extends object = object> = { readonly answer: A } | { readonly problem: Problem }

/** What came of a job: the answer as JSON text, or the problem. */
export type Done = { readonly json: string } | { readonly problem: Problem }

/** What is told of a job before it is done: that it no longer waits, and how far it is. */
export type News = { readonly is: 'running' } | { readonly is: 'step'; readonly step: StepData }

/** Does jobs, one at a time for each process; more wait. */
export interface Worker {
  /** Resolves when the job is done; when the signal aborts, the work is ended and the signal's reason is thrown. */
  perform(job: Job, signal: AbortSignal, tell?: (news: News) => void): Promise<Done>
  close(): Promise<void>
}
