import type { Report } from '../base/report.ts'
import type { Source } from '../base/source.ts'
import { languages } from '../languages/index.ts'
import { InputError } from './input-error.ts'
import { languageFor } from './registry.ts'

export interface FormatRequest {
  readonly source: Source
  /** Undefined: as the name of the source says. */
  readonly language?: string | undefined
}

/** A query in the layout of its language; without `text` it cannot be parsed, and the diagnostics say why. */
export interface Formatted extends Report {
  readonly text: string | undefined
}

/** Lays a query out. Rejects with `InputError` when its language has no layout. */
export function format({ source, language: id }: FormatRequest): Formatted {
  const language = languageFor(id, source.name)
  if (language.format === undefined) {
    const able = languages.filter(l => l.format !== undefined).map(l => l.title)
    throw new InputError(`${language.title} has no formatter`, `there is one for ${able.join(' and ')}`)
  }
  const { value, diagnostics } = language.format(source)
  return {
    source,
    text: value,
    diagnostics: value === undefined ? diagnostics.filter(d => d.severity === 'error') : [],
  }
}
