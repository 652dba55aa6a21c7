import type { Converted } from './convert.ts'

/** What became of rules, in numbers. */
export interface ConvertTally {
  readonly rules: number
  readonly converted: number
  /** How many were refused for which reason, the most frequent first; a rule counts for its first reason. */
  readonly refused: readonly { readonly code: string; readonly count: number }[]
  /** By the words of verdicts; empty where nothing was to be proved. */
  readonly verdicts: Readonly<Record<string, number>>
}

/** Counts what became of rules, one by one, keeping nothing of them. */
export function tallyConverted(): { see(one: Converted): void; tally(): ConvertTally } {
  let rules = 0
  let converted = 0
  const refused = new Map<string, number>()
  const verdicts = new Map<string, number>()
  const count = (into: Map<string, number>, key: string): void => void into.set(key, (into.get(key) ?? 0) + 1)
  return {
    see({ written, diagnostics, equivalence }) {
      rules++
      if (written !== undefined) converted++
      else count(refused, diagnostics.find(d => d.severity === 'error')?.code ?? 'unknown')
      if (equivalence !== undefined) count(verdicts, verdictName(equivalence))
    },
    tally: () => ({
      rules,
      converted,
      refused: [...refused].map(([code, n]) => ({ code, count: n })).sort((a, b) => b.count - a.count),
      verdicts: Object.fromEntries(verdicts),
    }),
  }
}

/** The verdict in words, with what it rests on. */
export const verdictName = (equivalence: NonNullable<Converted['equivalence']>): string =>
  equivalence.verdict === 'proved' ? `proved by ${equivalence.by}` : equivalence.verdict
