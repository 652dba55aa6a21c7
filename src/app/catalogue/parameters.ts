import type { DetectionPackage } from '../../library/package.ts'
import type { ParameterEntry } from './model.ts'

/** The thresholds and lists of a package's queries, with their places in the text where a page may change them. */
export const parameterEntries = ({ about }: DetectionPackage): ParameterEntry[] =>
  about.parameters.map(({ name, query, meaning, default: value }) => ({
    name,
    query,
    meaning,
    default: Array.isArray(value) ? value.join(', ') : String(value),
    place: undefined,
  }))
