import { type Diagnostic, hasErrors } from '../base/diagnostic.ts'
import { fixUntilStable, type Settled } from '../base/refix.ts'
import type { Report } from '../base/report.ts'
import type { Source } from '../base/source.ts'
import type { Language, QueryTime } from '../languages/language.ts'
import type { Schema } from '../plan/schema.ts'
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
  /** The tables that the query may read. */
  readonly tables?: Schema['tables']
}

/** All there is to say about a query, and whether it could run. */
export interface Checked extends Report {
  readonly language: string
  readonly ok: boolean
  /** What makes the query slower or dearer than it need be, where it parses. */
  readonly costs: readonly Diagnostic[]
}

/** Parses a query, lowers it, checks its types and looks for what can never match; the query is told this time. */
export function check(request: CheckRequest, time: QueryTime): Checked {
  const language = parsingOnce(languageFor(request.language, request.source.name))
  const diagnostics = diagnose(request, language, request.source, time)
  const costs = costsOf(language, request.source)
  return { source: request.source, diagnostics, costs, language: language.id, ok: !hasErrors(diagnostics) }
}

function costsOf(language: Language, source: Source): readonly Diagnostic[] {
  const { value, diagnostics } = language.parse(source)
  return value === undefined || hasErrors(diagnostics) ? [] : (language.costs?.(value, source) ?? [])
}

/** A query with its fixes applied, again and again until there is none left. `said`: what a check said of it, where that is known. */
export function fix(request: CheckRequest, time: QueryTime, said?: readonly Diagnostic[]): Settled {
  const language = languageFor(request.language, request.source.name)
  return fixUntilStable(request.source, source =>
    source === request.source && said !== undefined ? said : diagnose(request, language, source, time),
  )
}

/** The language, which parses a source that it is given twice only once. */
function parsingOnce(language: Language): Language {
  const parsed = new Map<Source, ReturnType<Language['parse']>>()
  return {
    ...language,
    parse(source) {
      const before = parsed.get(source) ?? language.parse(source)
      parsed.set(source, before)
      return before
    },
  }
}

function diagnose(request: CheckRequest, language: Language, source: Source, time: QueryTime): readonly Diagnostic[] {
  const schema = platformFor(language).schema(request.profile ?? nothingKnown)
  const { tables } = request
  return understand(source, language, tables === undefined ? schema : { ...schema, tables }, time).diagnostics
}
