import type { Claims } from './claims.ts'

/** What is being done now while a package is proved, for whoever waits. */
export interface ProofStep {
  readonly is: 'test' | 'baseline' | 'query' | 'variant' | 'specimen' | 'hunt'
  /** Of what the package names. */
  readonly id: string
  /** What a query runs over: the test, the part of the baseline or the variant. */
  readonly over?: string
  /** Steps before this one, and all there are; those that turn out to be needless are passed over. */
  readonly done: number
  readonly of: number
}

/** Counts the steps of a proof, and tells each as it begins. */
export interface Steps {
  one(is: ProofStep['is'], id: string): void
  /** Judges a query, which takes one step for each recording it is said to run over; `over` tells that one begins. */
  query<T>(is: ProofStep['is'], id: string, judge: (over: (recording: string) => void) => Promise<T>): Promise<T>
}

/** Counts the steps of what a package claims, all of them before the first. */
export function countSteps(claims: Claims, tell: (step: ProofStep) => void): Steps {
  const { tests, baseline, variants, queries, specimens, hunts } = claims
  const recordings = tests.length + baseline.length
  const sizes: Readonly<Record<ProofStep['is'], (id: string) => number>> = {
    test: () => 1,
    baseline: () => 1,
    variant: () => 1,
    query: id => recordings + variants.filter(v => v.caughtBy.includes(id)).length,
    hunt: () => recordings,
    // as it was published, and as fixed
    specimen: () => 2 * recordings,
  }
  const all = { test: tests, baseline, variant: variants, query: queries, specimen: specimens, hunt: hunts }
  const of = Object.entries(all).reduce(
    (sum, [is, items]) => items.reduce((total, { id }) => total + sizes[is as ProofStep['is']](id), sum),
    0,
  )
  let done = 0
  return {
    one(is, id) {
      tell({ is, id, done, of })
      done += sizes[is](id)
    },
    async query(is, id, judge) {
      const end = done + sizes[is](id)
      tell({ is, id, done, of })
      const judged = await judge(over => {
        tell({ is, id, over, done, of })
        done = Math.min(done + 1, end)
      })
      done = end
      return judged
    },
  }
}
