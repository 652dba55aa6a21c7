import type { Event } from '../../event/event.ts'
import { printValue } from '../../event/json.ts'
import type { LogSource, LogSources } from '../../event/log-source.ts'
import type { Value } from '../../event/value.ts'

/** An event as rules see it, one value per column: a structured one by its document, others by what a reader found in their text. */
export function present(event: Event): readonly Value[] {
  const { document, raw, fields, time, logSource } = event
  const { product, service, categories } = document?.sources ?? sourcesOf(logSource)
  return [
    document?.fields ?? printValue(fields),
    document === undefined ? (raw ?? null) : null,
    time ?? null,
    product ?? null,
    service ?? null,
    categories ?? null,
  ]
}

/**
 * A line of syslog may be from anything, and stands in several services of Linux (`syslog`, `auth`, `sshd`…): so that no rule
 * is kept from it, only what its program proves is said.
 */
function sourcesOf({ product, service, category }: LogSource): LogSources {
  const categories = category === undefined ? {} : { categories: [category] }
  if (service === 'syslog') return categories
  const known = service === undefined || isOfSyslog(service) ? {} : { service }
  return { ...(product === undefined ? {} : { product }), ...known, ...categories }
}

const isOfSyslog = (service: string): boolean => ['sshd', 'sudo', 'cron', 'clamav', 'vsftpd'].includes(service)
