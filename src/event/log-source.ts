/** What kind of log an event is from, in Sigma's words (https://sigmahq.io/sigma-specification/specification/sigma-appendix-taxonomy.html). */
export interface LogSource {
  readonly category?: string
  readonly product?: string
  readonly service?: string
}

/** `linux/process_creation/sysmon`: what is known of a log source, for people. */
export const printLogSource = (s: LogSource): string =>
  [s.product, s.category, s.service].filter(part => part !== undefined).join('/') || 'unknown'

/**
 * Where an event may be looked for, where one category does not say it all: a registry event is also one of keys that are
 * added. A part that is absent is not known; no categories at all means that it is known to be in none.
 */
export interface LogSources {
  readonly product?: string
  readonly service?: string
  readonly categories?: readonly string[]
}
