/** A signal as far as insights look at it. */
export interface Scored {
  readonly name: string
  readonly severity: number
  /** Signals of prototypes do not count. */
  readonly prototype?: boolean
}

/** An insight is made when the score of an entity exceeds this, unless the organisation sets another. */
export const insightThreshold = 12

/**
 * The activity score of an entity: the severities of its signals of the last two weeks, of each name once
 * (docs/cse/get-started-with-cloud-siem/insight-generation-process.md). Of signals of one name with different severities
 * the greatest counts; the page does not say which.
 */
export function activityScore(signals: readonly Scored[]): number {
  const byName = new Map<string, number>()
  for (const { name, severity, prototype } of signals)
    if (prototype !== true) byName.set(name, Math.max(byName.get(name) ?? 0, severity))
  return [...byName.values()].reduce((sum, severity) => sum + severity, 0)
}

/** The severity of the insight that a score makes, or null where it makes none: it must exceed the threshold. */
export function insightSeverity(score: number, threshold = insightThreshold): 'Low' | 'Medium' | 'High' | null {
  if (score <= threshold) return null
  if (score < threshold + 2) return 'Low'
  return score < threshold + 4 ? 'Medium' : 'High'
}
