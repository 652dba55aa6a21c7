import { didYouMean } from '../../base/suggest.ts'
import type { LogSource } from '../../event/log-source.ts'
import { InputError } from '../input-error.ts'

const keys = ['product', 'service', 'category'] as const

/** `product=windows,category=process_creation` as a log source. Rejects with `InputError` for anything else. */
export function parseLogSource(written: string): LogSource {
  const said: Partial<Record<(typeof keys)[number], string>> = {}
  for (const part of written.split(',')) {
    const [name = '', value = '', ...more] = part.split('=').map(word => word.trim())
    const key = keys.find(k => k === name)
    if (key === undefined)
      throw new InputError(
        `\`${name}\` is no part of a log source`,
        didYouMean(name, keys) ??
          `its parts are ${keys.join(', ')}: --log-source product=windows,category=process_creation`,
      )
    if (value === '' || more.length > 0)
      throw new InputError(`the ${key} of the log source has no value`, `write it as ${key}=…`)
    if (said[key] !== undefined) throw new InputError(`the log source has two of \`${key}\``)
    said[key] = value
  }
  return said
}
