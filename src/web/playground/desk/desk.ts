import type { ConvertAnswerData, ConvertRequestData } from '../../../http/contract/convert.ts'
import type { DataSetData, ProfileData } from '../../../http/contract/data.ts'
import type { ExplainAnswerData, ExplainRequestData } from '../../../http/contract/explain.ts'
import type {
  CompareAnswerData,
  CompareRequestData,
  RunAnswerData,
  RunRequestData,
} from '../../../http/contract/run.ts'

/** How far something is: `ms` since it was asked for; or a share of its bytes, from 0 to 1. */
export type Progress =
  | { readonly is: 'queued' | 'running'; readonly ms: number }
  | { readonly is: 'sending'; readonly share: number }

/** What is watched while something long is done. */
export interface Watch {
  readonly signal: AbortSignal
  readonly progress?: (progress: Progress) => void
}

type Of<T> = Omit<T, 'data'>

/** Who runs queries for the page: the server, or the page itself. Everything rejects with `Refusal`, or with the reason of the signal. */
export interface Desk {
  /** Where queries run, for people. */
  readonly place: string
  /** Bytes of a file that can be searched, at most. */
  readonly largestFile: number
  /** What to do about a larger one. */
  readonly larger: string
  sets(): Promise<readonly DataSetData[]>
  /** Takes a file of this machine, to be searched. */
  take(file: File, watch: Watch): Promise<DataSetData>
  profile(set: string, language: string, signal: AbortSignal): Promise<ProfileData>
  run(set: string, request: Of<RunRequestData>, watch: Watch): Promise<RunAnswerData>
  explain(set: string, request: Of<ExplainRequestData>, watch: Watch): Promise<ExplainAnswerData>
  compare(set: string, request: Of<CompareRequestData>, watch: Watch): Promise<CompareAnswerData>
  convert(request: ConvertRequestData, watch: Watch): Promise<ConvertAnswerData>
}
