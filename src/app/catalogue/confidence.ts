import type { PackageVerdict } from '../../proof/verdict.ts'
import type { Confidence } from './model.ts'

/** How far a detection may be trusted. Without a proof it is not trusted at all. */
export function confidenceOf(verdict: PackageVerdict | undefined): Confidence {
  if (verdict === undefined) return { level: 'low', score: 0, factors: [] }
  return { level: 'low', score: 0, factors: [] }
}
