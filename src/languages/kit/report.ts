import type { Diagnostic } from '../../base/diagnostic.ts'

/** Collects what a parser has to say, and keeps it from saying the same trouble twice. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[]
  add(diagnostic: Diagnostic): void
  /** An error that makes the parser lose its place; dropped when it has lost it already and not yet found it again. */
  lost(diagnostic: Diagnostic): void
  /** Whether the place is lost since the last `found`. */
  isLost(): boolean
  found(): void
  /** Takes back what was said since there were `count` diagnostics. */
  takeSince(count: number): Diagnostic[]
}

/** An empty report. */
export function createReport(): Report {
  const diagnostics: Diagnostic[] = []
  let lost = false
  return {
    diagnostics,
    add: d => {
      diagnostics.push(d)
    },
    lost: d => {
      if (!lost) diagnostics.push(d)
      lost = true
    },
    isLost: () => lost,
    found: () => {
      lost = false
    },
    takeSince: count => diagnostics.splice(count),
  }
}
