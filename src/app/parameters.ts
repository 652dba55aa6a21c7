import type { Source } from '../base/source.ts'
import { didYouMean } from '../base/suggest.ts'
import { InputError } from './input-error.ts'

/** Values of template parameters by their names. */
export type Parameters = Readonly<Record<string, string>>

const parameter = /\{\{\{?([^{}]*)\}?\}\}/g

/**
 * A query with the values of its template parameters (`{{name}}`) in their places, as they are written. Throws `InputError`
 * for a name that the query does not have.
 */
export function withParameters(source: Source, values: Parameters): Source {
  const names = new Set([...source.text.matchAll(parameter)].map(([, name = '']) => name.trim()))
  const unknown = Object.keys(values).find(name => !names.has(name))
  if (unknown !== undefined)
    throw new InputError(
      `${source.name} has no parameter {{${unknown}}}`,
      didYouMean(unknown, names) ?? (names.size === 0 ? 'it has none' : `it has: ${[...names].join(', ')}`),
    )
  const filled = source.text.replaceAll(parameter, (written, inside: string) => {
    const name = inside.trim()
    return Object.hasOwn(values, name) ? (values[name] ?? written) : written
  })
  return { ...source, text: filled }
}
