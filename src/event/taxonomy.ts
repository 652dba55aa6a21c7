import type { Type } from './value.ts'

/** A field that means the same in every event that has it. */
export interface TaxonomyField {
  readonly name: string
  readonly type: Type
  readonly meaning: string
}

/** A kind of event that detections are written for, by Sigma's name, and the fields that tell what happened. */
export interface Category {
  readonly id: string
  readonly meaning: string
  readonly fields: readonly TaxonomyField[]
}

const field = (name: string, type: Type, meaning: string): TaxonomyField => ({ name, type, meaning })

/** Fields that events of several categories have. */
export const commonFields: readonly TaxonomyField[] = [
  field('Computer', 'string', 'The host that the event is from'),
  field('EventID', 'int', 'The number of the kind of event, of Windows and Sysmon'),
  field('Channel', 'string', 'The Windows or Sysmon log that holds the event'),
  field('Provider_Name', 'string', 'The program that logged the event'),
  field('UtcTime', 'string', 'When it happened, as Sysmon writes it (UTC)'),
  field('RuleName', 'string', 'The rule of the collector that let the event in'),
  field('User', 'string', 'The account it ran under, with its domain where there is one'),
  field('Image', 'string', 'The full path of the program'),
  field('ProcessId', 'int', 'The process number'),
  field('ProcessGuid', 'string', 'Identifies the process across reuse of its number'),
]

const processFields: readonly TaxonomyField[] = [
  field('CommandLine', 'string', 'The program and its arguments as they were started'),
  field('CurrentDirectory', 'string', 'The folder it was started in'),
  field('OriginalFileName', 'string', 'The name built into the program, whatever its file is called'),
  field('FileVersion', 'string', 'The version built into the program'),
  field('Description', 'string', 'The description built into the program'),
  field('Product', 'string', 'The product name built into the program'),
  field('Company', 'string', 'The maker built into the program'),
  field('IntegrityLevel', 'string', 'How much Windows trusts the process: Low, Medium, High, System'),
  field('Hashes', 'string', 'Hashes of the program, each as NAME=HEX'),
  field('LogonId', 'string', 'The session that started it'),
  field('LogonGuid', 'string', 'Identifies that session across reuse of its number'),
  field('TerminalSessionId', 'int', 'The terminal session it runs in'),
  field('ParentProcessId', 'int', 'The process number of its parent'),
  field('ParentProcessGuid', 'string', 'Identifies the parent across reuse of its number'),
  field('ParentImage', 'string', 'The full path of the program of its parent'),
  field('ParentCommandLine', 'string', 'How its parent was started'),
  field('ParentUser', 'string', 'The account its parent runs under'),
]

const connectionFields: readonly TaxonomyField[] = [
  field('Protocol', 'string', 'tcp or udp'),
  field('Initiated', 'bool', 'The process opened the connection, it did not accept it'),
  field('SourceIp', 'ip', 'The address it comes from'),
  field('SourceHostname', 'string', 'The name of that address'),
  field('SourcePort', 'int', 'The port it comes from'),
  field('DestinationIp', 'ip', 'The address it goes to'),
  field('DestinationHostname', 'string', 'The name of that address'),
  field('DestinationPort', 'int', 'The port it goes to'),
]

const fileFields: readonly TaxonomyField[] = [
  field('TargetFilename', 'string', 'The full path of the file'),
  field('CreationUtcTime', 'string', 'When the file was created, as Sysmon writes it (UTC)'),
]

const queryFields: readonly TaxonomyField[] = [
  field('QueryName', 'string', 'The name that was asked for'),
  field('QueryStatus', 'int', 'The result code of the look-up'),
  field('QueryResults', 'string', 'The answers'),
]

const resolverFields: readonly TaxonomyField[] = [
  field('QueryName', 'string', 'The name that was asked for'),
  field('query', 'string', 'The name that was asked for, as network rules call it'),
  field('record_type', 'string', 'The kind of record asked for: A, AAAA, TXT, …'),
  field('answer', { list: 'string' }, 'The answers'),
  field('src_ip', 'ip', 'The address of the client'),
  field('src_port', 'int', 'The port of the client'),
  field('dst_ip', 'ip', 'The address of the name server'),
  field('dst_port', 'int', 'The port of the name server'),
]

const webFields: readonly TaxonomyField[] = [
  field('c-ip', 'ip', 'The address of the client (its name where the server looks names up)'),
  field('c-port', 'int', 'The port of the client'),
  field('cs-username', 'string', 'The account that the client logged in with'),
  field('cs-method', 'string', 'The request method'),
  field('cs-uri-stem', 'string', 'What was asked for, without the query'),
  field('cs-uri-query', 'string', 'The query, without its question mark'),
  field('cs-version', 'string', 'The protocol and version that the client used'),
  field('cs-host', 'string', 'The host that the client asked for'),
  field('cs-user-agent', 'string', 'What the client calls itself'),
  field('cs-referer', 'string', 'The page the client comes from'),
  field('sc-status', 'int', 'The status code of the answer'),
  field('sc-bytes', 'int', 'The bytes sent to the client'),
  field('s-ip', 'ip', 'The address of the server'),
  field('s-port', 'int', 'The port of the server'),
  field('time-taken', 'int', 'How long it took, in milliseconds'),
]

/**
 * The categories that readers recognise and the fields of each, as Sigma names them
 * (https://github.com/SigmaHQ/sigma-specification/blob/main/specification/sigma-appendix-taxonomy.md). Endpoint
 * categories use the names of Sysmon. Resolver logs (`dns`) have no agreed names: `query`, `record_type` and `src_ip` are
 * what its rules write, and `QueryName` is set too, so that one name finds look-ups of every kind.
 */
export const categories: readonly Category[] = [
  { id: 'process_creation', meaning: 'A program was started', fields: [...commonFields, ...processFields] },
  { id: 'network_connection', meaning: 'A process connected', fields: [...commonFields, ...connectionFields] },
  { id: 'file_event', meaning: 'A process created a file', fields: [...commonFields, ...fileFields] },
  { id: 'dns_query', meaning: 'A process looked up a name', fields: [...commonFields, ...queryFields] },
  { id: 'dns', meaning: 'A name server was asked', fields: resolverFields },
  { id: 'webserver', meaning: 'A web server answered a request', fields: webFields },
]

/** Every field of the taxonomy once, by name. */
export const taxonomy: ReadonlyMap<string, TaxonomyField> = new Map(
  [...commonFields, ...categories.flatMap(c => c.fields)].map(f => [f.name, f]),
)
