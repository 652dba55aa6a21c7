import type { Document } from '../../event/event.ts'
import { printValue } from '../../event/json.ts'
import type { LogSource, LogSources } from '../../event/log-source.ts'
import { type Fields, own, put } from '../values/fields.ts'
import { windowsDocument } from '../windows/document.ts'
import { isObject, parseWide } from './parse.ts'
import type { Understood } from './shape.ts'

/** Around a record that a search exported (Splunk, Elasticsearch). */
const wrappers = ['result', '_source'] as const

/** A record under the wrapping of the program that exported it. */
export function unwrapped(record: Fields): Fields {
  for (const name of wrappers) {
    const inside = own(record, name)
    if (isObject(inside) && Object.keys(record).length <= 8) return inside
  }
  return record
}

/**
 * The document of a JSON record: `text` is how it was written, `understood` what its shape says of it; where the record
 * says itself which log it is from (`product`, `service`, `category`), that comes first.
 */
export function documentOf(text: string, understood: Understood): Document {
  const whole = parseWide(text) ?? {}
  const record = unwrapped(whole)
  const windows = windowsDocument(record)
  const fields = windows?.fields ?? withNames(record, understood.fields)
  const sources = declared(record, windows?.sources ?? sourcesOf(understood.logSource))
  return { fields: fields === whole ? text : printValue(fields), sources }
}

/** The record with the names that its shape gave its values beside its own. */
function withNames(record: Fields, named: Fields): Fields {
  let fields = record
  for (const [name, value] of Object.entries(named)) {
    if (Object.hasOwn(record, name) || wrappers.some(w => w === name)) continue
    if (fields === record) fields = { ...record }
    put(fields, name, value)
  }
  const blanks = Object.keys(fields).filter(name => name.includes(' '))
  if (blanks.length === 0) return fields
  const bare: Fields = {}
  for (const [name, value] of Object.entries(fields)) put(bare, name.replaceAll(' ', ''), value)
  return bare
}

/** The log source of a reader that knows one category an event. */
export const sourcesOf = ({ category, product, service }: LogSource): LogSources => ({
  ...(product === undefined ? {} : { product }),
  ...(service === undefined ? {} : { service }),
  ...(category === undefined ? {} : { categories: [category] }),
})

/** How Sigma writes log sources. */
const word = /^[a-z0-9_.-]{1,64}$/

/** What a record says of its own log source; only with a product, since `service` and `category` are names of much else. */
function declared(record: Fields, found: LogSources): LogSources {
  const said = (name: string): string | undefined => {
    const value = own(record, name)
    return typeof value === 'string' && word.test(value) ? value : undefined
  }
  const product = said('product')
  if (product === undefined) return found
  const same = found.product === undefined || found.product === product ? found : {}
  const category = said('category')
  const service = said('service') ?? same.service
  const categories = [...(category === undefined ? [] : [category]), ...(same.categories ?? [])]
  return {
    product,
    ...(service === undefined ? {} : { service }),
    ...(categories.length === 0 ? {} : { categories: [...new Set(categories)] }),
  }
}
