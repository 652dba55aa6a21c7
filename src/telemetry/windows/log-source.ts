import type { LogSource } from '../../event/log-source.ts'

/** Categories of Sysmon's events by their number, as Sigma's taxonomy appendix lists them. */
const sysmonCategories: Readonly<Record<number, string>> = {
  1: 'process_creation',
  2: 'file_change',
  3: 'network_connection',
  4: 'sysmon_status',
  5: 'process_termination',
  6: 'driver_load',
  7: 'image_load',
  8: 'create_remote_thread',
  9: 'raw_access_thread',
  10: 'process_access',
  11: 'file_event',
  12: 'registry_event',
  13: 'registry_set',
  14: 'registry_rename',
  15: 'create_stream_hash',
  16: 'sysmon_status',
  17: 'pipe_created',
  18: 'pipe_created',
  19: 'wmi_event',
  20: 'wmi_event',
  21: 'wmi_event',
  22: 'dns_query',
  23: 'file_delete',
  24: 'clipboard_capture',
  25: 'process_tampering',
  26: 'file_delete_detected',
  27: 'file_block_executable',
  28: 'file_block_shredding',
  29: 'file_executable_detected',
  255: 'sysmon_error',
}

/** Sigma's services by the channel they stand for. */
const services: Readonly<Record<string, string>> = {
  Security: 'security',
  System: 'system',
  Application: 'application',
  'Windows PowerShell': 'powershell-classic',
  'Microsoft-Windows-PowerShell/Operational': 'powershell',
  'PowerShellCore/Operational': 'powershell',
  'Microsoft-Windows-TaskScheduler/Operational': 'taskscheduler',
  'Microsoft-Windows-WMI-Activity/Operational': 'wmi',
  'Microsoft-Windows-Windows Defender/Operational': 'windefend',
  'Microsoft-Windows-Bits-Client/Operational': 'bits-client',
  'Microsoft-Windows-DNS-Server/Analytical': 'dns-server-analytic',
  'DNS Server': 'dns-server',
  'Microsoft-Windows-NTLM/Operational': 'ntlm',
  'Microsoft-Windows-CodeIntegrity/Operational': 'codeintegrity-operational',
}

/** Categories of other channels, by service and number. */
const categories: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  security: { 4688: 'process_creation' },
  powershell: { 4103: 'ps_module', 4104: 'ps_script' },
  'powershell-classic': { 400: 'ps_classic_start', 600: 'ps_classic_provider_start', 800: 'ps_classic_script' },
}

/** The log source of a Windows event, or of a Sysmon event of either system, made once for each kind. */
export function windowsLogSource(channel: string | undefined, provider: string | undefined, id: number): LogSource {
  const key = `${channel}\0${provider}\0${id}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const made = classify(channel, provider, id)
  // channels come from the log, so a hostile one must not grow this for ever
  if (cache.size < 10_000) cache.set(key, made)
  return made
}

const cache = new Map<string, LogSource>()

function classify(channel: string | undefined, provider: string | undefined, id: number): LogSource {
  const linux = channel?.startsWith('Linux-Sysmon') === true || provider === 'Linux-Sysmon'
  if (linux || channel === 'Microsoft-Windows-Sysmon/Operational' || provider === 'Microsoft-Windows-Sysmon')
    return sysmonLogSource(linux ? 'linux' : 'windows', id)
  const service = channel !== undefined && Object.hasOwn(services, channel) ? services[channel] : undefined
  const category = service === undefined ? undefined : categories[service]?.[id]
  return {
    ...(category === undefined ? {} : { category }),
    product: 'windows',
    ...(service === undefined ? {} : { service }),
  }
}

/** The log source of a Sysmon event of either system; the product is left open where nothing tells it. */
export function sysmonLogSource(product: 'linux' | 'windows' | undefined, id: number): LogSource {
  const category = Object.hasOwn(sysmonCategories, id) ? sysmonCategories[id] : undefined
  return {
    ...(category === undefined ? {} : { category }),
    ...(product === undefined ? {} : { product }),
    service: 'sysmon',
  }
}
