import { type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import { fixUntilStable, type Settled } from '../base/refix.ts'
import type { Report } from '../base/report.ts'
import type { Source } from '../base/source.ts'
import type { QueryTime } from '../languages/language.ts'
import type { Profile } from '../platforms/platform.ts'
import { understand } from '../proof/understand.ts'
import type { TimeRequest } from './query-time.ts'
import { languageFor, platformFor } from './registry.ts'

/** Nothing is known of the data, so that no name can be called unknown. */
export const nothingKnown: Profile = { keys: undefined, fields: undefined }

export interface CheckRequest extends Pick<TimeRequest, 'zone' | 'now'> {
  readonly source: Source
  /** Undefined: as the name of the source says. */
  readonly language?: string | undefined
  /** What occurs in the data the query is meant for; without, names of fields are not judged. */
  readonly profile?: Profile | undefined
}

/** All there is to say about a query, and whether it could run. */
export interface Checked extends Report {
  readonly language: string
  readonly ok: boolean
}

/** Parses a query, lowers it, checks its types and looks for what can never match; the query is told this time. */
export function check(request: CheckRequest, time: QueryTime): Checked {
  const language = languageFor(request.language, request.source.name)
  const diagnostics = diagnose(request, request.source, time)
  return { source: request.source, diagnostics, language: language.id, ok: !hasErrors(diagnostics) }
}

/** A query with its fixes applied, again and again until there is none left. */
export const fix = (request: CheckRequest, time: QueryTime): Settled =>
  fixUntilStable(request.source, source => diagnose(request, source, time))

function diagnose(request: CheckRequest, source: Source, time: QueryTime): readonly Diagnostic[] {
  const language = languageFor(request.language, request.source.name)
  const schema = platformFor(language).schema(request.profile ?? nothingKnown)
  return understand(source, language, schema, time).diagnostics
}
