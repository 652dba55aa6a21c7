/** A kind of Windows event that Sigma has a category for. */
export interface Kind {
  readonly service: string
  readonly ids: readonly number[]
  /** The most telling one first. */
  readonly categories: readonly string[]
  /** It is of this kind only if the field, where it is there at all, has one of these values (in lower case). */
  readonly when?: { readonly field: string; readonly is: readonly string[] }
  /** What rules of these categories call fields that this log names otherwise. */
  readonly names?: Readonly<Record<string, string>>
}

const sysmon = (ids: readonly number[], ...categories: readonly string[]): Kind => ({
  service: 'sysmon',
  ids,
  categories,
})

/**
 * Which events belong to which categories, by number, as Sigma's taxonomy lists them
 * (https://github.com/SigmaHQ/sigma-specification/blob/main/specification/sigma-appendix-taxonomy.md). An event may be of
 * several kinds. That a registry key was added or deleted is told by `EventType`
 * (https://learn.microsoft.com/en-us/sysinternals/downloads/sysmon#event-id-12-registryevent-object-create-and-delete).
 */
const kinds: readonly Kind[] = [
  sysmon([1], 'process_creation'),
  sysmon([2], 'file_change'),
  sysmon([3], 'network_connection'),
  sysmon([4, 16], 'sysmon_status'),
  sysmon([5], 'process_termination'),
  sysmon([6], 'driver_load'),
  sysmon([7], 'image_load'),
  sysmon([8], 'create_remote_thread'),
  sysmon([9], 'raw_access_thread'),
  sysmon([10], 'process_access'),
  sysmon([11], 'file_event'),
  sysmon([13], 'registry_set'),
  sysmon([14], 'registry_rename'),
  sysmon([12, 13, 14], 'registry_event'),
  { ...sysmon([12], 'registry_add'), when: { field: 'EventType', is: ['createkey'] } },
  { ...sysmon([12], 'registry_delete'), when: { field: 'EventType', is: ['deletekey', 'deletevalue'] } },
  sysmon([15], 'create_stream_hash'),
  sysmon([17, 18], 'pipe_created'),
  sysmon([19, 20, 21], 'wmi_event'),
  sysmon([22], 'dns_query'),
  sysmon([23], 'file_delete'),
  // older rules and THOR's map have the second name
  sysmon([24], 'clipboard_capture', 'clipboard_change'),
  sysmon([25], 'process_tampering'),
  sysmon([26], 'file_delete_detected'),
  sysmon([27], 'file_block_executable'),
  sysmon([28], 'file_block_shredding'),
  sysmon([29], 'file_executable_detected'),
  sysmon([255], 'sysmon_error'),
  {
    service: 'security',
    ids: [4688],
    categories: ['process_creation'],
    names: { Image: 'NewProcessName', ParentImage: 'ParentProcessName' },
  },
  { service: 'powershell', ids: [4103], categories: ['ps_module'] },
  { service: 'powershell', ids: [4104], categories: ['ps_script'] },
  { service: 'powershell-classic', ids: [400], categories: ['ps_classic_start'] },
  { service: 'powershell-classic', ids: [600], categories: ['ps_classic_provider_start'] },
  { service: 'powershell-classic', ids: [800], categories: ['ps_classic_script'] },
  {
    // those that name a threat or a path
    // (https://learn.microsoft.com/en-us/defender-endpoint/troubleshoot-microsoft-defender-antivirus)
    service: 'windefend',
    ids: [1006, 1007, 1008, 1009, 1010, 1011, 1012, 1015, 1017, 1018, 1019, 1115, 1116, 1117, 1118, 1119],
    categories: ['antivirus'],
    names: { Signature: 'ThreatName', Filename: 'Path' },
  },
]

const byEvent = new Map<string, Kind[]>()
for (const kind of kinds)
  for (const id of kind.ids) {
    const key = `${kind.service} ${id}`
    byEvent.set(key, [...(byEvent.get(key) ?? []), kind])
  }

/** The kinds that an event of a service is of; `textOf` gives its fields, undefined where it has none of that name. */
export const kindsOf = (
  service: string,
  id: number,
  textOf: (field: string) => string | undefined,
): readonly Kind[] => {
  const found = byEvent.get(`${service} ${id}`) ?? []
  return found.filter(({ when }) => {
    const value = when === undefined ? undefined : textOf(when.field)
    return when === undefined || value === undefined || when.is.includes(value.toLowerCase())
  })
}

/** The kinds that are of a category. */
export const kindsIn = (category: string): readonly Kind[] => kinds.filter(kind => kind.categories.includes(category))

/** The category that tells most of an event of a service. */
export const categoryOf = (service: string, id: number): string | undefined =>
  byEvent.get(`${service} ${id}`)?.[0]?.categories[0]

/** Whether all categories of a service's events are listed here, so that an event that is not listed is in none. */
export const isListed = (service: string): boolean => kinds.some(kind => kind.service === service)
