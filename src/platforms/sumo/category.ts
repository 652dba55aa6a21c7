import type { LogSource } from '../../event/log-source.ts'

/** How logs of a kind come to Sumo by default: under which source category, and whether as the text that was logged. */
export interface Arrival {
  readonly category: string
  /** The log is text in whatever style structured events are presented. */
  readonly text: boolean
}

/** The first entry whose every word the log source has decides; the last one takes what is left. */
const arrivals: readonly { readonly of: LogSource; readonly arrival: Arrival }[] = [
  { of: { product: 'linux', service: 'sysmon' }, arrival: { category: 'linux/sysmon', text: false } },
  { of: { product: 'windows', service: 'sysmon' }, arrival: { category: 'windows/sysmon', text: false } },
  { of: { service: 'sysmon' }, arrival: { category: 'endpoint/sysmon', text: false } },
  { of: { service: 'auditd' }, arrival: { category: 'linux/auditd', text: false } },
  { of: { service: 'dnsmasq' }, arrival: { category: 'dns/dnsmasq', text: true } },
  { of: { service: 'bind' }, arrival: { category: 'dns/bind', text: true } },
  { of: { product: 'zeek', service: 'dns' }, arrival: { category: 'dns/zeek', text: true } },
  { of: { product: 'zeek', category: 'dns' }, arrival: { category: 'dns/zeek', text: true } },
  { of: { product: 'zeek' }, arrival: { category: 'network/zeek', text: true } },
  { of: { category: 'webserver' }, arrival: { category: 'web/access', text: true } },
  { of: { service: 'apache' }, arrival: { category: 'web/errors', text: true } },
  { of: { service: 'nginx' }, arrival: { category: 'web/errors', text: true } },
  ...(['cisco', 'huawei', 'juniper'] as const).map(product => ({
    of: { product },
    arrival: { category: `network/${product}`, text: true },
  })),
  ...(['django', 'jvm', 'nodejs', 'python', 'ruby_on_rails', 'spring', 'sql', 'velocity'] as const).map(product => ({
    of: { category: 'application', product },
    arrival: { category: `application/${product}`, text: true },
  })),
  { of: { category: 'database' }, arrival: { category: 'database/log', text: true } },
  { of: { category: 'dns' }, arrival: { category: 'dns/queries', text: true } },
  { of: { product: 'windows', category: 'process_creation' }, arrival: { category: 'windows/sysmon', text: false } },
  { of: { product: 'windows', category: 'network_connection' }, arrival: { category: 'windows/sysmon', text: false } },
  { of: { product: 'windows', category: 'file_event' }, arrival: { category: 'windows/sysmon', text: false } },
  { of: { product: 'windows', category: 'dns_query' }, arrival: { category: 'windows/sysmon', text: false } },
  { of: { product: 'windows' }, arrival: { category: 'windows/events', text: false } },
  { of: { product: 'linux', category: 'process_creation' }, arrival: { category: 'linux/sysmon', text: false } },
  { of: { product: 'linux', category: 'network_connection' }, arrival: { category: 'linux/sysmon', text: false } },
  { of: { product: 'linux', category: 'file_event' }, arrival: { category: 'linux/sysmon', text: false } },
  { of: { product: 'linux' }, arrival: { category: 'linux/syslog', text: true } },
  { of: { category: 'process_creation' }, arrival: { category: 'endpoint/processes', text: false } },
]

export const arrivalOf = (source: LogSource): Arrival =>
  arrivals.find(({ of }) => fits(source, of))?.arrival ?? { category: 'uploaded', text: false }

const fits = (source: LogSource, of: LogSource): boolean =>
  (of.product === undefined || of.product === source.product) &&
  (of.category === undefined || of.category === source.category) &&
  (of.service === undefined || of.service === source.service)
