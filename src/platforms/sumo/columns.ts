import type { Column } from '../../event/value.ts'

/**
 * A record as Sumo holds it: the built-in metadata (docs/search/get-started-with-search/search-basics/built-in-metadata.md)
 * and, as one JSON text, the fields that extraction rules made at ingest.
 */
export const metadata = [
  { name: '_raw', type: 'string', meaning: 'The message as it was received' },
  { name: '_messageTime', type: 'int', meaning: 'When it happened, read from the message: milliseconds since 1970' },
  { name: '_receiptTime', type: 'int', meaning: 'When it was received: milliseconds since 1970' },
  { name: '_sourceCategory', type: 'string', meaning: 'What kind of log it is, as its source is set up' },
  { name: '_sourceHost', type: 'string', meaning: 'The host that sent it' },
  { name: '_sourceName', type: 'string', meaning: 'The file or stream it was read from' },
  { name: '_source', type: 'string', meaning: 'The source that collected it' },
  { name: '_collector', type: 'string', meaning: 'The collector of that source' },
  { name: '_messageCount', type: 'int', meaning: 'Its number within the source' },
  { name: '_size', type: 'int', meaning: 'The length of the message in bytes' },
  { name: '_format', type: 'string', meaning: 'How its time was found' },
  { name: '_view', type: 'string', meaning: 'The partition or scheduled view that holds it' },
] as const satisfies readonly (Column & { readonly meaning: string })[]

/** Metadata that few searches name and few exports carry: it is there when a record has it, and no column by itself. */
export const rareMetadata = [
  { name: '_messageId', meaning: 'The number of the message' },
  { name: '_sourceId', meaning: 'The number of its source' },
  { name: '_collectorId', meaning: 'The number of its collector' },
  { name: '_dataTier', meaning: 'The tier that holds it' },
] as const

export type MetadataName = (typeof metadata)[number]['name']

/** The column with the fields made at ingest; no query can name it. */
export const ingestFields: Column = { name: 'ingest fields', type: 'string' }

export const columns: readonly Column[] = [...metadata.map(({ name, type }) => ({ name, type })), ingestFields]
