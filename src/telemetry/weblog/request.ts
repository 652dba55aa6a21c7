import type { Fields } from '../values/fields.ts'

/**
 * Takes a request line (`GET /partners?page=2 HTTP/1.1`) apart; `-` stands for what is missing. What is no request, such as
 * a TLS greeting sent to a plain port, stays whole in `request`.
 */
export function requestFields(fields: Fields, line: string): void {
  const first = line.indexOf(' ')
  const last = line.lastIndexOf(' ')
  if (first <= 0 || !isMethod(line.slice(0, first))) {
    if (line !== '-' && line !== '') fields['request'] = line
    return
  }
  const version = last > first ? line.slice(last + 1) : '-'
  const hasVersion = version === '-' || version.startsWith('HTTP/')
  const target = line.slice(first + 1, last > first && hasVersion ? last : line.length)
  const method = line.slice(0, first)
  const query = target.indexOf('?')
  if (method !== '-') fields['cs-method'] = method
  fields['cs-uri-stem'] = query < 0 ? target : target.slice(0, query)
  if (query >= 0) fields['cs-uri-query'] = target.slice(query + 1)
  if (hasVersion && version !== '-') fields['cs-version'] = version
}

const isMethod = (text: string): boolean => /^([A-Za-z_]{1,32}|-)$/.test(text)
