import type { Diagnostic } from './diagnostic.ts'
import { applyFixes } from './fix.ts'
import type { Source } from './source.ts'

/** A text that was fixed as far as its fixes go. */
export interface Settled {
  readonly source: Source
  /** What was applied, each with the text of its round, since its spans point into that. */
  readonly applied: readonly { readonly diagnostic: Diagnostic; readonly source: Source }[]
  /** What is left to say about the fixed text. */
  readonly remaining: readonly Diagnostic[]
}

/** More rounds than nested fixes need; a fix that offers itself again and again ends here. */
const mostRounds = 16

/**
 * Applies fixes and diagnoses again, until nothing can be fixed any more: one fix often brings to light what the next
 * one is about, and fixes that overlap wait for each other. Ends after 16 rounds, or when a round changes nothing.
 */
export function fixUntilStable(source: Source, diagnose: (source: Source) => readonly Diagnostic[]): Settled {
  const applied: Settled['applied'][number][] = []
  let current = source
  let remaining = diagnose(current)
  for (let round = 0; round < mostRounds; round++) {
    const fixed = applyFixes(current.text, remaining)
    if (fixed.applied.length === 0 || fixed.text === current.text) break
    for (const diagnostic of fixed.applied) applied.push({ diagnostic, source: current })
    current = { ...current, text: fixed.text }
    remaining = diagnose(current)
  }
  return { source: current, applied, remaining }
}
