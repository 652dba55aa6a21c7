import { broFields } from './bro.ts'
import { deviceFields } from './device.ts'
import type { RecordField } from './field.ts'
import { endpointFields, generalFields, metadataFields } from './general.ts'
import { userFields } from './user.ts'
import { webFields } from './web.ts'

/**
 * Every field of a normalised record: names and types as the vendor publishes them
 * (https://github.com/SumoLogic/cloud-siem-content-catalog/blob/master/schema/full_schema.md), the meanings in our words.
 */
export const recordFields: readonly RecordField[] = [
  ...generalFields,
  ...metadataFields,
  ...userFields,
  ...deviceFields,
  ...endpointFields,
  ...webFields,
  ...broFields,
]

/** By name in lower case. */
export const fieldByName: ReadonlyMap<string, RecordField> = new Map(recordFields.map(f => [f.name.toLowerCase(), f]))
