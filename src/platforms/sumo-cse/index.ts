import type { Platform } from '../platform.ts'
import { columns } from './columns.ts'
import { names } from './names.ts'
import { present } from './present.ts'
import { profiler } from './profile.ts'
import { schema, tableSchema } from './schema.ts'

/** Cloud SIEM: records with fields of one schema, whatever product logged. */
export const sumoCsePlatform: Platform = {
  id: 'sumo-cse',
  title: 'Sumo Logic Cloud SIEM',
  styles: [{ id: 'record', title: 'As a normalised record' }],
  columns,
  present,
  schema,
  tableSchema,
  names,
  profiler,
}
