import type { Diagnostic, Edit } from './diagnostic.ts'

/** A text after fixes: what was applied, and what has to wait for another round because it overlapped. */
export interface Fixed {
  readonly text: string
  readonly applied: readonly Diagnostic[]
  readonly postponed: readonly Diagnostic[]
}

/**
 * Applies the fixes of `diagnostics` to `text`, each whole or not at all. Of two fixes that touch the same characters
 * the one that starts first, then the longer one, is applied; the other is postponed, so that checking the new text
 * again can offer it afresh. O(n log n) in the number of edits plus the length of the text.
 */
export function applyFixes(text: string, diagnostics: readonly Diagnostic[]): Fixed {
  const fixable = diagnostics
    .filter(d => d.fix !== undefined && d.fix.length > 0)
    .map(d => ({ d, edits: [...(d.fix ?? [])].sort((a, b) => a.span.start - b.span.start) }))
    .sort((a, b) => startOf(a.edits) - startOf(b.edits) || endOf(b.edits) - endOf(a.edits))
  const applied: Diagnostic[] = []
  const postponed: Diagnostic[] = []
  const chosen: Edit[] = []
  for (const { d, edits } of fixable) {
    if (edits.some(e => chosen.some(c => overlap(e, c)))) postponed.push(d)
    else {
      chosen.push(...edits)
      applied.push(d)
    }
  }
  chosen.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
  let out = ''
  let at = 0
  for (const edit of chosen) {
    out += text.slice(at, edit.span.start) + edit.text
    at = edit.span.end
  }
  return { text: out + text.slice(at), applied, postponed }
}

const startOf = (edits: readonly Edit[]): number => edits[0]?.span.start ?? 0
const endOf = (edits: readonly Edit[]): number => Math.max(...edits.map(e => e.span.end))
const overlap = (a: Edit, b: Edit): boolean =>
  (a.span.start < b.span.end && b.span.start < a.span.end) ||
  // two insertions at one place have no order of their own
  (a.span.start === b.span.start && a.span.end === b.span.end)
