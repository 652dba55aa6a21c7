import type { CheckAnswerData } from '../../http/contract/check.ts'
import type { ConvertAnswerData } from '../../http/contract/convert.ts'
import type { DataSetData, ProfileData } from '../../http/contract/data.ts'
import type { Problem } from '../../http/contract/problem.ts'
import type { CompareAnswerData, RunAnswerData } from '../../http/contract/run.ts'
import type { Progress } from './desk/desk.ts'
import type { Judgement } from './judging.ts'

/** A language that one can write in here. */
export interface LanguageChoice {
  readonly id: string
  readonly title: string
  readonly formats: boolean
}

/** A query as it stands in an editor. */
export interface Query {
  readonly language: string
  readonly text: string
}

/** A part of the time, as searches are told it: ISO 8601; its end is not in it. */
export interface TimeSpan {
  readonly from: string
  readonly to: string
}

/** What came of something that was asked for; `ms`: from asking to the answer. */
export type Outcome<A> =
  | { readonly is: 'answer'; readonly answer: A; readonly of: Query; readonly set: string; readonly ms: number }
  | { readonly is: 'failed'; readonly message: string; readonly problem: Problem | undefined }

/** What is going on, which can be cancelled. */
export interface Going {
  readonly what: string
  readonly progress: Progress | undefined
}

export type Tab = 'rows' | 'events' | 'fields' | 'plan' | 'tests' | 'compare' | 'convert'

/** Everything that the playground shows. */
export interface Board {
  readonly language: string
  readonly text: string
  readonly sets: readonly DataSetData[]
  readonly set: string | undefined
  /** The time that is searched; undefined: all of it. */
  readonly span: TimeSpan | undefined
  readonly profile: ProfileData | undefined
  readonly checked: { readonly answer: CheckAnswerData; readonly ms: number } | undefined
  readonly going: Going | undefined
  readonly ran: Outcome<RunAnswerData> | undefined
  readonly events: Outcome<RunAnswerData> | undefined
  /** What the query does over the tests and the baseline of the package whose data is chosen. */
  readonly judged: Judgement | undefined
  readonly compared: Outcome<CompareAnswerData> | undefined
  readonly converted: Outcome<ConvertAnswerData> | undefined
  /** The second query, while two are compared. */
  readonly second: Query | undefined
  readonly tab: Tab
  /** Something to say that is no answer: a file that is too large, a link that was copied. */
  readonly notice: string | undefined
}

/** The state of the page, and who is told when it changes. */
export interface Store {
  get(): Board
  set(change: Partial<Board>): void
  subscribe(told: () => void): () => void
}

/** Keeps the state. Whoever listens is told once for all changes of one turn. */
export function createStore(first: Board): Store {
  let now = first
  let telling = false
  const listeners = new Set<() => void>()
  return {
    get: () => now,
    set(change) {
      now = { ...now, ...change }
      if (telling) return
      telling = true
      queueMicrotask(() => {
        telling = false
        for (const listener of listeners) listener()
      })
    },
    subscribe(told) {
      listeners.add(told)
      return () => listeners.delete(told)
    },
  }
}
