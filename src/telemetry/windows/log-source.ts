import type { LogSource } from '../../event/log-source.ts'
import { serviceOf } from '../../event/windows/channels.ts'
import { categoryOf } from '../../event/windows/kinds.ts'

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
  const linux = channel?.toLowerCase().startsWith('linux-sysmon') === true || provider === 'Linux-Sysmon'
  const service = channel === undefined ? undefined : serviceOf(channel)
  if (linux || service === 'sysmon' || provider === 'Microsoft-Windows-Sysmon')
    return sysmonLogSource(linux ? 'linux' : 'windows', id)
  const category = service === undefined ? undefined : categoryOf(service, id)
  return {
    ...(category === undefined ? {} : { category }),
    product: 'windows',
    ...(service === undefined ? {} : { service }),
  }
}

/** The log source of a Sysmon event of either system; the product is left open where nothing tells it. */
export function sysmonLogSource(product: 'linux' | 'windows' | undefined, id: number): LogSource {
  const category = categoryOf('sysmon', id)
  return {
    ...(category === undefined ? {} : { category }),
    ...(product === undefined ? {} : { product }),
    service: 'sysmon',
  }
}
