/**
 * Names of the taxonomy and the normalised fields they become, as the backend of pySigma for Cloud SIEM maps those of
 * Sysmon; those of web and name servers by what they mean in the schema.
 */
export const normalisedNames: Readonly<Record<string, string>> = {
  Computer: 'device_hostname',
  User: 'user_username',
  Image: 'baseImage',
  CommandLine: 'commandLine',
  ScriptBlockText: 'commandLine',
  ProcessId: 'pid',
  ProcessGuid: 'processUid',
  ParentImage: 'parentBaseImage',
  ParentCommandLine: 'parentCommandLine',
  ParentProcessId: 'parentPid',
  TargetFilename: 'file_path',
  TargetObject: 'changeTarget',
  SourceIp: 'srcDevice_ip',
  SourceHostname: 'srcDevice_hostname',
  SourcePort: 'srcPort',
  DestinationIp: 'dstDevice_ip',
  DestinationHostname: 'dstDevice_hostname',
  DestinationPort: 'dstPort',
  Protocol: 'ipProtocol',
  QueryName: 'dns_query',
  record_type: 'dns_queryType',
  src_ip: 'srcDevice_ip',
  src_port: 'srcPort',
  dst_ip: 'dstDevice_ip',
  dst_port: 'dstPort',
  'c-ip': 'srcDevice_ip',
  'c-port': 'srcPort',
  's-ip': 'dstDevice_ip',
  's-port': 'dstPort',
  'cs-username': 'user_username',
  'cs-method': 'http_method',
  'cs-host': 'http_hostname',
  'cs-uri-stem': 'http_url_path',
  'cs-uri-query': 'http_url_queryParameters',
  'cs-user-agent': 'http_userAgent',
  'cs-referer': 'http_referer',
  'sc-status': 'http_response_statusCode',
  'sc-bytes': 'bytesOut',
}

/** What stands beside EventData in a Windows event. */
const systemFields: ReadonlySet<string> = new Set(['EventID', 'Computer', 'Channel', 'Provider_Name'])

/** The key of a field of a Windows event among the raw fields of its record. */
export const inSystem = (name: string): string => (systemFields.has(name) ? name : `EventData.${name}`)
